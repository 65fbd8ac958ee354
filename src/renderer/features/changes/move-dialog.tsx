import { useState } from 'react';
import type { ChangesSummary } from '../../../common/contract/changes';
import type { ContainerDetails } from '../../../common/contract/containers';
import { Banner } from '../../components/banner';
import { Field } from '../../components/field';
import { FormDialog } from '../../components/form-dialog';
import { TextInput } from '../../components/text-input';
import { useClient } from '../../lib/client';
import { enginePath } from '../../lib/engine';
import { useFormat, useMessages } from '../../lib/messages';
import { useErrorLine } from '../../lib/resources/use-error-line';
import { useFormLabels } from '../../lib/resources/use-resource-labels';
import { useRunJob } from '../../lib/resources/use-run-job';
import { toInlineName } from '../../lib/resources/visible-text';
import { useGo } from './use-go';

export interface MoveDialogProps {
  readonly engineId: string;
  readonly details: ContainerDetails;
  readonly summary: ChangesSummary;
  /** Filled in; may be empty. */
  readonly path: string;
  readonly onClose: () => void;
}

const namePattern = /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/;

/** A name for the volume: that of the container and the last folder. */
export function toVolumeName(container: string, path: string): string {
  const words = `${container}-${path.split('/').filter(Boolean).at(-1) ?? 'data'}`;
  const safe = words.replace(/[^a-zA-Z0-9_.-]+/g, '-').replace(/^[^a-zA-Z0-9]+/, '');
  return safe.length < 2 ? 'data' : safe.slice(0, 200);
}

/** Puts a folder of the container into a volume, and a container with that volume in its place. */
export const MoveDialog = ({ engineId, details, summary, path, onClose }: MoveDialogProps) => {
  const texts = useMessages().changes.move;
  const client = useClient();
  const run = useRunJob();
  const go = useGo();
  const format = useFormat();
  const describeError = useErrorLine();
  const labels = useFormLabels(texts.confirm);
  const [folder, setFolder] = useState(path);
  const [typed, setVolume] = useState<string | undefined>(undefined);
  const volume = typed ?? toVolumeName(details.name, folder);
  const [tried, setTried] = useState(path !== '');
  const badPath = !/^\/[^/]/.test(folder.trim()) || folder.includes(':') ? texts.badPath : undefined;
  const badName = namePattern.test(volume) ? undefined : texts.badName;
  const submit = async (): Promise<void> => {
    const started = await client.changes.moveToVolume({
      engineId,
      id: details.id,
      path: folder.trim(),
      volume,
    });
    void run(async () => started).then((job) => {
      const made = job?.result?.kind === 'items' ? job.result.succeeded[0] : undefined;
      if (made) go(`${enginePath(engineId, 'containers', made.id)}?tab=changes`);
    });
  };
  return (
    <FormDialog
      title={texts.title}
      description={texts.text(toInlineName(details.name))}
      size="md"
      onClose={onClose}
      validate={() => {
        setTried(true);
        return badPath === undefined && badName === undefined;
      }}
      onSubmit={submit}
      describeError={describeError}
      labels={labels}
    >
      <Field label={texts.path} description={texts.pathHint} error={tried ? badPath : undefined} required>
        <TextInput value={folder} onChange={setFolder} mono autoComplete="off" />
      </Field>
      <Field label={texts.volume} error={badName} required>
        <TextInput value={volume} onChange={setVolume} mono autoComplete="off" />
      </Field>
      <Banner tone="warn" title={texts.stops}>
        {texts.leaves(summary.writtenBytes === undefined ? '–' : format.bytes(summary.writtenBytes))}
      </Banner>
    </FormDialog>
  );
};
