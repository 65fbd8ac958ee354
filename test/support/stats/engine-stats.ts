import type { EngineApi } from '../engine';

/** What `docker stats` reckons with, from GET /containers/{id}/stats. */
export interface EngineStats {
  /** Milliseconds since the epoch. */
  readonly readAt: number;
  readonly cpuNanoseconds: number;
  readonly memory: {
    readonly total: number;
    /** As the docker command shows it: usage less total_inactive_file (v1) or inactive_file (v2). */
    readonly workingSet: number;
    readonly anon: number;
    readonly shmem: number;
  };
  readonly blocks: { readonly read: number; readonly written: number };
  readonly pids: number;
}

interface Answer {
  readonly read: string;
  readonly cpu_stats: { readonly cpu_usage: { readonly total_usage: number } };
  readonly memory_stats: { readonly usage?: number; readonly stats?: Readonly<Record<string, number>> };
  readonly blkio_stats: {
    readonly io_service_bytes_recursive: readonly { readonly op: string; readonly value: number }[] | null;
  };
  readonly pids_stats: { readonly current?: number };
}

export async function readEngineStats(api: EngineApi, id: string): Promise<EngineStats> {
  const answer = await api.json<Answer>('GET', `/containers/${id}/stats?stream=false&one-shot=true`);
  const { usage: total = 0, stats = {} } = answer.memory_stats;
  const sum = (op: string): number =>
    (answer.blkio_stats.io_service_bytes_recursive ?? [])
      .filter((entry) => entry.op.toLowerCase() === op)
      .reduce((bytes, { value }) => bytes + value, 0);
  return {
    readAt: Date.parse(answer.read),
    cpuNanoseconds: answer.cpu_stats.cpu_usage.total_usage,
    memory: {
      total,
      workingSet: total - (stats.total_inactive_file ?? stats.inactive_file ?? 0),
      // v1 counts shared memory with the cache, which it names apart.
      anon: stats.anon ?? stats.total_rss ?? 0,
      shmem: stats.shmem ?? stats.total_shmem ?? stats.total_inactive_anon ?? 0,
    },
    blocks: { read: sum('read'), written: sum('write') },
    pids: answer.pids_stats.current ?? 0,
  };
}
