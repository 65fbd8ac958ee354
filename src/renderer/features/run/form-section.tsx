import { type ReactNode, useRef } from 'react';
import { Button } from '../../components/button';
import { Checkbox } from '../../components/checkbox';
import { Field } from '../../components/field';
import { LineEditor } from '../../components/line-editor';
import { TextInput } from '../../components/text-input';
import { useNetworks, useVolumes } from '../../lib/live-list';
import { useMessages } from '../../lib/messages';
import { useToasts } from '../../lib/toasts';
import { capabilities, type RunField, type SectionName, sections, switches } from './run-fields';
import type { FormErrors, RunForm } from './run-form';

export interface FormPartProps {
  readonly engineId: string;
  readonly form: RunForm;
  readonly errors: FormErrors;
  readonly onChange: (part: Partial<RunForm>) => void;
}

/** Texts of errors, by place in the form. */
export function useFormError(errors: FormErrors): (place: string, example: string) => string | undefined {
  const { run } = useMessages();
  return (place, example) => {
    const kind = errors[place];
    return kind && run.errors[kind](example);
  };
}

function useSuggestions(engineId: string, kind: RunField['suggest']): readonly string[] | undefined {
  const volumes = useVolumes(kind === 'volumes' ? engineId : undefined);
  const networks = useNetworks(kind === 'networks' ? engineId : undefined);
  if (kind === 'volumes') return volumes.items.map(({ name }) => `${name}:/`);
  if (kind === 'networks') return networks.items.map(({ name }) => name);
  return kind === 'capabilities' ? capabilities : undefined;
}

const One = ({ field, form, errors, onChange }: FormPartProps & { readonly field: RunField }) => {
  const { run } = useMessages();
  const errorText = useFormError(errors);
  const { flag, example } = field;
  return (
    <Field label={run.fields[flag]} error={errorText(`${flag}.0`, example)}>
      <TextInput
        mono
        autoComplete="off"
        placeholder={example}
        value={form.values[flag]?.[0] ?? ''}
        onChange={(value) => onChange({ values: { ...form.values, [flag]: [value] } })}
      />
    </Field>
  );
};

const Many = ({ field, engineId, form, errors, onChange }: FormPartProps & { readonly field: RunField }) => {
  const { run } = useMessages();
  const errorText = useFormError(errors);
  const { flag, example, suggest } = field;
  const label = run.fields[flag] ?? flag;
  return (
    <LineEditor
      label={label}
      lines={form.values[flag] ?? ['']}
      onChange={(lines) => onChange({ values: { ...form.values, [flag]: lines } })}
      placeholder={example}
      suggestions={useSuggestions(engineId, suggest)}
      errorOf={(at) => errorText(`${flag}.${at}`, example)}
      labels={{
        add: run.addLine(label),
        line: (at) => run.lineOf(label, at + 1),
        remove: (text) => run.removeLine(text),
      }}
    />
  );
};

/** Variables from a file such as .env: lines without a name and comments are left out. */
const EnvFile = ({ form, onChange }: FormPartProps) => {
  const { run } = useMessages();
  const toasts = useToasts();
  const input = useRef<HTMLInputElement>(null);
  const take = async (file: File): Promise<void> => {
    try {
      const lines = (await file.text())
        .split(/\r?\n/)
        .map((line) => line.replace(/^\s*(?:export\s+)?/, ''))
        .filter((line) => /^[^#=\s][^=]*=/.test(line));
      const known = (form.values.env ?? []).filter((line) => line !== '');
      onChange({ values: { ...form.values, env: [...known, ...lines] } });
    } catch (thrown) {
      toasts.show({ tone: 'bad', title: run.envFileFailed, text: String(thrown) });
    }
  };
  return (
    <>
      <Button size="sm" className="self-start" onClick={() => input.current?.click()}>
        {run.envFile}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={run.envFile}
        onChange={(event) => {
          const [file] = event.target.files ?? [];
          event.target.value = '';
          if (file) void take(file);
        }}
      />
    </>
  );
};

const Switches = ({ name, form, onChange }: FormPartProps & { readonly name: SectionName }) => {
  const { run } = useMessages();
  const names = name === 'general' || name === 'ports' || name === 'security' ? switches[name] : [];
  if (names.length === 0) return undefined;
  return (
    <div>
      {names.map((each) => (
        <Checkbox
          key={each}
          label={run.switches[each]}
          checked={form.on[each]}
          onChange={(checked) => onChange({ on: { ...form.on, [each]: checked } })}
        />
      ))}
    </div>
  );
};

/** Fields of one section: single values side by side, lists below one another. */
export const SectionFields = (
  props: FormPartProps & { readonly name: SectionName; readonly children?: ReactNode },
) => {
  const { name, children } = props;
  const fields: readonly RunField[] = sections[name];
  const single = fields.filter(({ many }) => !many);
  const lists = fields.filter(({ many }) => many);
  return (
    <div className="flex flex-col gap-3">
      {children}
      {single.length > 0 ? (
        <div className="grid gap-3 sm:grid-cols-2">
          {single.map((field) => (
            <One key={field.flag} {...props} field={field} />
          ))}
        </div>
      ) : undefined}
      {lists.map((field) => (
        <Many key={field.flag} {...props} field={field} />
      ))}
      {name === 'env' ? <EnvFile {...props} /> : undefined}
      <Switches {...props} name={name} />
    </div>
  );
};
