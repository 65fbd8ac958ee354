import type { NewEngine } from '../../../common/contract/engines';

/** What is in the fields of the dialog. */
export interface EngineForm {
  readonly name: string;
  readonly host: string;
  readonly tls: boolean;
  readonly ca: string;
  readonly cert: string;
  readonly key: string;
  readonly verify: boolean;
}

export const emptyEngineForm: EngineForm = {
  name: '',
  host: '',
  tls: false,
  ca: '',
  cert: '',
  key: '',
  verify: true,
};

/** Fields that keep the form from being sent. */
export type EngineFormError = 'name' | 'host' | 'host_scheme';

export function findFormErrors({ name, host }: EngineForm): readonly EngineFormError[] {
  return [
    ...(name.trim() === '' ? (['name'] as const) : []),
    ...(host.trim() === '' ? (['host'] as const) : []),
    ...(host.trim() !== '' && !/^(unix|npipe|tcp|ssh):\/\/./.test(host.trim())
      ? (['host_scheme'] as const)
      : []),
  ];
}

/** TLS belongs to tcp only. */
export function usesTcp(host: string): boolean {
  return host.trim().startsWith('tcp://');
}

export function toNewEngine(form: EngineForm): NewEngine {
  const file = (path: string): string | undefined => (path.trim() === '' ? undefined : path.trim());
  const base = { name: form.name.trim(), host: form.host.trim() };
  if (!form.tls || !usesTcp(form.host)) return base;
  return {
    ...base,
    tls: { ca: file(form.ca), cert: file(form.cert), key: file(form.key), verify: form.verify },
  };
}
