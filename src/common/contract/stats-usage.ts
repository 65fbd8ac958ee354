import { z } from 'zod';
import { timestamp } from './shared';

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

export function measured<Value extends z.ZodType>(value: Value) {
  return z.union([
    z.object({ value, from: z.string() }),
    z.object({ missing: missingReason, from: z.string().optional() }),
  ]);
}

/** As the kernel writes it: a number, or `max` for none. */
export const limit = z.union([z.number(), z.literal('max')]);
export type Limit = z.output<typeof limit>;

export const count = measured(z.number());
export const measuredLimit = measured(limit);

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
