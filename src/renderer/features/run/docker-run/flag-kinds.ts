import type { RunSpec } from '../../../../common/contract/run-spec';
import { readDuration } from './values';

/** A spec that is being put together. */
export type Draft = { -readonly [Key in keyof RunSpec]: RunSpec[Key] };

/** Puts a value into the spec; false: it cannot be read. */
type TakeValue = (draft: Draft, value: string) => boolean;

export type Flag =
  | { readonly kind: 'value'; readonly take: TakeValue }
  | { readonly kind: 'switch'; readonly set: (draft: Draft, on: boolean) => void }
  /** Says nothing about the container: `--detach`. */
  | { readonly kind: 'ignored'; readonly hasValue: boolean }
  /** Docker has it, the form has not. */
  | { readonly kind: 'unsupported'; readonly hasValue: boolean };

export function text(set: (draft: Draft, value: string) => void): Flag {
  return {
    kind: 'value',
    take: (draft, value) => {
      set(draft, value);
      return true;
    },
  };
}

export function number(set: (draft: Draft, value: number) => void, isFine: (value: number) => boolean): Flag {
  return {
    kind: 'value',
    take: (draft, value) => {
      const parsed = value.trim() === '' ? Number.NaN : Number(value);
      if (!Number.isFinite(parsed) || !isFine(parsed)) return false;
      set(draft, parsed);
      return true;
    },
  };
}

export function read<Value>(
  reader: (value: string) => Value | undefined,
  set: (draft: Draft, value: Value) => void,
): Flag {
  return {
    kind: 'value',
    take: (draft, value) => {
      const parsed = reader(value);
      if (parsed === undefined) return false;
      set(draft, parsed);
      return true;
    },
  };
}

export const onOff = (set: (draft: Draft, on: boolean) => void): Flag => ({ kind: 'switch', set });

type ListKey = 'env' | 'extraHosts' | 'dns' | 'groupAdd' | 'capAdd' | 'capDrop' | 'securityOpt' | 'devices';
export const list = (key: ListKey): Flag =>
  text((draft, value) => {
    draft[key] = [...draft[key], value];
  });

type MapKey = 'labels' | 'sysctls' | 'logOptions';
export const pair = (key: MapKey): Flag =>
  text((draft, value) => {
    const equals = value.indexOf('=');
    const [name, content] = equals < 0 ? [value, ''] : [value.slice(0, equals), value.slice(equals + 1)];
    draft[key] = { ...draft[key], [name]: content };
  });

type Limits = RunSpec['limits'];
export const limit = <Key extends keyof Limits>(
  key: Key,
  reader: (value: string) => NonNullable<Limits[Key]> | undefined,
): Flag =>
  read(reader, (draft, value) => {
    draft.limits = { ...draft.limits, [key]: value };
  });

export const positive = (value: string): number | undefined =>
  Number(value) > 0 ? Number(value) : undefined;
export const whole = (value: string): number | undefined =>
  /^-?\d+$/.test(value) ? Number(value) : undefined;

export const networkValue: TakeValue = (draft, value) => {
  const fields = value.includes('=') ? new Map(value.split(',').map(toField)) : new Map([['name', value]]);
  const name = fields.get('name');
  if (!name) return false;
  const aliases = [...fields].flatMap(([key, alias]) => (key === 'alias' ? [alias] : []));
  const ipv4 = fields.get('ip');
  const network = { name, aliases, ...(ipv4 === undefined ? {} : { ipv4 }) };
  // Aliases and an address may have come before their network.
  const [first, ...others] = draft.networks;
  draft.networks =
    first?.name === ''
      ? [{ ...first, ...network, aliases: [...first.aliases, ...aliases] }, ...others]
      : [...draft.networks, network];
  return true;
};

function toField(part: string): [string, string] {
  const equals = part.indexOf('=');
  return equals < 0 ? [part, ''] : [part.slice(0, equals), part.slice(equals + 1)];
}

/** For the first network, whether it was named already or not. */
export function changeFirst(draft: Draft, change: Partial<RunSpec['networks'][number]>): void {
  const [first = { name: '', aliases: [] }, ...others] = draft.networks;
  draft.networks = [{ ...first, ...change }, ...others];
}

export const restart: TakeValue = (draft, value) => {
  const [, name, count = '0'] = /^(no|always|unless-stopped|on-failure)(?::(\d+))?$/.exec(value) ?? [];
  if (name !== 'no' && name !== 'always' && name !== 'unless-stopped' && name !== 'on-failure') return false;
  draft.restart = { name, maximumRetryCount: Number(count) };
  return true;
};

export const ulimit: TakeValue = (draft, value) => {
  const [, name, soft, hard = soft] = /^([a-z]+)=(-?\d+)(?::(-?\d+))?$/.exec(value) ?? [];
  if (name === undefined) return false;
  draft.ulimits = [...draft.ulimits, { name, soft: Number(soft), hard: Number(hard) }];
  return true;
};

type Check = Extract<RunSpec['healthcheck'], { kind: 'command' }>;
/** `--health-interval` may stand before `--health-cmd`. */
export function health(change: (value: string) => Partial<Check> | undefined): Flag {
  return read(change, (draft, part) => {
    const known: Check =
      draft.healthcheck.kind === 'command' ? draft.healthcheck : { kind: 'command', command: '' };
    draft.healthcheck = { ...known, ...part };
  });
}
export const healthTime = (key: 'intervalMs' | 'timeoutMs' | 'startPeriodMs'): Flag =>
  health((value) => {
    const ms = readDuration(value);
    return ms === undefined ? undefined : { [key]: ms };
  });
