import { useRef, useState } from 'react';
import type { ContainerDetails } from '../../../common/contract/containers';
import { tryParseReference } from '../../../common/oci/reference';
import { Field } from '../../components/field';
import { FormDialog } from '../../components/form-dialog';
import { Switch } from '../../components/switch';
import { TextArea } from '../../components/text-area';
import { TextInput } from '../../components/text-input';
import { useClient } from '../../lib/client';
import { useMessages } from '../../lib/messages';
import { useErrorLine } from '../../lib/resources/use-error-line';
import { useFormLabels } from '../../lib/resources/use-resource-labels';
import { useRunJob } from '../../lib/resources/use-run-job';
import { toInlineName } from '../../lib/resources/visible-text';

export interface CommitDialogProps {
  readonly engineId: string;
  readonly details: ContainerDetails;
  readonly onClose: () => void;
}

/** Makes an image of the container as it is. */
export const CommitDialog = ({ engineId, details, onClose }: CommitDialogProps) => {
  const texts = useMessages().changes.commit;
  const client = useClient();
  const run = useRunJob();
  const describeError = useErrorLine();
  const labels = useFormLabels(texts.confirm);
  const field = useRef<HTMLInputElement>(null);
  const [form, setForm] = useState({ reference: '', author: '', message: '', changes: '', pause: true });
  const set = (change: Partial<typeof form>): void => setForm((old) => ({ ...old, ...change }));
  const reference = form.reference.trim();
  const parsed = tryParseReference(reference);
  const isBad = reference !== '' && (!parsed || parsed.digest !== undefined);
  const submit = async (): Promise<void> => {
    const changes = form.changes.split('\n').filter((line) => line.trim() !== '');
    const author = form.author.trim();
    const message = form.message.trim();
    const input = {
      ...{ engineId, id: details.id, pause: form.pause, changes },
      ...(reference === '' ? {} : { reference }),
      ...(author === '' ? {} : { author }),
      ...(message === '' ? {} : { message }),
    };
    const job = await client.changes.commit(input);
    void run(async () => job);
  };
  return (
    <FormDialog
      title={texts.title(toInlineName(details.name))}
      description={texts.text}
      initialFocus={field}
      onClose={onClose}
      validate={() => !isBad}
      onSubmit={submit}
      describeError={describeError}
      labels={labels}
    >
      <Field
        label={texts.reference}
        description={texts.referenceHint}
        error={isBad ? texts.badReference : undefined}
      >
        <TextInput
          ref={field}
          value={form.reference}
          onChange={(reference) => set({ reference })}
          mono
          autoComplete="off"
        />
      </Field>
      <Field label={texts.author}>
        <TextInput value={form.author} onChange={(author) => set({ author })} autoComplete="off" />
      </Field>
      <Field label={texts.message}>
        <TextInput value={form.message} onChange={(message) => set({ message })} autoComplete="off" />
      </Field>
      <Field label={texts.changes} description={texts.changesHint}>
        <TextArea value={form.changes} onChange={(changes) => set({ changes })} mono rows={3} />
      </Field>
      <Switch
        label={texts.pause}
        description={texts.pauseHint}
        checked={form.pause}
        onChange={(pause) => set({ pause })}
      />
    </FormDialog>
  );
};
