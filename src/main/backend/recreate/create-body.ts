import type { RunHealthcheck, RunLimits, RunMount, RunSpec } from '../../../common/contract/run-spec';

/** What `POST /containers/create` takes, as far as it is made here. */
export interface CreateBody {
  readonly Image: string;
  readonly HostConfig: Readonly<Record<string, unknown>>;
  readonly [field: string]: unknown;
}

/** The configuration of a container that exists, as the engine gave it. */
export interface CreateBase {
  readonly Config: Readonly<Record<string, unknown>>;
  readonly HostConfig: Readonly<Record<string, unknown>>;
}

/**
 * The request that makes the container of a spec. Everything that a spec has words for is the spec's; what it has none
 * for comes from `base`.
 */
export function toCreateBody(spec: RunSpec, base?: CreateBase): CreateBody {
  return {
    ...keep(base?.Config, keptConfig),
    Image: spec.image,
    Hostname: spec.hostname ?? '',
    User: spec.user ?? '',
    WorkingDir: spec.workingDir ?? '',
    Env: spec.env,
    // One empty word is how the command line takes an image's entry point away.
    ...(spec.entrypoint === undefined
      ? {}
      : { Entrypoint: spec.entrypoint.length === 0 ? [''] : spec.entrypoint }),
    ...(spec.command.length === 0 ? {} : { Cmd: spec.command }),
    Labels: spec.labels,
    Tty: spec.tty,
    OpenStdin: spec.interactive,
    ...(spec.stopSignal === undefined ? {} : { StopSignal: spec.stopSignal }),
    ...(spec.stopTimeout === undefined ? {} : { StopTimeout: spec.stopTimeout }),
    ...healthcheckOf(spec.healthcheck),
    ExposedPorts: Object.fromEntries(spec.ports.map((port) => [portKey(port), {}])),
    ...volumesOf(spec.mounts),
    HostConfig: { ...keep(base?.HostConfig, keptHostConfig), ...hostConfigOf(spec) },
    ...networkingOf(spec),
  };
}

/** What a spec does not speak of. */
const keptConfig = ['Domainname', 'Shell', 'MacAddress'];
const keptHostConfig = [
  'BlkioWeight',
  'BlkioWeightDevice',
  'BlkioDeviceReadBps',
  'BlkioDeviceWriteBps',
  'BlkioDeviceReadIOps',
  'BlkioDeviceWriteIOps',
  'CgroupParent',
  'CgroupnsMode',
  'CpuRealtimePeriod',
  'CpuRealtimeRuntime',
  'CpusetMems',
  'DeviceCgroupRules',
  'DeviceRequests',
  'DnsOptions',
  'DnsSearch',
  'Isolation',
  'Links',
  'MaskedPaths',
  'MemorySwappiness',
  'OomKillDisable',
  'OomScoreAdj',
  'ReadonlyPaths',
  'Runtime',
  'StorageOpt',
  'VolumesFrom',
];

function keep(
  record: Readonly<Record<string, unknown>> | undefined,
  names: readonly string[],
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(record ?? {}).filter(([name, value]) => names.includes(name) && value !== null),
  );
}

function portKey({ containerPort, protocol }: { containerPort: number; protocol: string }): string {
  return `${containerPort}/${protocol}`;
}

const nanosPerMs = 1_000_000;

function healthcheckOf(healthcheck: RunHealthcheck): object {
  if (healthcheck.kind === 'image') return {};
  if (healthcheck.kind === 'none') return { Healthcheck: { Test: ['NONE'] } };
  const { command, intervalMs = 0, timeoutMs = 0, startPeriodMs = 0, retries = 0 } = healthcheck;
  return {
    Healthcheck: {
      Test: ['CMD-SHELL', command],
      Interval: intervalMs * nanosPerMs,
      Timeout: timeoutMs * nanosPerMs,
      StartPeriod: startPeriodMs * nanosPerMs,
      Retries: retries,
    },
  };
}

/** Anonymous volumes are named by their path alone. */
function volumesOf(mounts: readonly RunMount[]): object {
  const anonymous = mounts.filter((mount) => mount.kind === 'volume' && mount.source === undefined);
  return anonymous.length === 0
    ? {}
    : { Volumes: Object.fromEntries(anonymous.map(({ target }) => [target, {}])) };
}

function hostConfigOf(spec: RunSpec): Record<string, unknown> {
  const [network] = spec.networks;
  return {
    ...limitsOf(spec.limits),
    Binds: spec.mounts.flatMap(toBind),
    Mounts: spec.mounts.flatMap(toMount),
    PortBindings: portBindingsOf(spec),
    PublishAllPorts: spec.publishAll,
    NetworkMode: network?.name ?? 'default',
    ExtraHosts: spec.extraHosts,
    Dns: spec.dns,
    RestartPolicy: {
      Name: spec.restart.name,
      MaximumRetryCount: spec.restart.name === 'on-failure' ? spec.restart.maximumRetryCount : 0,
    },
    AutoRemove: spec.autoRemove,
    GroupAdd: spec.groupAdd,
    CapAdd: spec.capAdd,
    CapDrop: spec.capDrop,
    SecurityOpt: spec.securityOpt,
    Privileged: spec.privileged,
    ReadonlyRootfs: spec.readOnly,
    Init: spec.init,
    ...(spec.shmBytes === undefined ? {} : { ShmSize: spec.shmBytes }),
    Devices: spec.devices.map(toDevice),
    Ulimits: spec.ulimits.map(({ name, soft, hard }) => ({ Name: name, Soft: soft, Hard: hard })),
    Sysctls: spec.sysctls,
    ...(spec.logDriver === undefined ? {} : { LogConfig: { Type: spec.logDriver, Config: spec.logOptions } }),
    ...(spec.ipcMode === undefined ? {} : { IpcMode: spec.ipcMode }),
    ...(spec.pidMode === undefined ? {} : { PidMode: spec.pidMode }),
    ...(spec.utsMode === undefined ? {} : { UTSMode: spec.utsMode }),
    ...(spec.usernsMode === undefined ? {} : { UsernsMode: spec.usernsMode }),
  };
}

function limitsOf(limits: RunLimits): Record<string, unknown> {
  return {
    NanoCpus: Math.round((limits.cpus ?? 0) * 1e9),
    Memory: limits.memoryBytes ?? 0,
    MemoryReservation: limits.memoryReservationBytes ?? 0,
    MemorySwap: limits.memorySwapBytes ?? 0,
    ...(limits.pids === undefined ? {} : { PidsLimit: limits.pids }),
    CpuShares: limits.cpuShares ?? 0,
    CpusetCpus: limits.cpuset ?? '',
  };
}

/** Named volumes and binds that may make their folder, as `-v` writes them. */
function toBind(mount: RunMount): readonly string[] {
  if (mount.kind === 'tmpfs' || mount.source === undefined) return [];
  if (mount.kind === 'bind' && !mount.create) return [];
  const options = [
    ...(mount.readOnly ? ['ro'] : []),
    ...(mount.kind === 'bind' && mount.options ? [mount.options] : []),
  ];
  return [[mount.source, mount.target, ...(options.length > 0 ? [options.join(',')] : [])].join(':')];
}

function toMount(mount: RunMount): readonly object[] {
  if (mount.kind === 'bind' && !mount.create) {
    const { source, target, readOnly } = mount;
    return [{ Type: 'bind', Source: source, Target: target, ReadOnly: readOnly }];
  }
  if (mount.kind !== 'tmpfs') return [];
  const { target, readOnly, sizeBytes, mode } = mount;
  const options = {
    ...(sizeBytes === undefined ? {} : { SizeBytes: sizeBytes }),
    ...(mode === undefined ? {} : { Mode: mode }),
  };
  return [{ Type: 'tmpfs', Target: target, ReadOnly: readOnly, TmpfsOptions: options }];
}

function portBindingsOf({ ports }: RunSpec): Record<string, object[]> {
  const bindings: Record<string, object[]> = {};
  for (const port of ports) {
    const { hostIp = '', hostPort } = port;
    const binding = { HostIp: hostIp, HostPort: hostPort === undefined ? '' : String(hostPort) };
    bindings[portKey(port)] = [...(bindings[portKey(port)] ?? []), binding];
  }
  return bindings;
}

function toDevice(text: string): object {
  const [host = '', container = host, permissions = 'rwm'] = text.split(':');
  return { PathOnHost: host, PathInContainer: container, CgroupPermissions: permissions };
}

/** Endpoint settings of the first network; engines before API 1.44 take one when a container is made. */
function networkingOf({ networks: [network] }: RunSpec): object {
  if (!network || !isOwnNetwork(network.name)) return {};
  return { NetworkingConfig: { EndpointsConfig: { [network.name]: endpointOf(network) } } };
}

/** A network somebody made: the built-in ones take no aliases. */
export function isOwnNetwork(name: string): boolean {
  return !['bridge', 'host', 'none', 'default', 'nat'].includes(name) && !name.startsWith('container:');
}

/** Settings of one network, for create and connect. */
export function endpointOf({ aliases, ipv4 }: RunSpec['networks'][number]): object {
  return {
    ...(aliases.length > 0 ? { Aliases: aliases } : {}),
    ...(ipv4 === undefined ? {} : { IPAMConfig: { IPv4Address: ipv4 } }),
  };
}
