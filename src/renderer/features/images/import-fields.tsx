import { Field } from '../../components/field';
import { TextArea } from '../../components/text-area';
import { TextInput } from '../../components/text-input';
import { useMessages } from '../../lib/messages';
import type { ImportForm } from './import-form';

export interface ImportFieldsProps {
  readonly form: ImportForm;
  readonly errors: Readonly<Partial<Record<keyof ImportForm, string>>>;
  readonly onChange: (form: ImportForm) => void;
}

/** Name, message and instructions of an imported image. */
export const ImportFields = ({ form, errors, onChange }: ImportFieldsProps) => {
  const texts = useMessages().images.bringIn;
  return (
    <>
      <Field label={texts.reference} description={texts.referenceHint} error={errors.reference}>
        <TextInput
          mono
          autoComplete="off"
          value={form.reference}
          onChange={(reference) => onChange({ ...form, reference })}
        />
      </Field>
      <Field label={texts.message}>
        <TextInput
          value={form.message}
          onChange={(message) => onChange({ ...form, message })}
          maxLength={1000}
        />
      </Field>
      <Field label={texts.changes} description={texts.changesHint} error={errors.changes}>
        <TextArea mono rows={3} value={form.changes} onChange={(changes) => onChange({ ...form, changes })} />
      </Field>
    </>
  );
};
