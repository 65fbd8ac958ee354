import { z } from 'zod';
import { timestamp } from './shared';
import { bindingLimit, resourceLimits } from './stats-limits';
import { missingReason } from './stats-usage';

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
  memoryCurrentBytes: series,
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
