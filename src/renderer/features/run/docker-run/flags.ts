import type { RunSpec } from '../../../../common/contract/run-spec';
import { readBytes, readDuration, readMount, readPorts, readTmpfs, readVolume } from './values';

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

function text(set: (draft: Draft, value: string) => void): Flag {
  return {
    kind: 'value',
    take: (draft, value) => {
      set(draft, value);
      return true;
    },
  };
}

function number(set: (draft: Draft, value: number) => void, isFine: (value: number) => boolean): Flag {
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

function read<Value>(
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

const onOff = (set: (draft: Draft, on: boolean) => void): Flag => ({ kind: 'switch', set });

type ListKey = 'env' | 'extraHosts' | 'dns' | 'groupAdd' | 'capAdd' | 'capDrop' | 'securityOpt' | 'devices';
const list = (key: ListKey): Flag =>
  text((draft, value) => {
    draft[key] = [...draft[key], value];
  });

type MapKey = 'labels' | 'sysctls' | 'logOptions';
const pair = (key: MapKey): Flag =>
  text((draft, value) => {
    const equals = value.indexOf('=');
    const [name, content] = equals < 0 ? [value, ''] : [value.slice(0, equals), value.slice(equals + 1)];
    draft[key] = { ...draft[key], [name]: content };
  });

type Limits = RunSpec['limits'];
const limit = <Key extends keyof Limits>(
  key: Key,
  reader: (value: string) => NonNullable<Limits[Key]> | undefined,
): Flag =>
  read(reader, (draft, value) => {
    draft.limits = { ...draft.limits, [key]: value };
  });

const positive = (value: string): number | undefined => (Number(value) > 0 ? Number(value) : undefined);
const whole = (value: string): number | undefined => (/^-?\d+$/.test(value) ? Number(value) : undefined);

const networkValue: TakeValue = (draft, value) => {
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
function changeFirst(draft: Draft, change: Partial<RunSpec['networks'][number]>): void {
  const [first = { name: '', aliases: [] }, ...others] = draft.networks;
  draft.networks = [{ ...first, ...change }, ...others];
}

const restart: TakeValue = (draft, value) => {
  const [, name, count = '0'] = /^(no|always|unless-stopped|on-failure)(?::(\d+))?$/.exec(value) ?? [];
  if (name !== 'no' && name !== 'always' && name !== 'unless-stopped' && name !== 'on-failure') return false;
  draft.restart = { name, maximumRetryCount: Number(count) };
  return true;
};

const ulimit: TakeValue = (draft, value) => {
  const [, name, soft, hard = soft] = /^([a-z]+)=(-?\d+)(?::(-?\d+))?$/.exec(value) ?? [];
  if (name === undefined) return false;
  draft.ulimits = [...draft.ulimits, { name, soft: Number(soft), hard: Number(hard) }];
  return true;
};

type Check = Extract<RunSpec['healthcheck'], { kind: 'command' }>;
/** `--health-interval` may stand before `--health-cmd`. */
function health(change: (value: string) => Partial<Check> | undefined): Flag {
  return read(change, (draft, part) => {
    const known: Check =
      draft.healthcheck.kind === 'command' ? draft.healthcheck : { kind: 'command', command: '' };
    draft.healthcheck = { ...known, ...part };
  });
}
const healthTime = (key: 'intervalMs' | 'timeoutMs' | 'startPeriodMs'): Flag =>
  health((value) => {
    const ms = readDuration(value);
    return ms === undefined ? undefined : { [key]: ms };
  });

const unsupported = (hasValue: boolean): Flag => ({ kind: 'unsupported', hasValue });

/** The flags of `docker run`, without their dashes. */
export const flags: Readonly<Record<string, Flag>> = {
  name: text((draft, value) => {
    draft.name = value;
  }),
  entrypoint: text((draft, value) => {
    draft.entrypoint = value === '' ? [] : [value];
  }),
  env: list('env'),
  publish: read(readPorts, (draft, ports) => {
    draft.ports = [...draft.ports, ...ports];
  }),
  'publish-all': onOff((draft, on) => {
    draft.publishAll = on;
  }),
  volume: read(readVolume, (draft, mount) => {
    draft.mounts = [...draft.mounts, mount];
  }),
  mount: read(readMount, (draft, mount) => {
    draft.mounts = [...draft.mounts, mount];
  }),
  tmpfs: read(readTmpfs, (draft, mount) => {
    draft.mounts = [...draft.mounts, mount];
  }),
  network: { kind: 'value', take: networkValue },
  net: { kind: 'value', take: networkValue },
  'network-alias': text((draft, value) => {
    changeFirst(draft, { aliases: [...(draft.networks[0]?.aliases ?? []), value] });
  }),
  'net-alias': text((draft, value) => {
    changeFirst(draft, { aliases: [...(draft.networks[0]?.aliases ?? []), value] });
  }),
  ip: text((draft, value) => changeFirst(draft, { ipv4: value })),
  hostname: text((draft, value) => {
    draft.hostname = value;
  }),
  'add-host': list('extraHosts'),
  dns: list('dns'),
  cpus: limit('cpus', positive),
  memory: limit('memoryBytes', readBytes),
  'memory-reservation': limit('memoryReservationBytes', readBytes),
  'memory-swap': limit('memorySwapBytes', (value) => (value === '-1' ? -1 : readBytes(value))),
  'pids-limit': limit('pids', whole),
  'cpu-shares': limit('cpuShares', positive),
  'cpuset-cpus': limit('cpuset', (value) => (/^\d+(?:[-,]\d+)*$/.test(value) ? value : undefined)),
  restart: { kind: 'value', take: restart },
  user: text((draft, value) => {
    draft.user = value;
  }),
  'group-add': list('groupAdd'),
  workdir: text((draft, value) => {
    draft.workingDir = value;
  }),
  'cap-add': list('capAdd'),
  'cap-drop': list('capDrop'),
  'security-opt': list('securityOpt'),
  privileged: onOff((draft, on) => {
    draft.privileged = on;
  }),
  'read-only': onOff((draft, on) => {
    draft.readOnly = on;
  }),
  init: onOff((draft, on) => {
    draft.init = on;
  }),
  tty: onOff((draft, on) => {
    draft.tty = on;
  }),
  interactive: onOff((draft, on) => {
    draft.interactive = on;
  }),
  rm: onOff((draft, on) => {
    draft.autoRemove = on;
  }),
  label: pair('labels'),
  platform: text((draft, value) => {
    draft.platform = value;
  }),
  'stop-signal': text((draft, value) => {
    draft.stopSignal = value;
  }),
  'stop-timeout': number(
    (draft, value) => {
      draft.stopTimeout = value;
    },
    (value) => Number.isInteger(value) && value >= 0,
  ),
  'shm-size': read(readBytes, (draft, bytes) => {
    draft.shmBytes = bytes;
  }),
  device: list('devices'),
  ulimit: { kind: 'value', take: ulimit },
  sysctl: pair('sysctls'),
  'log-driver': text((draft, value) => {
    draft.logDriver = value;
  }),
  'log-opt': pair('logOptions'),
  ipc: text((draft, value) => {
    draft.ipcMode = value;
  }),
  pid: text((draft, value) => {
    draft.pidMode = value;
  }),
  uts: text((draft, value) => {
    draft.utsMode = value;
  }),
  userns: text((draft, value) => {
    draft.usernsMode = value;
  }),
  'health-cmd': health((command) => (command === '' ? undefined : { command })),
  'health-interval': healthTime('intervalMs'),
  'health-timeout': healthTime('timeoutMs'),
  'health-start-period': healthTime('startPeriodMs'),
  'health-retries': health((value) => (/^\d+$/.test(value) ? { retries: Number(value) } : undefined)),
  'no-healthcheck': onOff((draft, on) => {
    if (on) draft.healthcheck = { kind: 'none' };
  }),
  detach: { kind: 'ignored', hasValue: false },
  quiet: { kind: 'ignored', hasValue: false },
  'sig-proxy': { kind: 'ignored', hasValue: false },
  'disable-content-trust': { kind: 'ignored', hasValue: false },
  attach: { kind: 'ignored', hasValue: true },
  'detach-keys': { kind: 'ignored', hasValue: true },
  pull: { kind: 'ignored', hasValue: true },
  'oom-kill-disable': unsupported(false),
  'no-trunc': unsupported(false),
  ...Object.fromEntries(
    [
      'annotation',
      'blkio-weight',
      'blkio-weight-device',
      'cgroup-parent',
      'cgroupns',
      'cidfile',
      'cpu-count',
      'cpu-percent',
      'cpu-period',
      'cpu-quota',
      'cpu-rt-period',
      'cpu-rt-runtime',
      'cpuset-mems',
      'device-cgroup-rule',
      'device-read-bps',
      'device-read-iops',
      'device-write-bps',
      'device-write-iops',
      'dns-option',
      'dns-search',
      'domainname',
      'env-file',
      'expose',
      'gpus',
      'health-start-interval',
      'io-maxbandwidth',
      'io-maxiops',
      'ip6',
      'isolation',
      'kernel-memory',
      'label-file',
      'link',
      'link-local-ip',
      'mac-address',
      'memory-swappiness',
      'oom-score-adj',
      'runtime',
      'storage-opt',
      'volume-driver',
      'volumes-from',
    ].map((name) => [name, unsupported(true)]),
  ),
};

/** Short flags. */
export const shortFlags: Readonly<Record<string, string>> = {
  a: 'attach',
  c: 'cpu-shares',
  d: 'detach',
  e: 'env',
  h: 'hostname',
  i: 'interactive',
  l: 'label',
  m: 'memory',
  P: 'publish-all',
  p: 'publish',
  q: 'quiet',
  t: 'tty',
  u: 'user',
  v: 'volume',
  w: 'workdir',
};
