import {
  changeFirst,
  type Flag,
  health,
  healthTime,
  limit,
  list,
  networkValue,
  number,
  onOff,
  pair,
  positive,
  read,
  restart,
  text,
  ulimit,
  whole,
} from './flag-kinds';
import { readBytes, readMount, readPorts, readTmpfs, readVolume } from './values';

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
