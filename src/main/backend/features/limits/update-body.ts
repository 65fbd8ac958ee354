import type { LimitValues } from '../../../../common/contract/limits';

/** The body of POST /containers/{id}/update. `byQuota`: it was made with --cpu-quota, which excludes NanoCpus. */
export function toUpdateBody(changed: Partial<LimitValues>, byQuota: boolean): Record<string, unknown> {
  const { cpus, restart } = changed;
  const body = {
    ...(cpus === undefined ? {} : cpuFields(cpus, byQuota)),
    Memory: changed.memoryBytes,
    MemoryReservation: changed.reservationBytes,
    MemorySwap: changed.memorySwapBytes,
    PidsLimit: changed.pids,
    CpuShares: changed.cpuShares,
    BlkioWeight: changed.blkioWeight,
    CpusetCpus: changed.cpuset,
    RestartPolicy: restart && {
      Name: restart.name,
      MaximumRetryCount: restart.name === 'on-failure' ? restart.maximumRetryCount : 0,
    },
  };
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined));
}

/**
 * The same for an engine without partial updates (Podman 5.4 as measured), which does not look at NanoCpus, sets a restart policy that is not sent back to `no`,
 * and refuses a memory limit above the sum with swap that it had.
 */
export function toWholeBody(changed: Partial<LimitValues>, all: LimitValues): Record<string, unknown> {
  const isMemory = changed.memoryBytes !== undefined || changed.memorySwapBytes !== undefined;
  const together = isMemory ? { memoryBytes: all.memoryBytes, memorySwapBytes: all.memorySwapBytes } : {};
  return toUpdateBody({ ...changed, ...together, restart: all.restart }, true);
}

/** Whole nanocpus: the engine's JSON reader takes no fractions. */
function cpuFields(cpus: number, byQuota: boolean): Record<string, number> {
  return byQuota
    ? { CpuPeriod: 100_000, CpuQuota: Math.round(cpus * 100_000) }
    : { NanoCpus: Math.round(cpus * 1e9) };
}
