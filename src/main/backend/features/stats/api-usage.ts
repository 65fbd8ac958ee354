import type { IoDevice, Measured, NetworkInterface, ResourceUsage } from '../../../../common/contract/stats';
import { mapMeasured, missing, present } from '../../cgroup/measured';
import { workingSet } from '../../cgroup/memory-part';
import type { ApiStatsRecord } from './api-stats-record';

export type Product = 'docker' | 'podman' | 'other';

/**
 * One answer of the engine's stats as a reading like that of the files; what the API does not say is `not_in_api`.
 * Undefined for an answer that says nothing: Docker's for a container whose network's owner has ended, and for one that
 * does not run. The time of the reading is the engine's own, so that rates do not depend on the way here.
 */
export function toApiUsage(record: ApiStatsRecord, product: Product): ResourceUsage | undefined {
  const readAt = parseReadTime(record.read);
  if (readAt === undefined) return undefined;
  return {
    at: Math.floor(readAt),
    cpu: toCpu(record, readAt),
    memory: toMemory(record, product),
    io: toIo(record, readAt, product),
    pids: { current: field(record.pids_stats?.current, 'pids_stats.current'), maxEvents: absent },
    pressure: { cpu: absent, memory: absent, io: absent },
    network: toNetwork(record),
  };
}

const absent = missing('not_in_api');

function field(value: number | undefined, name: string): Measured<number> {
  return value === undefined ? missing('not_in_api', name) : present(value, name);
}

/** In ms with its fraction; a Date would drop what is below a millisecond. */
export function parseReadTime(text: string): number | undefined {
  const match = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(\.\d+)?(Z|[+-]\d\d:\d\d)$/.exec(text);
  const at = match ? Date.parse(`${match[1]}${match[3]}`) : Number.NaN;
  return at > 0 ? at + Number(match?.[2] ?? 0) * 1000 : undefined;
}

function toCpu({ cpu_stats: cpu }: ApiStatsRecord, readAt: number): ResourceUsage['cpu'] {
  const usage = cpu?.cpu_usage;
  const throttling = cpu?.throttling_data;
  const usec = (value: number | undefined, name: string) => mapMeasured(field(value, name), toUsec);
  return {
    monotonicMs: readAt,
    usageUsec: usec(usage?.total_usage, 'cpu_stats.cpu_usage.total_usage'),
    userUsec: usec(usage?.usage_in_usermode, 'cpu_stats.cpu_usage.usage_in_usermode'),
    systemUsec: usec(usage?.usage_in_kernelmode, 'cpu_stats.cpu_usage.usage_in_kernelmode'),
    periods: field(throttling?.periods, 'cpu_stats.throttling_data.periods'),
    throttledPeriods: field(throttling?.throttled_periods, 'cpu_stats.throttling_data.throttled_periods'),
    throttledUsec: usec(throttling?.throttled_time, 'cpu_stats.throttling_data.throttled_time'),
    stoppedUsec: absent,
    others: [],
  };
}

function toUsec(nanoseconds: number): number {
  return nanoseconds / 1000;
}

/** Keys of `memory_stats.stats` are those of memory.stat: with `total_` on v1, without on v2. Podman has none. */
function toMemory({ memory_stats: memory }: ApiStatsRecord, product: Product): ResourceUsage['memory'] {
  const stats = memory?.stats ?? {};
  const isV1 = stats.total_inactive_file !== undefined;
  const stat = (v2: string, v1 = `total_${v2}`): Measured<number> => {
    const key = isV1 ? v1 : v2;
    return field(stats[key], `memory_stats.stats.${key}`);
  };
  const currentBytes = field(memory?.usage, 'memory_stats.usage');
  const inactiveFileBytes = stat('inactive_file');
  return {
    currentBytes,
    // Podman's usage is without the cache already (containers/common: anon of memory.stat).
    workingSetBytes: product === 'podman' ? currentBytes : workingSet(currentBytes, inactiveFileBytes),
    peakBytes: absent,
    swapBytes: isV1 ? stat('swap') : absent,
    anonBytes: stat('anon', 'total_rss'),
    fileBytes: stat('file', 'total_cache'),
    kernelBytes: stat('kernel'),
    slabBytes: stat('slab'),
    shmemBytes: stat('shmem'),
    inactiveFileBytes,
    pageFaults: stat('pgfault'),
    majorFaults: stat('pgmajfault'),
    highEvents: absent,
    maxEvents: absent,
    oomEvents: absent,
    oomKills: absent,
  };
}

/** Operations are `Read` and `Write` on v1, lower case on v2; a device may come several times. */
function toIo({ blkio_stats: blkio }: ApiStatsRecord, readAt: number, product: Product): ResourceUsage['io'] {
  const from = 'blkio_stats.io_service_bytes_recursive';
  if (!blkio) return missing('not_in_api', from);
  const devices = new Map<string, IoDevice>();
  for (const { major, minor, op, value } of blkio.io_service_bytes_recursive) {
    // Podman 5 gives both numbers in the other order.
    const device = product === 'podman' && major === 0 ? `${minor}:${major}` : `${major}:${minor}`;
    const known = devices.get(device) ?? { device, readBytes: 0, writeBytes: 0 };
    const operation = op.toLowerCase();
    if (operation === 'read') devices.set(device, { ...known, readBytes: known.readBytes + value });
    if (operation === 'write') devices.set(device, { ...known, writeBytes: known.writeBytes + value });
  }
  return present({ monotonicMs: readAt, devices: [...devices.values()] }, from);
}

function toNetwork({ networks }: ApiStatsRecord): Measured<NetworkInterface[]> {
  const interfaces = Object.entries(networks).map(([name, record]) => ({
    name,
    rxBytes: record.rx_bytes,
    rxPackets: record.rx_packets,
    rxErrors: record.rx_errors,
    rxDropped: record.rx_dropped,
    txBytes: record.tx_bytes,
    txPackets: record.tx_packets,
    txErrors: record.tx_errors,
    txDropped: record.tx_dropped,
  }));
  return present(interfaces, 'networks');
}
