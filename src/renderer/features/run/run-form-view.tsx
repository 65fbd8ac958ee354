import { ChevronRight } from 'lucide-react';
import { type ReactNode, useId, useState } from 'react';
import { Field } from '../../components/field';
import { Select } from '../../components/select';
import { TextInput } from '../../components/text-input';
import { useImages } from '../../lib/live-list';
import { useMessages } from '../../lib/messages';
import { type FormPartProps, SectionFields, useFormError } from './form-section';
import { type RunField, type SectionName, sectionNames, sections, switches } from './run-fields';
import type { RunForm } from './run-form';

/** How many things are set in a section. */
function countOf(form: RunForm, name: SectionName): number {
  const fields: readonly RunField[] = sections[name];
  const isHealthOff = name === 'health' && form.health !== 'command';
  const values = isHealthOff ? [] : fields.flatMap(({ flag }) => form.values[flag] ?? []);
  const on = name === 'general' || name === 'ports' || name === 'security' ? switches[name] : [];
  const others = [
    ...(name === 'general' && form.restart !== 'no' ? [form.restart] : []),
    ...(name === 'health' && form.health !== 'image' ? [form.health] : []),
  ];
  return (
    values.filter((line) => line.trim() !== '').length +
    on.filter((each) => form.on[each]).length +
    others.length
  );
}

function hasError(errors: FormPartProps['errors'], name: SectionName): boolean {
  const flags = sections[name].map(({ flag }) => flag);
  return Object.keys(errors).some((place) => flags.includes(place.split('.')[0] as never));
}

/** What most containers need. */
const openFirst: readonly SectionName[] = ['general', 'env', 'ports', 'storage'];

const Section = (props: FormPartProps & { readonly name: SectionName; readonly children?: ReactNode }) => {
  const { name, form, errors, children } = props;
  const { run } = useMessages();
  const count = countOf(form, name);
  // What is set is in view when the form is filled; afterwards the user opens and closes.
  const [isOpen, setOpen] = useState(openFirst.includes(name) || count > 0);
  return (
    <details
      className="group rounded-lg border border-line bg-panel"
      open={isOpen || hasError(errors, name)}
      onToggle={(event) => setOpen(event.currentTarget.open)}
    >
      <summary className="flex cursor-pointer list-none items-center gap-1.5 rounded-lg px-3 py-2 hover:bg-hover focus-inset">
        <ChevronRight aria-hidden size={14} className="shrink-0 text-ink-3 group-open:rotate-90" />
        <h2 className="m-0 text-base font-semibold">{run.sections[name]}</h2>
        {count > 0 ? (
          <span className="ml-auto text-sm text-ink-3">{run.sectionCount(count)}</span>
        ) : undefined}
      </summary>
      <div className="border-t border-line-2 px-3 py-3">
        <SectionFields {...props}>{children}</SectionFields>
      </div>
    </details>
  );
};

const restarts = ['no', 'on-failure', 'always', 'unless-stopped'] as const;
const healths = ['image', 'none', 'command'] as const;

const Restart = ({ form, errors, onChange }: FormPartProps) => {
  const { run } = useMessages();
  const errorText = useFormError(errors);
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      <Field label={run.restart}>
        <Select
          value={form.restart}
          options={restarts.map((value) => ({ value, label: run.restarts[value] }))}
          onChange={(restart) => onChange({ restart })}
        />
      </Field>
      {form.restart === 'on-failure' ? (
        <Field label={run.retries} error={errorText('retries', '5')}>
          <TextInput
            mono
            placeholder="5"
            value={form.retries}
            onChange={(retries) => onChange({ retries })}
          />
        </Field>
      ) : undefined}
    </div>
  );
};

const Health = ({ form, onChange }: FormPartProps) => {
  const { run } = useMessages();
  return (
    <Field label={run.sections.health} hideLabel>
      <Select
        value={form.health}
        options={healths.map((value) => ({ value, label: run.healths[value] }))}
        onChange={(health) => onChange({ health })}
      />
    </Field>
  );
};

/** Image and what runs in it: what everybody fills in. */
const Start = (props: FormPartProps) => {
  const { engineId, form, errors, onChange } = props;
  const { run } = useMessages();
  const images = useImages(engineId);
  const list = useId();
  const errorText = useFormError(errors);
  return (
    <section className="flex flex-col gap-3 rounded-lg border border-line bg-panel p-3">
      <Field
        label={run.image}
        error={form.image === '' ? undefined : errorText('image', run.imageExample)}
        required
      >
        <TextInput
          mono
          autoComplete="off"
          list={list}
          placeholder={run.imageExample}
          value={form.image}
          onChange={(image) => onChange({ image })}
        />
      </Field>
      <datalist id={list}>
        {images.items
          .flatMap(({ tags }) => tags)
          .map((tag) => (
            <option key={tag} value={tag} />
          ))}
      </datalist>
      <div className="grid gap-3 sm:grid-cols-2">
        {(['command', 'entrypoint'] as const).map((field) => (
          <Field
            key={field}
            label={run[field]}
            description={field === 'command' ? run.commandHint : undefined}
            error={errorText(field, '')}
          >
            <TextInput mono value={form[field]} onChange={(value) => onChange({ [field]: value })} />
          </Field>
        ))}
      </div>
    </section>
  );
};

/** The whole form. */
export const RunFormView = (props: FormPartProps) => (
  <div className="flex min-w-0 flex-col gap-3">
    <Start {...props} />
    {sectionNames.map((name) => (
      <Section key={name} {...props} name={name}>
        {name === 'general' ? <Restart {...props} /> : undefined}
        {name === 'health' ? <Health {...props} /> : undefined}
      </Section>
    ))}
  </div>
);
