import type { RunHealthcheck, RunMount, RunPort, RunSpecInput } from '../../../common/contract/run-spec';
import { isOwnNetwork } from './create-body';
import type { ImageDefaults, RunConfigRecord, RunHostConfigRecord, RunInspectRecord } from './run-records';

/** What an engine gives a container when nobody asks: not worth a flag. */
const defaultShmBytes = 64 * 1024 * 1024;
const nanosPerMs = 1_000_000;

/**
 * The spec that makes a container like this one.
 * @param image what its image says: it is left out of the spec. Empty when the image is gone: nothing is left out
 */
export function toSpec(record: RunInspectRecord, image: ImageDefaults): RunSpecInput {
  const { Config: config, HostConfig: host } = record;
  return {
    image: config.Image || record.Image,
    name: record.Name,
    ...commandOf(config, image),
    env: config.Env.filter((variable) => !(image.Env ?? []).includes(variable)),
    ports: portsOf(host),
    publishAll: host.PublishAllPorts,
    mounts: mountsOf(record),
    networks: networksOf(record),
    // An engine names a container after its own id.
    hostname: config.Hostname && record.Id.startsWith(config.Hostname) ? undefined : config.Hostname,
    limits: limitsOf(host),
    restart: restartOf(host),
    user: unless(config.User, image.User),
    workingDir: unless(config.WorkingDir, image.WorkingDir),
    tty: config.Tty,
    interactive: config.OpenStdin,
    healthcheck: healthcheckOf(config, image),
    labels: Object.fromEntries(
      Object.entries(config.Labels).filter(([key, value]) => image.Labels?.[key] !== value),
    ),
    stopSignal: unless(config.StopSignal, image.StopSignal ?? 'SIGTERM'),
    stopTimeout: config.StopTimeout,
    ...securityOf(host),
    ...machineOf(host),
  };
}

function unless<Value>(value: Value | undefined, usual: Value | undefined): Value | undefined {
  return value === usual ? undefined : value;
}

/** With an entry point of its own a container does not get the image's command. */
function commandOf(
  config: RunConfigRecord,
  image: ImageDefaults,
): Pick<RunSpecInput, 'entrypoint' | 'command'> {
  const isImages = same(config.Entrypoint, image.Entrypoint ?? []);
  if (!isImages) {
    const words = config.Entrypoint.filter((word) => word !== '');
    return { entrypoint: words, command: config.Cmd };
  }
  return { command: same(config.Cmd, image.Cmd ?? []) ? [] : config.Cmd };
}

function same(first: readonly string[], second: readonly string[]): boolean {
  return first.length === second.length && first.every((word, at) => word === second[at]);
}

function portsOf({ PortBindings: bindings }: RunHostConfigRecord): RunPort[] {
  return Object.entries(bindings).flatMap(([key, list]) => {
    const [port = '', protocol = 'tcp'] = key.split('/');
    return (list ?? []).map(
      ({ HostIp: hostIp, HostPort }): RunPort => ({
        containerPort: Number(port),
        protocol: protocol === 'udp' || protocol === 'sctp' ? protocol : 'tcp',
        ...(Number(HostPort) > 0 ? { hostPort: Number(HostPort) } : {}),
        ...(hostIp ? { hostIp } : {}),
      }),
    );
  });
}

function mountsOf({ HostConfig: host, Mounts: mounts }: RunInspectRecord): RunMount[] {
  const asked = [
    ...host.Binds.map(fromBind),
    ...host.Mounts.flatMap(fromMount),
    ...Object.entries(host.Tmpfs).map(([target, options]) => fromTmpfs(target, options)),
  ];
  const targets = new Set(asked.map(({ target }) => target));
  // Volumes that nobody asked for by name are kept: their content belongs to the container.
  const others = mounts.flatMap((mount): RunMount[] =>
    mount.Type === 'volume' && mount.Name && !targets.has(mount.Destination)
      ? [{ kind: 'volume', source: mount.Name, target: mount.Destination, readOnly: !mount.RW }]
      : [],
  );
  return [...asked, ...others];
}

/** `source:target[:options]`; a source without a slash is a volume. */
function fromBind(text: string): RunMount {
  const parts = text.split(':');
  // C:\data:/data
  const drive = /^[A-Za-z]$/.test(parts[0] ?? '') && parts[1]?.startsWith('\\');
  const source = drive ? `${parts[0]}:${parts[1]}` : (parts[0] ?? '');
  const [target = '', options = ''] = parts.slice(drive ? 2 : 1);
  const words = options.split(',').filter(Boolean);
  const readOnly = words.includes('ro');
  const rest = words.filter((word) => word !== 'ro' && word !== 'rw').join(',');
  if (!/[/\\]/.test(source)) return { kind: 'volume', source, target, readOnly };
  return { kind: 'bind', source, target, readOnly, create: true, ...(rest ? { options: rest } : {}) };
}

function fromMount(mount: RunHostConfigRecord['Mounts'][number]): RunMount[] {
  const { Source: source, Target: target, ReadOnly: readOnly, TmpfsOptions: options } = mount;
  if (mount.Type === 'bind' && source) return [{ kind: 'bind', source, target, readOnly, create: false }];
  if (mount.Type === 'volume') return [{ kind: 'volume', ...(source ? { source } : {}), target, readOnly }];
  if (mount.Type !== 'tmpfs') return [];
  return [
    {
      kind: 'tmpfs',
      target,
      readOnly,
      ...(options?.SizeBytes ? { sizeBytes: options.SizeBytes } : {}),
      ...(options?.Mode ? { mode: options.Mode } : {}),
    },
  ];
}

const units: Readonly<Record<string, number>> = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 };

/** `rw,size=64m,mode=1777` */
function fromTmpfs(target: string, options: string): RunMount {
  const size = /(?:^|,)size=(\d+)([kmg]?)(?:,|$)/i.exec(options);
  const mode = /(?:^|,)mode=([0-7]+)(?:,|$)/.exec(options)?.[1];
  const sizeBytes = size ? Number(size[1]) * (units[(size[2] ?? '').toLowerCase()] ?? 1) : undefined;
  return {
    kind: 'tmpfs',
    target,
    readOnly: options.split(',').includes('ro'),
    ...(sizeBytes === undefined ? {} : { sizeBytes }),
    ...(mode === undefined ? {} : { mode: Number.parseInt(mode, 8) }),
  };
}

/** The mode first, then the networks that it was connected to. */
function networksOf({ Id, HostConfig: host, NetworkSettings: settings }: RunInspectRecord) {
  const mode = host.NetworkMode;
  const isUsual = mode === '' || mode === 'default' || mode === 'bridge';
  const names = Object.keys(settings.Networks).filter((name) => name !== mode && isOwnNetwork(name));
  if (isUsual && names.length === 0) return [];
  return [mode || 'bridge', ...names].map((name) => {
    const endpoint = settings.Networks[name];
    // The engine adds the short id by itself.
    const aliases = (endpoint?.Aliases ?? []).filter((alias) => !Id.startsWith(alias));
    const ipv4 = endpoint?.IPAMConfig?.IPv4Address;
    return { name: name === 'default' ? 'bridge' : name, aliases, ...(ipv4 ? { ipv4 } : {}) };
  });
}

function limitsOf(host: RunHostConfigRecord): RunSpecInput['limits'] {
  const cpus = host.NanoCpus
    ? host.NanoCpus / 1e9
    : host.CpuQuota && host.CpuQuota > 0
      ? host.CpuQuota / (host.CpuPeriod || 100_000)
      : undefined;
  return {
    ...(cpus ? { cpus } : {}),
    ...(host.Memory ? { memoryBytes: host.Memory } : {}),
    ...(host.MemoryReservation ? { memoryReservationBytes: host.MemoryReservation } : {}),
    // Twice the memory is what an engine sets by itself.
    ...(host.MemorySwap && host.MemorySwap !== 2 * (host.Memory ?? 0)
      ? { memorySwapBytes: host.MemorySwap }
      : {}),
    ...(host.PidsLimit && host.PidsLimit > 0 ? { pids: host.PidsLimit } : {}),
    ...(host.CpuShares ? { cpuShares: host.CpuShares } : {}),
    ...(host.CpusetCpus ? { cpuset: host.CpusetCpus } : {}),
  };
}

function restartOf({ RestartPolicy: policy }: RunHostConfigRecord): RunSpecInput['restart'] {
  const name = policy?.Name;
  if (name !== 'always' && name !== 'unless-stopped' && name !== 'on-failure') return {};
  return { name, maximumRetryCount: policy?.MaximumRetryCount ?? 0 };
}

function healthcheckOf({ Healthcheck: own }: RunConfigRecord, image: ImageDefaults): RunHealthcheck {
  if (!own || own.Test.length === 0 || same(own.Test, image.Healthcheck?.Test ?? []))
    return { kind: 'image' };
  const [form, ...words] = own.Test;
  if (form === 'NONE') return { kind: 'none' };
  const command = form === 'CMD-SHELL' ? (words[0] ?? '') : words.join(' ');
  const ms = (nanos: number | undefined) => (nanos ? Math.round(nanos / nanosPerMs) : undefined);
  const times = {
    intervalMs: ms(own.Interval),
    timeoutMs: ms(own.Timeout),
    startPeriodMs: ms(own.StartPeriod),
    retries: own.Retries || undefined,
  };
  return { kind: 'command', command, ...times };
}

function securityOf(host: RunHostConfigRecord): Partial<RunSpecInput> {
  return {
    groupAdd: host.GroupAdd,
    capAdd: host.CapAdd,
    capDrop: host.CapDrop,
    // With --privileged the engine adds it by itself.
    securityOpt: host.SecurityOpt.filter((option) => !(host.Privileged && option === 'label=disable')),
    privileged: host.Privileged,
    readOnly: host.ReadonlyRootfs,
    usernsMode: host.UsernsMode,
  };
}

function machineOf(host: RunHostConfigRecord): Partial<RunSpecInput> {
  const log = host.LogConfig;
  const isUsualLog = !log?.Type || (log.Type === 'json-file' && Object.keys(log.Config).length === 0);
  return {
    extraHosts: host.ExtraHosts,
    dns: host.Dns,
    init: host.Init,
    autoRemove: host.AutoRemove,
    shmBytes: unless(host.ShmSize || undefined, defaultShmBytes),
    devices: host.Devices.map(({ PathOnHost: outside, PathInContainer: inside, CgroupPermissions: rights }) =>
      [
        outside,
        ...(inside === outside && rights === 'rwm' ? [] : [inside]),
        ...(rights === 'rwm' ? [] : [rights]),
      ].join(':'),
    ),
    ulimits: host.Ulimits.map(({ Name: name, Soft: soft, Hard: hard }) => ({ name, soft, hard })),
    sysctls: host.Sysctls,
    ...(isUsualLog ? {} : { logDriver: log.Type, logOptions: log.Config }),
    ipcMode: unless(host.IpcMode, 'private'),
    pidMode: host.PidMode,
    utsMode: host.UTSMode,
  };
}
