import { useState } from 'react';
import { Field } from '../../components/field';
import { FormDialog } from '../../components/form-dialog';
import { KeyValueEditor } from '../../components/key-value-editor';
import { fromKeyValueRows, type KeyValueRow } from '../../components/key-value-rows';
import { TextInput } from '../../components/text-input';
import { useClient } from '../../lib/client';
import { useVolumes } from '../../lib/live-list';
import { useMessages } from '../../lib/messages';
import { checkPairs } from '../../lib/resources/pairs';
import { useErrorLine } from '../../lib/resources/use-error-line';
import { useFormLabels, useKeyValueLabels } from '../../lib/resources/use-resource-labels';
import { toInlineName } from '../../lib/resources/visible-text';
import { useToasts } from '../../lib/toasts';
import { isVolumeName } from './volume-rules';

export interface CreateDialogProps {
  readonly engineId: string;
  readonly onClose: () => void;
}

interface VolumeForm {
  readonly name: string;
  readonly driver: string;
  readonly options: readonly KeyValueRow[];
  readonly labels: readonly KeyValueRow[];
}

const emptyForm: VolumeForm = { name: '', driver: 'local', options: [], labels: [] };

/** What is wrong with the name while it is typed. */
function useNameError(engineId: string, name: string): string | undefined {
  const { createDialog } = useMessages().volumes;
  const { byId } = useVolumes(engineId);
  if (name === '') return undefined;
  if (!isVolumeName(name)) return createDialog.nameInvalid;
  // The engine would answer with the existing one, as if it had made it.
  return byId.has(name) ? createDialog.nameTaken : undefined;
}

/** Makes a volume and says its name. */
function useCreate(engineId: string) {
  const client = useClient();
  const toasts = useToasts();
  const { createDialog } = useMessages().volumes;
  return async ({ name, driver, options, labels }: VolumeForm, signal: AbortSignal): Promise<void> => {
    const input = {
      engineId,
      ...(name === '' ? {} : { name }),
      driver: driver.trim() || 'local',
      options: { ...fromKeyValueRows(options) },
      labels: { ...fromKeyValueRows(labels) },
    };
    // An unknown driver is looked for as a plugin, which takes the engine long.
    const volume = await client.volumes.create(input, { signal });
    toasts.show({ tone: 'ok', title: createDialog.done(toInlineName(volume.name)) });
  };
}

/** A new volume: name, driver, its options and labels. */
export const CreateDialog = ({ engineId, onClose }: CreateDialogProps) => {
  const messages = useMessages();
  const { volumes, resources } = messages;
  const texts = volumes.createDialog;
  const [form, setForm] = useState(emptyForm);
  const change = (part: Partial<VolumeForm>): void => setForm((known) => ({ ...known, ...part }));
  const create = useCreate(engineId);
  const describeError = useErrorLine();
  const nameError = useNameError(engineId, form.name);
  const optionErrors = checkPairs(messages, form.options);
  const labelErrors = checkPairs(messages, form.labels);
  const optionLabels = useKeyValueLabels(resources.addOption);
  const labelLabels = useKeyValueLabels(resources.addLabel);
  const validate = (): boolean =>
    nameError === undefined && Object.keys({ ...optionErrors, ...labelErrors }).length === 0;
  return (
    <FormDialog
      size="md"
      title={texts.title}
      onClose={onClose}
      validate={validate}
      onSubmit={(signal) => create(form, signal)}
      describeError={describeError}
      labels={useFormLabels(texts.confirm)}
    >
      <Field label={texts.name} description={texts.nameHint} error={nameError}>
        <TextInput mono autoComplete="off" value={form.name} onChange={(name) => change({ name })} />
      </Field>
      <Field label={texts.driver} description={texts.driverHint}>
        <TextInput mono autoComplete="off" value={form.driver} onChange={(driver) => change({ driver })} />
      </Field>
      <KeyValueEditor
        label={resources.options}
        rows={form.options}
        onChange={(options) => change({ options })}
        labels={optionLabels}
        errors={optionErrors}
      />
      <p className="m-0 -mt-2 text-sm text-ink-3">{texts.optionsHint}</p>
      <KeyValueEditor
        label={resources.labels}
        rows={form.labels}
        onChange={(labels) => change({ labels })}
        labels={labelLabels}
        errors={labelErrors}
      />
    </FormDialog>
  );
};
