import type { ContainerDetails, PortMapping } from '../../../../common/contract/containers';
import { composeOrigin } from '../../engine/records/compose-origin';
import { isRunning } from '../../engine/records/container-record';
import type {
  ContainerInspectRecord,
  HostConfigRecord,
  PortBindingsRecord,
} from './container-inspect-record';
import { parseContainerState } from './container-status';
import { comparePorts, normalizeMounts, normalizeNetworks } from './container-summary';

/** What the engine says about one container, in the contract's words. */
export function normalizeContainerDetails(record: ContainerInspectRecord): ContainerDetails {
  const { Config: config, HostConfig: host } = record;
  return {
    id: record.Id,
    name: record.Name.replace(/^\//, ''),
    image: config.Image ?? record.Image,
    imageId: record.Image,
    createdAt: record.Created ?? 0,
    ...optional('platform', record.Platform),
    ...optional('driver', record.Driver),
    ...normalizeState(record),
    restartCount: record.RestartCount,
    entrypoint: config.Entrypoint,
    command: config.Cmd,
    env: config.Env,
    ...optional('workingDir', config.WorkingDir),
    ...optional('user', config.User),
    ...optional('hostname', config.Hostname),
    tty: config.Tty,
    ...optional('stopSignal', config.StopSignal),
    labels: config.Labels,
    ...optional('compose', composeOrigin(config.Labels)),
    ...normalizeHostConfig(host),
    limits: normalizeLimits(host),
    ports: normalizePortBindings(record),
    mounts: normalizeMounts(record.Mounts),
    networks: normalizeNetworks(record.NetworkSettings.Networks),
  };
}

type StateFields = Pick<
  ContainerDetails,
  'state' | 'startedAt' | 'finishedAt' | 'exitCode' | 'oomKilled' | 'error' | 'pid' | 'health'
>;

/** Exit code and end belong to the last run: while it runs they say nothing about now. */
function normalizeState({ State: state }: ContainerInspectRecord): StateFields {
  const running = isRunning(state.Status);
  const ended = state.FinishedAt !== undefined && (!running || state.Status === 'restarting');
  return {
    state: parseContainerState(state.Status),
    ...optional('startedAt', state.StartedAt),
    ...(ended
      ? { ...optional('finishedAt', state.FinishedAt), ...optional('exitCode', state.ExitCode) }
      : {}),
    oomKilled: state.OOMKilled,
    ...optional('error', state.Error),
    ...(state.Pid ? { pid: state.Pid } : {}),
    ...optional('health', normalizeHealth(state.Health ?? state.Healthcheck)),
  };
}

function normalizeHealth(record: ContainerInspectRecord['State']['Health']): ContainerDetails['health'] {
  const status = record?.Status;
  if (!record || (status !== 'starting' && status !== 'healthy' && status !== 'unhealthy')) return undefined;
  const log = record.Log.flatMap((probe) =>
    probe.Start === undefined
      ? []
      : [
          {
            startedAt: probe.Start,
            ...optional('endedAt', probe.End),
            exitCode: probe.ExitCode,
            output: probe.Output,
          },
        ],
  );
  return { status, failingStreak: record.FailingStreak, log };
}

type HostFields = Pick<
  ContainerDetails,
  'restartPolicy' | 'autoRemove' | 'privileged' | 'readOnlyRootFilesystem' | 'networkMode' | 'logDriver'
>;

function normalizeHostConfig(host: HostConfigRecord): HostFields {
  return {
    restartPolicy: {
      name: host.RestartPolicy?.Name || 'no',
      maximumRetryCount: host.RestartPolicy?.MaximumRetryCount ?? 0,
    },
    autoRemove: host.AutoRemove,
    privileged: host.Privileged,
    readOnlyRootFilesystem: host.ReadonlyRootfs,
    networkMode: host.NetworkMode,
    ...optional('logDriver', host.LogConfig?.Type),
  };
}

/**
 * Limits as they were asked for. 0 and -1 mean none. Docker keeps `--cpus` in NanoCpus (1e9 is one core), podman as
 * quota and period in microseconds; without a period the kernel's 100,000 holds.
 */
function normalizeLimits(host: HostConfigRecord): ContainerDetails['limits'] {
  const cpus = positive(host.NanoCpus) ?? 0;
  const quota = positive(host.CpuQuota);
  const cores = cpus > 0 ? cpus / 1e9 : quota && quota / (positive(host.CpuPeriod) ?? 100_000);
  return {
    ...optional('cpus', cores),
    ...optional('memoryBytes', positive(host.Memory)),
    ...optional('memoryReservationBytes', positive(host.MemoryReservation)),
    ...optional('memorySwapBytes', positive(host.MemorySwap)),
    ...optional('pids', positive(host.PidsLimit)),
    ...optional('cpuset', host.CpusetCpus),
    ...optional('cpuShares', positive(host.CpuShares)),
  };
}

/** The live ports; of a container that does not run, those it would publish. Exposed ones have no host port. */
function normalizePortBindings(record: ContainerInspectRecord): PortMapping[] {
  const running = isRunning(record.State.Status);
  const bindings = running ? record.NetworkSettings.Ports : record.HostConfig.PortBindings;
  const exposed = Object.fromEntries(Object.keys(record.Config.ExposedPorts).map((key) => [key, null]));
  return toPortMappings({ ...exposed, ...bindings }).sort(comparePorts);
}

function toPortMappings(bindings: PortBindingsRecord): PortMapping[] {
  return Object.entries(bindings).flatMap(([key, hosts]) => {
    const [port, protocol = 'tcp'] = key.split('/');
    const containerPort = Number(port);
    if (!Number.isInteger(containerPort)) return [];
    if (!hosts || hosts.length === 0) return [{ containerPort, protocol }];
    return hosts.map((host) => ({
      ...optional('ip', host.HostIp),
      containerPort,
      ...optional('hostPort', positive(Number(host.HostPort ?? 0))),
      protocol,
    }));
  });
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined;
}

/** `{ [key]: value }`, or nothing for an absent value: absent keys stay absent. */
function optional<Key extends string, Value>(
  key: Key,
  value: Value | undefined,
): { [K in Key]?: Value } | Record<never, never> {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]: Value });
}
