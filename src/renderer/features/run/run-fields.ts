/** A field of the form: what it holds is written as the value of that flag of `docker run`. */
export interface RunField {
  readonly flag: string;
  /** Several lines, each a value of its own. */
  readonly many: boolean;
  /** Values that can be read, shown as hint and with an error. */
  readonly example: string;
  /** What can be picked. */
  readonly suggest?: 'volumes' | 'networks' | 'capabilities';
}

const one = (flag: string, example: string): RunField => ({ flag, many: false, example });
const many = (flag: string, example: string, suggest?: RunField['suggest']): RunField => ({
  flag,
  many: true,
  example,
  ...(suggest ? { suggest } : {}),
});

/** In the order of the form. */
export const sections = {
  general: [
    one('name', 'web'),
    one('user', '1000:1000'),
    one('workdir', '/app'),
    one('platform', 'linux/amd64'),
  ],
  env: [many('env', 'NAME=value')],
  ports: [many('publish', '8080:80, 127.0.0.1:5353:53/udp')],
  storage: [
    many('volume', 'data:/var/lib/data, /srv/site:/site:ro', 'volumes'),
    many('tmpfs', '/run:size=64m'),
  ],
  network: [
    many('network', 'my-network', 'networks'),
    many('network-alias', 'api'),
    one('ip', '172.20.0.10'),
    one('hostname', 'web-1'),
    many('add-host', 'db:10.0.0.9'),
    many('dns', '1.1.1.1'),
  ],
  limits: [
    one('cpus', '1.5'),
    one('memory', '512m'),
    one('memory-reservation', '256m'),
    one('memory-swap', '1g, -1'),
    one('pids-limit', '200'),
    one('cpu-shares', '512'),
    one('cpuset-cpus', '0-1'),
    one('shm-size', '128m'),
    many('ulimit', 'nofile=1024:2048'),
  ],
  health: [
    one('health-cmd', 'wget -qO- localhost'),
    one('health-interval', '30s'),
    one('health-timeout', '5s'),
    one('health-start-period', '1m'),
    one('health-retries', '3'),
  ],
  security: [
    many('cap-add', 'NET_ADMIN', 'capabilities'),
    many('cap-drop', 'ALL', 'capabilities'),
    many('security-opt', 'no-new-privileges'),
    many('group-add', 'audio'),
    one('userns', 'host'),
  ],
  labels: [many('label', 'team=web')],
  advanced: [
    one('stop-signal', 'SIGINT'),
    one('stop-timeout', '30'),
    many('device', '/dev/fuse'),
    many('sysctl', 'net.core.somaxconn=1024'),
    one('log-driver', 'local'),
    many('log-opt', 'max-size=10m'),
    one('ipc', 'shareable'),
    one('pid', 'host'),
    one('uts', 'host'),
  ],
} as const satisfies Readonly<Record<string, readonly RunField[]>>;

export type SectionName = keyof typeof sections;
export const sectionNames = Object.keys(sections) as readonly SectionName[];

export const runFields: readonly RunField[] = Object.values(sections).flat();

/** Switches by the section that they stand in. */
export const switches = {
  general: ['rm', 'tty', 'interactive', 'init'],
  ports: ['publish-all'],
  security: ['read-only', 'privileged'],
} as const satisfies Partial<Record<SectionName, readonly string[]>>;

export type SwitchName = (typeof switches)[keyof typeof switches][number];
export const switchNames: readonly SwitchName[] = Object.values(switches).flat();

/** Capabilities of Linux that containers are given or denied most. Source: capabilities(7). */
export const capabilities = [
  'ALL',
  'AUDIT_WRITE',
  'CHOWN',
  'DAC_OVERRIDE',
  'DAC_READ_SEARCH',
  'FOWNER',
  'FSETID',
  'IPC_LOCK',
  'KILL',
  'MKNOD',
  'NET_ADMIN',
  'NET_BIND_SERVICE',
  'NET_RAW',
  'SETFCAP',
  'SETGID',
  'SETPCAP',
  'SETUID',
  'SYS_ADMIN',
  'SYS_CHROOT',
  'SYS_MODULE',
  'SYS_NICE',
  'SYS_PTRACE',
  'SYS_RESOURCE',
  'SYS_TIME',
];
