import { dump } from 'js-yaml';
import type { RunSpec } from '../../../common/contract/run-spec';
import { writeBytes, writeDuration, writePort } from './docker-run/values';

/** The container as a service of a Compose file, with the volumes and networks that it needs, as YAML. */
export function toComposeFile(spec: RunSpec): string {
  const service = withoutEmpty({
    ...serviceOf(spec),
    ...networkingOf(spec),
    ...limitsOf(spec),
    ...machineOf(spec),
  });
  const name = spec.name?.replace(/[^a-zA-Z0-9._-]/g, '-') || 'app';
  const volumes = spec.mounts.flatMap((mount) =>
    mount.kind === 'volume' && mount.source ? [mount.source] : [],
  );
  const networks = ownNetworks(spec);
  const external = (names: readonly string[]) =>
    Object.fromEntries(names.map((each) => [each, { external: true }]));
  return dump(
    withoutEmpty({ services: { [name]: service }, volumes: external(volumes), networks: external(networks) }),
    { lineWidth: -1, noRefs: true, quotingType: '"' },
  );
}

function withoutEmpty(record: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const isEmpty = (value: unknown): boolean =>
    value === undefined ||
    value === false ||
    value === '' ||
    (Array.isArray(value) && value.length === 0) ||
    (typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length === 0);
  return Object.fromEntries(Object.entries(record).filter(([, value]) => !isEmpty(value)));
}

/** Compose takes `$` for a variable of its own. */
const escapeDollar = (text: string): string => text.replaceAll('$', '$$$$');

function serviceOf(spec: RunSpec): Record<string, unknown> {
  const { name, maximumRetryCount } = spec.restart;
  return {
    image: spec.image,
    container_name: spec.name,
    platform: spec.platform,
    // An entry point of no words is written as such.
    entrypoint: spec.entrypoint?.length === 0 ? [''] : spec.entrypoint?.map(escapeDollar),
    command: spec.command.map(escapeDollar),
    environment: spec.env.map(escapeDollar),
    user: spec.user,
    group_add: spec.groupAdd,
    working_dir: spec.workingDir,
    restart: name === 'no' ? undefined : maximumRetryCount > 0 ? `${name}:${maximumRetryCount}` : name,
    volumes: spec.mounts.map(toVolume),
    healthcheck: healthOf(spec),
    labels: Object.fromEntries(Object.entries(spec.labels).map(([key, value]) => [key, escapeDollar(value)])),
    tty: spec.tty,
    stdin_open: spec.interactive,
  };
}

function toVolume(mount: RunSpec['mounts'][number]): object {
  const common = { type: mount.kind, target: mount.target, ...(mount.readOnly ? { read_only: true } : {}) };
  if (mount.kind === 'volume') return { ...common, ...(mount.source ? { source: mount.source } : {}) };
  if (mount.kind === 'tmpfs') {
    const tmpfs = withoutEmpty({ size: mount.sizeBytes, mode: mount.mode });
    return Object.keys(tmpfs).length === 0 ? common : { ...common, tmpfs };
  }
  return { ...common, source: mount.source, ...(mount.create ? { bind: { create_host_path: true } } : {}) };
}

function isOwn(name: string): boolean {
  return !['bridge', 'host', 'none', 'default'].includes(name) && !name.startsWith('container:');
}

function ownNetworks({ networks }: RunSpec): readonly string[] {
  return networks.map(({ name }) => name).filter(isOwn);
}

function networkingOf(spec: RunSpec): Record<string, unknown> {
  const [first] = spec.networks;
  const own = spec.networks.filter(({ name }) => isOwn(name));
  return {
    ports: spec.ports.map(writePort),
    network_mode: first && !isOwn(first.name) && first.name !== 'default' ? first.name : undefined,
    networks: Object.fromEntries(
      own.map(({ name, aliases, ipv4 }) => [name, withoutEmpty({ aliases, ipv4_address: ipv4 })]),
    ),
    hostname: spec.hostname,
    extra_hosts: spec.extraHosts,
    dns: spec.dns,
  };
}

function limitsOf({ limits, ulimits }: RunSpec): Record<string, unknown> {
  const bytes = (value: number | undefined) =>
    value === undefined ? undefined : value < 0 ? -1 : writeBytes(value);
  return {
    cpus: limits.cpus,
    cpu_shares: limits.cpuShares,
    cpuset: limits.cpuset,
    mem_limit: bytes(limits.memoryBytes),
    mem_reservation: bytes(limits.memoryReservationBytes),
    memswap_limit: bytes(limits.memorySwapBytes),
    pids_limit: limits.pids,
    ulimits: Object.fromEntries(ulimits.map(({ name, soft, hard }) => [name, { soft, hard }])),
  };
}

function machineOf(spec: RunSpec): Record<string, unknown> {
  return {
    privileged: spec.privileged,
    read_only: spec.readOnly,
    cap_add: spec.capAdd,
    cap_drop: spec.capDrop,
    security_opt: spec.securityOpt,
    init: spec.init,
    stop_signal: spec.stopSignal,
    stop_grace_period: spec.stopTimeout === undefined ? undefined : `${spec.stopTimeout}s`,
    shm_size: spec.shmBytes && writeBytes(spec.shmBytes),
    devices: spec.devices,
    sysctls: spec.sysctls,
    logging: spec.logDriver && withoutEmpty({ driver: spec.logDriver, options: spec.logOptions }),
    ipc: spec.ipcMode,
    pid: spec.pidMode,
    uts: spec.utsMode,
    userns_mode: spec.usernsMode,
  };
}

function healthOf({ healthcheck }: RunSpec): object | undefined {
  if (healthcheck.kind === 'image') return undefined;
  if (healthcheck.kind === 'none') return { disable: true };
  const { command, intervalMs, timeoutMs, startPeriodMs, retries } = healthcheck;
  const time = (ms: number | undefined) => (ms === undefined ? undefined : writeDuration(ms));
  return withoutEmpty({
    test: ['CMD-SHELL', escapeDollar(command)],
    interval: time(intervalMs),
    timeout: time(timeoutMs),
    start_period: time(startPeriodMs),
    retries,
  });
}
