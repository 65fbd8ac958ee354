import { z } from 'zod';
import { count, limit, measured, measuredLimit } from './stats-usage';

const ioLimit = z.object({
  device: z.string(),
  readBytesPerSecond: limit,
  writeBytesPerSecond: limit,
  readOpsPerSecond: limit,
  writeOpsPerSecond: limit,
});
export type IoLimit = z.output<typeof ioLimit>;

/** What the container's own cgroup says it may use. */
export const resourceLimits = z.object({
  cpu: z.object({
    quotaUsec: measuredLimit,
    periodUsec: count,
    /** cpu.weight, 1 to 10,000, default 100 (v2); cpu.shares, 2 to 262,144, default 1,024 (v1). */
    weight: count,
    /** The CPUs it may run on, as a list: `0-1,3`. */
    cpuset: measured(z.string()),
  }),
  memory: z.object({
    maxBytes: measuredLimit,
    highBytes: measuredLimit,
    /** memory.low (v2), soft limit (v1): `--memory-reservation`. */
    lowBytes: measuredLimit,
    /** Swap alone. */
    swapMaxBytes: measuredLimit,
  }),
  io: measured(z.array(ioLimit)),
  ioWeight: count,
  pidsMax: measuredLimit,
});
export type ResourceLimits = z.output<typeof resourceLimits>;

/** One cgroup on the way from the root to the container's processes, with what it allows. */
export const limitLevel = z.object({
  /** Path in the hierarchy, `/` for the root. */
  path: z.string(),
  name: z.string(),
  role: z.enum(['host', 'ancestor', 'pod', 'container', 'inside']),
  cpuCores: limit.optional(),
  memoryBytes: limit.optional(),
  memoryHighBytes: limit.optional(),
  swapBytes: limit.optional(),
  pids: limit.optional(),
  memoryCurrentBytes: z.number().optional(),
  pidsCurrent: z.number().optional(),
  /** Share of the periods since it was made in which this cgroup was stopped, 0 to 1. */
  throttledShare: z.number().optional(),
});
export type LimitLevel = z.output<typeof limitLevel>;

/** The limit that really holds and who sets it. */
export const bindingLimit = z.object({
  /** Cores, bytes or tasks; `max`: nothing limits it but the host, whose size is not known. */
  value: limit,
  /** The level that binds; the host's when nothing is set. */
  path: z.string(),
  role: limitLevel.shape.role,
  /** The file, or `/proc/meminfo` and the like. */
  from: z.string(),
  /** What sets it: `docker run --cpus`, `MemoryMax= of v2p.slice`; absent when the host's size is the limit. */
  setBy: z.string().optional(),
});
export type BindingLimit = z.output<typeof bindingLimit>;

export const effectiveLimits = z.object({
  levels: z.array(limitLevel),
  cpuCores: bindingLimit,
  memoryBytes: bindingLimit,
  swapBytes: bindingLimit,
  pids: bindingLimit,
});
export type EffectiveLimits = z.output<typeof effectiveLimits>;
