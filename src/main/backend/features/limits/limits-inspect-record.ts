import { z } from 'zod';
import type { LimitValues, RestartPolicyName } from '../../../../common/contract/limits';
import { restartPolicyName } from '../../../../common/contract/limits';
import { flag, optionalNumber, optionalText } from '../../engine/records/tolerant-schema';

/** GET /containers/{id}/json, as far as limits need it. */
export const limitsInspectRecord = z.object({
  Id: z.string().min(1),
  Name: z.string().default(''),
  State: z.object({ Pid: optionalNumber, Running: flag }),
  HostConfig: z.object({
    NanoCpus: optionalNumber,
    CpuQuota: optionalNumber,
    CpuPeriod: optionalNumber,
    Memory: optionalNumber,
    MemoryReservation: optionalNumber,
    MemorySwap: optionalNumber,
    PidsLimit: optionalNumber,
    CpuShares: optionalNumber,
    BlkioWeight: optionalNumber,
    CpusetCpus: optionalText,
    AutoRemove: flag,
    RestartPolicy: z.object({ Name: optionalText, MaximumRetryCount: optionalNumber }).nullish(),
  }),
});
export type LimitsInspectRecord = z.output<typeof limitsInspectRecord>;

/** Engines write 0 and, for some, -1 for `no limit`. */
export function normalizeLimitValues({ HostConfig: host }: LimitsInspectRecord): LimitValues {
  const values = {
    cpus: coresOf(host),
    memoryBytes: positive(host.Memory),
    reservationBytes: positive(host.MemoryReservation),
    memorySwapBytes: host.MemorySwap === -1 && positive(host.Memory) ? -1 : positive(host.MemorySwap),
    pids: positive(host.PidsLimit),
    cpuShares: positive(host.CpuShares),
    blkioWeight: positive(host.BlkioWeight),
    cpuset: host.CpusetCpus,
  };
  return {
    ...Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)),
    restart: {
      name: restartName(host.RestartPolicy?.Name),
      maximumRetryCount: Math.max(0, host.RestartPolicy?.MaximumRetryCount ?? 0),
    },
  };
}

function positive(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 ? value : undefined;
}

function coresOf({ NanoCpus = 0, CpuQuota = 0, CpuPeriod = 0 }: LimitsInspectRecord['HostConfig']) {
  // A quota of -1 overrides NanoCpus at every start of the container.
  if (CpuQuota < 0) return undefined;
  if (NanoCpus > 0) return NanoCpus / 1e9;
  return CpuQuota > 0 ? CpuQuota / (CpuPeriod > 0 ? CpuPeriod : 100_000) : undefined;
}

function restartName(name: string | undefined): RestartPolicyName {
  const parsed = restartPolicyName.safeParse(name);
  return parsed.success ? parsed.data : 'no';
}
