import { type FormEvent, useId, useState } from 'react';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { Checkbox } from '../../components/checkbox';
import { Dialog } from '../../components/dialog';
import { Field } from '../../components/field';
import { TextInput } from '../../components/text-input';
import { useClient } from '../../lib/client';
import { describeError } from '../../lib/error-text';
import { useMessages } from '../../lib/messages';
import { useToasts } from '../../lib/toasts';
import {
  type EngineForm,
  type EngineFormError,
  emptyEngineForm,
  findFormErrors,
  toNewEngine,
  usesTcp,
} from './add-engine-form';

type Change = (patch: Partial<EngineForm>) => void;

interface FieldsProps {
  readonly form: EngineForm;
  readonly change: Change;
}

const AddressFields = (props: FieldsProps & { readonly errors: readonly EngineFormError[] }) => {
  const { form, change, errors } = props;
  const texts = useMessages().engines.form;
  const hostError = errors.includes('host') ? texts.required : undefined;
  return (
    <>
      <Field
        label={texts.name}
        description={texts.nameHint}
        required
        error={errors.includes('name') ? texts.required : undefined}
      >
        <TextInput value={form.name} onChange={(name) => change({ name })} maxLength={80} />
      </Field>
      <Field
        label={texts.host}
        description={texts.hostHint}
        required
        error={errors.includes('host_scheme') ? texts.hostError : hostError}
      >
        <TextInput mono value={form.host} onChange={(host) => change({ host })} maxLength={512} />
      </Field>
    </>
  );
};

const TlsFields = ({ form, change }: FieldsProps) => {
  const texts = useMessages().engines.form;
  if (!usesTcp(form.host)) return undefined;
  return (
    <>
      <Checkbox
        label={texts.tls}
        description={texts.tlsHint}
        checked={form.tls}
        onChange={(tls) => change({ tls })}
      />
      {form.tls ? (
        <div className="flex flex-col gap-3 border-l-2 border-line pl-3">
          <p className="m-0 text-sm text-ink-3">{texts.pathHint}</p>
          {(['ca', 'cert', 'key'] as const).map((name) => (
            <Field key={name} label={texts[name]}>
              <TextInput mono value={form[name]} onChange={(path) => change({ [name]: path })} />
            </Field>
          ))}
          <Checkbox
            label={texts.verify}
            description={texts.verifyHint}
            checked={form.verify}
            onChange={(verify) => change({ verify })}
          />
        </div>
      ) : undefined}
    </>
  );
};

type Sending = { readonly busy: boolean; readonly error?: unknown };

const useAddEngine = (form: EngineForm, onDone: () => void) => {
  const { engines } = useMessages();
  const client = useClient();
  const toasts = useToasts();
  const [errors, setErrors] = useState<readonly EngineFormError[]>([]);
  const [sending, setSending] = useState<Sending>({ busy: false });
  const submit = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const found = findFormErrors(form);
    setErrors(found);
    if (found.length > 0) return;
    setSending({ busy: true });
    try {
      const engine = await client.engines.add(toNewEngine(form));
      toasts.show({ tone: 'ok', title: engines.form.added(engine.name) });
      // It connects by itself; its card shows how that goes.
      onDone();
    } catch (error) {
      setSending({ busy: false, error });
    }
  };
  return { errors, sending, submit };
};

/** Adds an engine by its address, with TLS material for tcp. */
export const AddEngineDialog = ({ onClose }: { readonly onClose: () => void }) => {
  const messages = useMessages();
  const { engines, common } = messages;
  const [form, setForm] = useState(emptyEngineForm);
  const { errors, sending, submit } = useAddEngine(form, onClose);
  const formId = useId();
  const change: Change = (patch) => setForm((known) => ({ ...known, ...patch }));
  return (
    <Dialog
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      title={engines.form.title}
      description={engines.form.description}
      locked={sending.busy}
      labels={{ close: common.close }}
      footer={
        <>
          <Button onClick={onClose} disabled={sending.busy}>
            {common.cancel}
          </Button>
          <Button type="submit" form={formId} variant="primary" loading={sending.busy}>
            {engines.form.submit}
          </Button>
        </>
      }
    >
      <form id={formId} noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-3">
        <AddressFields form={form} change={change} errors={errors} />
        <TlsFields form={form} change={change} />
        {sending.error === undefined ? undefined : (
          <Banner tone="bad" title={engines.form.failed}>
            {describeError(messages, sending.error).engineWords}
          </Banner>
        )}
      </form>
    </Dialog>
  );
};
