import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { engineId, engineScope, objectName, timestamp } from './shared';

/** Why a number is not there. The interface has a text for each and shows it beside the dash. */
export const missingReason = z.enum([
  /** The kernel has no such file for this cgroup: older kernel, controller not enabled, root cgroup, other version. */
  'not_offered',
  'permission_denied',
  /** The cgroup or process is gone. */
  'ended',
  /** The file is there, but the kernel does not count in it (cgroup v1 block I/O without a throttle rule). */
  'not_counted',
  /** The hierarchy is not mounted where Estiba can see it. */
  'not_mounted',
  /** The engine's API does not say it. */
  'not_in_api',
  /** The file holds something else than the kernel documents. */
  'unreadable',
  /** A rate needs two readings. */
  'first_reading',
  /** A counter went back: it was reset, or another process took the place. */
  'counter_reset',
]);
export type MissingReason = z.output<typeof missingReason>;

/** A number with the file or API field it came from, or the reason why there is none. */
export type Measured<Value> =
  | { readonly value: Value; readonly from: string }
  | { readonly missing: MissingReason; readonly from?: string | undefined };

function measured<Value extends z.ZodType>(value: Value) {
  return z.union([
    z.object({ value, from: z.string() }),
    z.object({ missing: missingReason, from: z.string().optional() }),
  ]);
}

/** As the kernel writes it: a number, or `max` for none. */
const limit = z.union([z.number(), z.literal('max')]);
export type Limit = z.output<typeof limit>;

const count = measured(z.number());
const measuredLimit = measured(limit);

/** Bandwidth control of one cgroup: periods that had something to do, and those in which it was stopped. */
export const throttleCounters = z.object({
  cgroup: z.string(),
  /** Below the container's own cgroup (crun); otherwise an ancestor. */
  inside: z.boolean(),
  periods: z.number(),
  throttledPeriods: z.number(),
  throttledUsec: z.number(),
  from: z.string(),
});
export type ThrottleCounters = z.output<typeof throttleCounters>;

export const ioDevice = z.object({
  /** `major:minor`; `processes` for the sum over the processes. */
  device: z.string(),
  readBytes: z.number(),
  writeBytes: z.number(),
  readOps: z.number().optional(),
  writeOps: z.number().optional(),
});
export type IoDevice = z.output<typeof ioDevice>;

export const ioCounters = z.object({ monotonicMs: z.number(), devices: z.array(ioDevice) });

export const networkInterface = z.object({
  name: z.string(),
  rxBytes: z.number(),
  rxPackets: z.number(),
  rxErrors: z.number(),
  rxDropped: z.number(),
  txBytes: z.number(),
  txPackets: z.number(),
  txErrors: z.number(),
  txDropped: z.number(),
});
export type NetworkInterface = z.output<typeof networkInterface>;

const pressureLine = z.object({
  avg10: z.number(),
  avg60: z.number(),
  avg300: z.number(),
  totalUsec: z.number(),
});
/** Pressure stall information: the share of time in which some, or all, tasks waited. `full` of cpu is new in Linux 5.13. */
export const pressure = z.object({ some: pressureLine, full: pressureLine.optional() });
export type Pressure = z.output<typeof pressure>;

/** What a container uses, as read at one moment. Counters count since the cgroup was made. */
export const resourceUsage = z.object({
  at: timestamp,
  cpu: z.object({
    /** When `usageUsec` was read, on the monotonic clock; rates are computed from it. */
    monotonicMs: z.number(),
    usageUsec: count,
    userUsec: count,
    systemUsec: count,
    /** The container's own bandwidth control. */
    periods: count,
    throttledPeriods: count,
    throttledUsec: count,
    /** Time stopped by whomever, ancestors included (cpu.stat.local, Linux 6.6). */
    stoppedUsec: count,
    /** Other cgroups on the way that have a quota: ancestors, and those inside (crun). */
    others: z.array(throttleCounters),
  }),
  memory: z.object({
    currentBytes: count,
    /** current - inactive_file (v2), usage - total_inactive_file (v1): what `docker stats` shows. */
    workingSetBytes: count,
    peakBytes: count,
    swapBytes: count,
    anonBytes: count,
    fileBytes: count,
    kernelBytes: count,
    slabBytes: count,
    shmemBytes: count,
    inactiveFileBytes: count,
    pageFaults: count,
    majorFaults: count,
    /** Times that memory.high throttled, that memory.max was hit (no OOM yet), that the OOM killer was asked, and kills. */
    highEvents: count,
    maxEvents: count,
    oomEvents: count,
    oomKills: count,
  }),
  io: measured(ioCounters),
  pids: z.object({ current: count, maxEvents: count }),
  pressure: z.object({ cpu: measured(pressure), memory: measured(pressure), io: measured(pressure) }),
  network: measured(z.array(networkInterface)),
});
export type ResourceUsage = z.output<typeof resourceUsage>;

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

/** Why the engine's API is used although files are better. */
export const fallbackReason = z.enum([
  /** The engine is on another machine. */
  'remote',
  /** Estiba does not run on Linux. */
  'not_linux',
  /** The process of the container is not to be seen from here: another pid namespace, a virtual machine. */
  'no_process',
  'permission_denied',
  'not_mounted',
  /** The process lives outside of what is mounted here (cgroup namespace). */
  'outside_mount',
  /** The process that has this id here is not the container's. */
  'other_process',
]);
export type FallbackReason = z.output<typeof fallbackReason>;

export const statsSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('cgroup'), mode: z.enum(['v1', 'v2', 'hybrid']), path: z.string() }),
  z.object({ kind: z.literal('engine'), reason: fallbackReason }),
]);
export type StatsSource = z.output<typeof statsSource>;

/**
 * What a container used since the sample before, ready to be shown. Every number that could not be read is absent; why
 * is in the container's profile. Rates are per second of the monotonic clock; shares are 0 to 1.
 */
export const containerSample = z.object({
  id: z.string(),
  at: timestamp,
  /** Time the rates are about; 0 without rates. */
  intervalMs: z.number(),
  /** Why this sample has no rates although the container is read. */
  gap: z.enum(['first_reading', 'counter_reset']).optional(),
  cpuCores: z.number().optional(),
  /** Share of the periods in which the container or an ancestor was stopped for its quota; the greatest of them. */
  throttledShare: z.number().optional(),
  /** Time lost to quotas, in ms per second, summed over CPUs. */
  stoppedMsPerSecond: z.number().optional(),
  memoryBytes: z.number().optional(),
  memoryCurrentBytes: z.number().optional(),
  memoryPeakBytes: z.number().optional(),
  swapBytes: z.number().optional(),
  anonBytes: z.number().optional(),
  fileBytes: z.number().optional(),
  kernelBytes: z.number().optional(),
  slabBytes: z.number().optional(),
  shmemBytes: z.number().optional(),
  inactiveFileBytes: z.number().optional(),
  pageFaultsPerSecond: z.number().optional(),
  majorFaultsPerSecond: z.number().optional(),
  /** Since the cgroup was made. */
  memoryHighEvents: z.number().optional(),
  memoryMaxEvents: z.number().optional(),
  oomEvents: z.number().optional(),
  oomKills: z.number().optional(),
  readBytesPerSecond: z.number().optional(),
  writeBytesPerSecond: z.number().optional(),
  readOpsPerSecond: z.number().optional(),
  writeOpsPerSecond: z.number().optional(),
  readBytes: z.number().optional(),
  writeBytes: z.number().optional(),
  rxBytesPerSecond: z.number().optional(),
  txBytesPerSecond: z.number().optional(),
  rxBytes: z.number().optional(),
  txBytes: z.number().optional(),
  pids: z.number().optional(),
  /** Share of the interval in which some, or all, tasks waited. */
  cpuPressure: z.number().optional(),
  memoryPressure: z.number().optional(),
  memoryPressureFull: z.number().optional(),
  ioPressure: z.number().optional(),
  ioPressureFull: z.number().optional(),
});
export type ContainerSample = z.output<typeof containerSample>;

/** What seldom changes about a container that is read: sent first and whenever it changes. */
export const containerProfile = z.object({
  id: z.string(),
  source: statsSource,
  /** The limits that really hold, for the line in a chart; absent where the source does not tell. */
  bounds: z.object({
    cpuCores: bindingLimit.optional(),
    memoryBytes: bindingLimit.optional(),
    swapBytes: bindingLimit.optional(),
    pids: bindingLimit.optional(),
  }),
  /** What the container's own cgroup says; absent with the engine as source. */
  limits: resourceLimits.optional(),
  /** Fields of the sample that this source cannot fill, with the reason. */
  absent: z.record(z.string(), missingReason),
});
export type ContainerProfile = z.output<typeof containerProfile>;

/** The machine that Estiba runs on, when the engine is on it. */
export const hostSample = z.object({
  cpus: z.number().optional(),
  /** Used by everything on the machine. */
  cpuCores: z.number().optional(),
  memoryBytes: z.number().optional(),
  memoryAvailableBytes: z.number().optional(),
  swapBytes: z.number().optional(),
  swapFreeBytes: z.number().optional(),
});
export type HostSample = z.output<typeof hostSample>;

/** Sums over all running containers of the engine, with the newest sample of each (at most 5 s old). */
export const statsTotals = z.object({
  containers: z.number(),
  cpuCores: z.number(),
  memoryBytes: z.number(),
  readBytesPerSecond: z.number(),
  writeBytesPerSecond: z.number(),
  rxBytesPerSecond: z.number(),
  txBytesPerSecond: z.number(),
  pids: z.number(),
});
export type StatsTotals = z.output<typeof statsTotals>;

export const statsBatch = z.object({
  at: timestamp,
  samples: z.array(containerSample),
  profiles: z.array(containerProfile),
  /** Containers of earlier samples that do not run any more. */
  ended: z.array(z.string()),
  totals: statsTotals,
  /** Absent for an engine on another machine. */
  host: hostSample.optional(),
  /** True after the machine slept or Estiba was stopped: charts show a gap. */
  resumed: z.boolean(),
});
export type StatsBatch = z.output<typeof statsBatch>;

/** One value per point; `null` where it was not known. */
const series = z.array(z.number().nullable());

/** What is kept: one point every 5 s for an hour, averages over those 5 s. All series are as long as `at`. */
export const statsHistory = z.object({
  id: z.string(),
  at: z.array(timestamp),
  cpuCores: series,
  throttledShare: series,
  memoryBytes: series,
  anonBytes: series,
  fileBytes: series,
  kernelBytes: series,
  swapBytes: series,
  readBytesPerSecond: series,
  writeBytesPerSecond: series,
  rxBytesPerSecond: series,
  txBytesPerSecond: series,
  pids: series,
  cpuPressure: series,
  memoryPressure: series,
  ioPressure: series,
  oomKills: series,
});
export type StatsHistory = z.output<typeof statsHistory>;

/** One number as Estiba and as the engine's API has it. */
export const verifyRow = z.object({
  metric: z.string(),
  unit: z.enum(['us', 'bytes', 'count', 'cores']),
  ours: z.union([
    z.object({ value: limit, from: z.string() }),
    z.object({ missing: missingReason, from: z.string().optional() }),
  ]),
  engine: z.union([
    z.object({ value: limit, from: z.string() }),
    z.object({ missing: missingReason, from: z.string().optional() }),
  ]),
});
export type VerifyRow = z.output<typeof verifyRow>;

export const statsVerification = z.object({
  source: statsSource,
  at: timestamp,
  /** Between the engine's answer and the reading of the files. */
  apartMs: z.number(),
  rows: z.array(verifyRow),
  /** The files as they were read. */
  files: z.array(z.object({ path: z.string(), text: z.string() })),
  /** The engine's answer as it came. */
  engineAnswer: z.unknown(),
});
export type StatsVerification = z.output<typeof statsVerification>;

const containerScope = z.object({ engineId, id: objectName });

export const statsContract = {
  /**
   * One batch per second, for as long as it is watched. `ids` are the containers to be seen now (default: all that
   * run); others are counted in the totals with their newest sample.
   */
  watch: oc
    .input(engineScope.extend({ ids: z.array(objectName).max(1000).optional() }))
    .output(eventIterator(statsBatch)),
  /** What was kept of these containers; one that is not known is left out. */
  history: oc
    .input(z.object({ engineId, ids: z.array(objectName).min(1).max(200) }))
    .output(z.array(statsHistory)),
  /** Which cgroup on the way to the root binds. `failed_precondition` when the cgroup cannot be read. */
  effectiveLimits: oc.input(containerScope).output(effectiveLimits),
  /** Our values, the engine's and the raw files side by side. `failed_precondition` when it does not run. */
  verify: oc.input(containerScope).output(statsVerification),
};
