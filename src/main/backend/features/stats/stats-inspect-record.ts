import { z } from 'zod';
import type { AskedLimits } from '../../cgroup/effective-limits';
import type { EngineConnection } from '../../engine/engine-connection';
import { enginePath } from '../../engine/engine-path';
import { optionalNumber } from '../../engine/records/tolerant-schema';

/** GET /containers/{id}/json, as far as statistics need it. */
const statsInspectRecord = z.object({
  Id: z.string().min(1),
  State: z.object({ Pid: optionalNumber }),
  HostConfig: z.object({
    NanoCpus: optionalNumber,
    CpuQuota: optionalNumber,
    CpuPeriod: optionalNumber,
    PidsLimit: optionalNumber,
  }),
});
type StatsInspectRecord = z.output<typeof statsInspectRecord>;

export interface InspectedContainer {
  readonly id: string;
  /** Of the first process on the engine's machine; undefined when it does not run. */
  readonly pid: number | undefined;
  readonly asked: AskedLimits;
  /** CPUs as asked for, for a source that does not tell the quota. */
  readonly askedCores: number | undefined;
}

export async function inspectForStats(
  connection: EngineConnection,
  id: string,
  signal?: AbortSignal,
): Promise<InspectedContainer> {
  const path = enginePath`/containers/${id}/json`;
  const record = await connection.api.json({ path, signal }, statsInspectRecord);
  const { PidsLimit: pids } = record.HostConfig;
  const quota = record.HostConfig.CpuQuota ?? 0;
  return {
    id: record.Id,
    pid: record.State.Pid || undefined,
    asked: {
      product: connection.requireInfo().product,
      pids: pids !== undefined && pids > 0 ? pids : undefined,
      cpuQuota: !(record.HostConfig.NanoCpus ?? 0) && quota > 0,
    },
    askedCores: coresOf(record),
  };
}

/** Docker keeps `--cpus` in NanoCpus (1e9 is one core); without a period the kernel's 100 ms holds. */
function coresOf({ HostConfig: { NanoCpus = 0, CpuQuota = 0, CpuPeriod = 0 } }: StatsInspectRecord) {
  if (NanoCpus > 0) return NanoCpus / 1e9;
  return CpuQuota > 0 ? CpuQuota / (CpuPeriod > 0 ? CpuPeriod : 100_000) : undefined;
}
