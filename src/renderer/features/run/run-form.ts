import type { RunSpec } from '../../../common/contract/run-spec';
import type { Draft } from './docker-run/flag-kinds';
import { flags, shortFlags } from './docker-run/flags';
import { dockerRunGroups } from './docker-run/format-docker-run';
import { quoteWord, splitWords } from './docker-run/words';
import { emptySpec } from './empty-spec';
import { runFields, type SwitchName, switchNames } from './run-fields';

/** The form as it is typed. */
export interface RunForm {
  readonly image: string;
  /** Words as in a shell; empty: the image's. */
  readonly command: string;
  readonly entrypoint: string;
  readonly restart: 'no' | 'always' | 'unless-stopped' | 'on-failure';
  readonly retries: string;
  readonly health: 'image' | 'none' | 'command';
  /** By flag; every field has at least one line, which may be empty. */
  readonly values: Readonly<Record<string, readonly string[]>>;
  readonly on: Readonly<Record<SwitchName, boolean>>;
}

/** What cannot be read: `bad` for a value, `quote` for a quote that is not closed, `missing` for what must be there. */
export type FormErrorKind = 'bad' | 'quote' | 'missing';

/** Errors by place: `image`, `command`, or `<flag>.<line>`. */
export type FormErrors = Readonly<Record<string, FormErrorKind>>;

export const emptyForm: RunForm = fromSpec(emptySpec);

/** The form that makes this container. */
export function fromSpec(spec: RunSpec): RunForm {
  const values = new Map<string, string[]>();
  for (const [word = '', value] of dockerRunGroups(spec).slice(1, -1)) {
    const flag = word.startsWith('--') ? word.slice(2) : (shortFlags[word.slice(1)] ?? '');
    if (value === undefined) continue;
    // Mounts are written into the same field as volumes: both forms are read there.
    const field = flag === 'mount' ? 'volume' : flag;
    values.set(field, [...(values.get(field) ?? []), value]);
  }
  return {
    image: spec.image,
    command: spec.command.map(quoteWord).join(' '),
    entrypoint: spec.entrypoint === undefined ? '' : spec.entrypoint.map(quoteWord).join(' ') || "''",
    restart: spec.restart.name,
    retries: spec.restart.maximumRetryCount > 0 ? String(spec.restart.maximumRetryCount) : '',
    health: spec.healthcheck.kind,
    values: Object.fromEntries(runFields.map(({ flag }) => [flag, values.get(flag) ?? ['']])),
    on: {
      rm: spec.autoRemove,
      tty: spec.tty,
      interactive: spec.interactive,
      init: spec.init,
      'publish-all': spec.publishAll,
      'read-only': spec.readOnly,
      privileged: spec.privileged,
    },
  };
}

/** The spec of what is typed, as far as it can be read, and what cannot. */
export function toSpec(form: RunForm): { readonly spec: RunSpec; readonly errors: FormErrors } {
  const draft: Draft = { ...emptySpec, image: form.image.trim() };
  const errors: Record<string, FormErrorKind> = {};
  if (draft.image === '') errors.image = 'missing';
  for (const { flag } of runFields) {
    if (flag.startsWith('health-') && form.health !== 'command') continue;
    form.values[flag]?.forEach((line, at) => {
      if (line.trim() !== '' && !take(draft, flag, line)) errors[`${flag}.${at}`] = 'bad';
    });
  }
  for (const name of switchNames) {
    const flag = flags[name];
    if (flag?.kind === 'switch') flag.set(draft, form.on[name]);
  }
  takeWords(draft, form, errors);
  takeHealth(draft, form, errors);
  takeRestart(draft, form, errors);
  if (draft.networks[0]?.name === '') errors['network.0'] = 'missing';
  return { spec: draft, errors };
}

function take(draft: Draft, name: string, line: string): boolean {
  const flag =
    flags[name === 'volume' && /(?:^|,)(?:type|target|dst|destination)=/.test(line) ? 'mount' : name];
  const value = name === 'env' || name === 'label' ? line : line.trim();
  return flag?.kind === 'value' && flag.take(draft, value);
}

function takeWords(draft: Draft, form: RunForm, errors: Record<string, FormErrorKind>): void {
  for (const field of ['command', 'entrypoint'] as const) {
    const split = splitWords(form[field]);
    if (split.kind === 'open_quote') {
      errors[field] = 'quote';
      continue;
    }
    const words = split.words.map(({ text }) => text);
    if (field === 'command') draft.command = words;
    else if (words.length > 0) draft.entrypoint = words.filter((word) => word !== '');
  }
}

function takeHealth(draft: Draft, { health }: RunForm, errors: Record<string, FormErrorKind>): void {
  if (health !== 'command') draft.healthcheck = { kind: health };
  else if (draft.healthcheck.kind !== 'command' || draft.healthcheck.command === '') {
    errors['health-cmd.0'] = 'missing';
  }
}

function takeRestart(draft: Draft, form: RunForm, errors: Record<string, FormErrorKind>): void {
  const isCount = /^\d{0,6}$/.test(form.retries.trim());
  if (form.restart === 'on-failure' && !isCount) errors.retries = 'bad';
  draft.restart = {
    name: form.restart,
    maximumRetryCount: form.restart === 'on-failure' && isCount ? Number(form.retries) : 0,
  };
}
