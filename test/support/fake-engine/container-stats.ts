import type { FakeContainer } from './types';

const mib = 1024 * 1024;

/** GET /containers/{id}/stats: counters that grow with time, each container at a pace of its own (0 to 1 core). */
export function statsView(container: FakeContainer, now: number): object {
  if (container.pid === 0) return { read: '0001-01-01T00:00:00Z', id: container.id };
  const seed = Number.parseInt(container.id.slice(0, 4), 16);
  const pace = (seed % 100) / 100;
  const seconds = (now - (container.startedAt ?? now)) / 1000;
  const wave = 1 + 0.4 * Math.sin(now / 7000 + seed);
  const limit = container.memory > 0 ? container.memory : 8192 * mib;
  const used = Math.min(limit * 0.95, (20 + (seed % 300)) * mib * wave);
  const counter = (perSecond: number) => Math.floor(Math.max(0, seconds) * perSecond * (1 + pace));
  return {
    read: new Date(now).toISOString(),
    id: container.id,
    name: `/${container.name}`,
    num_procs: 0,
    pids_stats: { current: 1 + (seed % 40) },
    cpu_stats: {
      cpu_usage: {
        total_usage: counter(pace * 5e8),
        usage_in_usermode: counter(pace * 4e8),
        usage_in_kernelmode: counter(pace * 1e8),
      },
      online_cpus: 8,
      throttling_data: {
        periods: counter(10),
        throttled_periods: counter(pace > 0.8 ? 6 : 0),
        throttled_time: 0,
      },
    },
    memory_stats: {
      usage: Math.floor(used),
      limit,
      stats: { inactive_file: Math.floor(used / 5), anon: Math.floor(used / 2), file: Math.floor(used / 3) },
    },
    blkio_stats: {
      io_service_bytes_recursive: [
        { major: 8, minor: 0, op: 'read', value: counter(seed * 3) },
        { major: 8, minor: 0, op: 'write', value: counter(seed) },
      ],
    },
    networks: {
      eth0: {
        ...{ rx_bytes: counter(seed * 2), rx_packets: counter(9), rx_errors: 0, rx_dropped: 0 },
        ...{ tx_bytes: counter(seed), tx_packets: counter(7), tx_errors: 0, tx_dropped: 0 },
      },
    },
  };
}
