import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { ContainerProcess, ProcessSecurity } from '../../../common/contract/processes';
import { type SendableSignal, sendableSignals } from '../../../common/security/signals';
import { Banner } from '../../components/banner';
import { FormDialog } from '../../components/form-dialog';
import { RadioGroup } from '../../components/radio-group';
import { useClient } from '../../lib/client';
import { useMessages } from '../../lib/messages';
import { useApi } from '../../lib/query';
import { useErrorLine } from '../../lib/resources/use-error-line';
import { useFormLabels } from '../../lib/resources/use-resource-labels';
import { toInlineName } from '../../lib/resources/visible-text';
import { useToasts } from '../../lib/toasts';
import { commandOf } from './process-columns';

export interface SignalDialogProps {
  readonly engineId: string;
  readonly id: string;
  readonly process: ContainerProcess;
  readonly initial: SendableSignal;
  readonly onClose: () => void;
}

type Handling = 'caught' | 'ignored' | 'dropped' | 'default';

/** What becomes of a signal: the kernel drops for the first process of a pid namespace what it does not handle. */
function handlingOf(
  security: ProcessSecurity | undefined,
  insidePid: number | undefined,
  signal: SendableSignal,
): Handling | undefined {
  const sets = security?.signals;
  if (!sets || signal === 'KILL' || signal === 'STOP') return undefined;
  if (sets.caught.includes(signal)) return 'caught';
  if (sets.ignored.includes(signal)) return 'ignored';
  return insidePid === 1 ? 'dropped' : 'default';
}

/** Chooses a signal for one process, says what will become of it, and sends it. */
export const SignalDialog = ({ engineId, id, process, initial, onClose }: SignalDialogProps) => {
  const { processes } = useMessages();
  const texts = processes.signal;
  const client = useClient();
  const toasts = useToasts();
  const describeError = useErrorLine();
  const [signal, setSignal] = useState<SendableSignal>(initial);
  const labels = useFormLabels(texts.send(signal));
  const { pid, startTicks, insidePid, main } = process;
  const identity = startTicks === undefined ? undefined : { pid, startTicks };
  const { data } = useQuery({
    ...useApi().processes.security.queryOptions({ input: { engineId, id, process: identity } }),
    enabled: identity !== undefined,
  });
  const submit = async (): Promise<void> => {
    const sent = await client.processes.signal({
      engineId,
      id,
      process: startTicks === undefined ? { pid } : { pid, startTicks },
      signal,
    });
    toasts.show({ tone: 'ok', title: texts.sent(signal, pid), text: texts.by[sent.by] });
  };
  return (
    <FormDialog
      title={texts.title(pid)}
      description={toInlineName(commandOf(process).slice(0, 200))}
      onClose={onClose}
      onSubmit={submit}
      describeError={describeError}
      labels={labels}
    >
      {main ? (
        <Banner tone="warn" title={texts.mainTitle}>
          {texts.mainText}
        </Banner>
      ) : undefined}
      <RadioGroup
        label={texts.signal}
        value={signal}
        onChange={setSignal}
        options={sendableSignals.map((value) => {
          const handling = handlingOf(data, insidePid, value);
          const words = texts.signals[value];
          return {
            value,
            label: <code>SIG{value}</code>,
            description: handling === undefined ? words : `${words} ${texts.handling[handling]}`,
          };
        })}
      />
    </FormDialog>
  );
};
