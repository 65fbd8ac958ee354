import { useState } from 'react';
import type { ContainerSummary } from '../../../common/contract/containers';
import { FormDialog } from '../../components/form-dialog';
import { RadioGroup } from '../../components/radio-group';
import { useClient } from '../../lib/client';
import { useMessages } from '../../lib/messages';
import { useErrorLine } from '../../lib/resources/use-error-line';
import { useFormLabels } from '../../lib/resources/use-resource-labels';
import { useRunJob } from '../../lib/resources/use-run-job';
import { toInlineName } from '../../lib/resources/visible-text';

const signals = ['SIGKILL', 'SIGTERM', 'SIGINT', 'SIGQUIT', 'SIGHUP', 'SIGUSR1', 'SIGUSR2'] as const;
type Signal = (typeof signals)[number];

export interface KillDialogProps {
  readonly engineId: string;
  readonly targets: readonly ContainerSummary[];
  readonly onClose: () => void;
}

/** Chooses the signal. */
export const KillDialog = ({ engineId, targets, onClose }: KillDialogProps) => {
  const { killDialog } = useMessages().containers;
  const client = useClient();
  const run = useRunJob();
  const describeError = useErrorLine();
  const labels = useFormLabels(killDialog.confirm);
  const [signal, setSignal] = useState<Signal>('SIGKILL');
  const [first] = targets;
  const submit = async (): Promise<void> => {
    const ids = targets.map((target) => target.id);
    const reference = await client.containers.kill({ engineId, ids, signal });
    void run(async () => reference);
  };
  return (
    <FormDialog
      title={
        first && targets.length === 1
          ? killDialog.title(toInlineName(first.name))
          : killDialog.titleMany(targets.length)
      }
      description={killDialog.text}
      onClose={onClose}
      onSubmit={submit}
      describeError={describeError}
      labels={labels}
    >
      <RadioGroup
        label={killDialog.signal}
        value={signal}
        onChange={setSignal}
        options={signals.map((value) => ({
          value,
          label: <code>{value}</code>,
          description: killDialog.signals[value],
        }))}
      />
    </FormDialog>
  );
};
