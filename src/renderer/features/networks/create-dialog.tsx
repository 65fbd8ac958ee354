import { useState } from 'react';
import { Checkbox } from '../../components/checkbox';
import { Field } from '../../components/field';
import { FormDialog } from '../../components/form-dialog';
import { KeyValueEditor } from '../../components/key-value-editor';
import { fromKeyValueRows, type KeyValueRow } from '../../components/key-value-rows';
import { TextInput } from '../../components/text-input';
import { useClient } from '../../lib/client';
import { useNetworks } from '../../lib/live-list';
import { useMessages } from '../../lib/messages';
import { checkPairs } from '../../lib/resources/pairs';
import { useErrorLine } from '../../lib/resources/use-error-line';
import { useFormLabels, useKeyValueLabels } from '../../lib/resources/use-resource-labels';
import { toInlineName } from '../../lib/resources/visible-text';
import { useToasts } from '../../lib/toasts';
import { emptyNetwork, type NetworkErrors, type NetworkForm, networkErrors } from './network-form';

export interface CreateDialogProps {
  readonly engineId: string;
  readonly onClose: () => void;
}

interface FieldsProps {
  readonly form: NetworkForm;
  readonly errors: NetworkErrors;
  readonly onChange: (part: Partial<NetworkForm>) => void;
}

const AddressFields = ({ form, errors, onChange }: FieldsProps) => {
  const texts = useMessages().networks.createDialog;
  const trimmed = (value: string): string => value.trim();
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label={texts.subnet} description={texts.subnetHint} error={errors.subnet}>
        <TextInput
          mono
          autoComplete="off"
          value={form.subnet}
          onChange={(subnet) => onChange({ subnet: trimmed(subnet) })}
        />
      </Field>
      <Field label={texts.gateway} description={texts.gatewayHint} error={errors.gateway}>
        <TextInput
          mono
          autoComplete="off"
          value={form.gateway}
          onChange={(gateway) => onChange({ gateway: trimmed(gateway) })}
        />
      </Field>
    </div>
  );
};

const Choices = ({ form, onChange }: Omit<FieldsProps, 'errors'>) => {
  const texts = useMessages().networks.createDialog;
  return (
    <div>
      {(['internal', 'attachable', 'ipv6'] as const).map((choice) => (
        <Checkbox
          key={choice}
          label={texts[choice]}
          description={texts[`${choice}Text`]}
          checked={form[choice]}
          onChange={(checked) => onChange({ [choice]: checked })}
        />
      ))}
    </div>
  );
};

/** Makes a network and says so. */
function useCreate(engineId: string) {
  const client = useClient();
  const toasts = useToasts();
  const { createDialog } = useMessages().networks;
  return async (form: NetworkForm, labels: readonly KeyValueRow[], signal: AbortSignal): Promise<void> => {
    const { name, driver, subnet, gateway, internal, attachable, ipv6 } = form;
    const input = {
      ...{ engineId, name: name.trim(), driver: driver.trim() || 'bridge', internal, attachable, ipv6 },
      ...(subnet === '' ? {} : { subnet }),
      ...(gateway === '' ? {} : { gateway }),
      labels: { ...fromKeyValueRows(labels) },
    };
    const network = await client.networks.create(input, { signal });
    toasts.show({ tone: 'ok', title: createDialog.done(toInlineName(network.name)) });
  };
}

/** A new network: name, driver, addresses, what it may do, labels. */
export const CreateDialog = ({ engineId, onClose }: CreateDialogProps) => {
  const messages = useMessages();
  const { networks, resources } = messages;
  const texts = networks.createDialog;
  const { items } = useNetworks(engineId);
  const [form, setForm] = useState(emptyNetwork);
  const [labels, setLabels] = useState<readonly KeyValueRow[]>([]);
  const [tried, setTried] = useState(false);
  const change = (part: Partial<NetworkForm>): void => setForm((known) => ({ ...known, ...part }));
  const create = useCreate(engineId);
  const errors = networkErrors(messages, form, items);
  const labelErrors = checkPairs(messages, labels);
  const validate = (): boolean => {
    setTried(true);
    return Object.keys({ ...errors, ...labelErrors }).length === 0;
  };
  return (
    <FormDialog
      size="md"
      title={texts.title}
      onClose={onClose}
      validate={validate}
      onSubmit={(signal) => create(form, labels, signal)}
      describeError={useErrorLine()}
      labels={useFormLabels(texts.confirm)}
    >
      <Field label={texts.name} error={form.name === '' && !tried ? undefined : errors.name} required>
        <TextInput mono autoComplete="off" value={form.name} onChange={(name) => change({ name })} />
      </Field>
      <Field label={texts.driver} description={texts.driverHint}>
        <TextInput mono autoComplete="off" value={form.driver} onChange={(driver) => change({ driver })} />
      </Field>
      <AddressFields form={form} errors={errors} onChange={change} />
      <Choices form={form} onChange={change} />
      <KeyValueEditor
        label={resources.labels}
        rows={labels}
        onChange={setLabels}
        labels={useKeyValueLabels(resources.addLabel)}
        errors={labelErrors}
      />
    </FormDialog>
  );
};
