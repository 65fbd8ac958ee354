import { oc } from '@orpc/contract';
import { z } from 'zod';
import { byteCount, engineId, objectName } from './shared';

export const restartPolicyName = z.enum(['no', 'on-failure', 'always', 'unless-stopped']);
export type RestartPolicyName = z.output<typeof restartPolicyName>;

/** What a container may use. Absent means no limit, or the kernel's default weight. */
export const limitValues = z.object({
  /** Cores. */
  cpus: z.number().positive().max(100_000).optional(),
  memoryBytes: byteCount.optional(),
  /** What the kernel tries to leave it when memory is short. */
  reservationBytes: byteCount.optional(),
  /** Memory and swap together; -1: swap without a limit. */
  memorySwapBytes: z.number().min(-1).optional(),
  pids: z.number().int().positive().optional(),
  /** cpu.shares, 2 to 262,144; the kernel's default is 1,024. */
  cpuShares: z.number().int().optional(),
  /** 10 to 1,000. */
  blkioWeight: z.number().int().optional(),
  /** `0-1,3`. */
  cpuset: z.string().max(512).optional(),
  restart: z.object({ name: restartPolicyName, maximumRetryCount: z.number().int().min(0) }),
});
export type LimitValues = z.output<typeof limitValues>;

/** What a change has to be checked against. */
export const limitContext = z.object({
  running: z.boolean(),
  /** Removed by the engine when it ends; such a container can have no restart policy. */
  autoRemove: z.boolean(),
  /** Cores and bytes of the engine's machine. */
  hostCpus: z.number().optional(),
  hostMemoryBytes: byteCount.optional(),
  cgroupVersion: z.enum(['1', '2']).optional(),
  /** Present use, from its cgroup; absent when it does not run or cannot be read from here. */
  memoryBytes: byteCount.optional(),
  /** Of that, what the kernel can drop at once: files that nobody uses. */
  inactiveFileBytes: byteCount.optional(),
  swapBytes: byteCount.optional(),
  pids: z.number().optional(),
});
export type LimitContext = z.output<typeof limitContext>;

export const containerLimits = z.object({
  id: z.string(),
  name: z.string(),
  values: limitValues,
  context: limitContext,
  /** False: the engine has no update (Podman before 5.4). */
  canUpdate: z.boolean(),
});
export type ContainerLimits = z.output<typeof containerLimits>;

export const limitUpdate = z.object({
  /** The engine's own words about what it did not do. */
  warnings: z.array(z.string()),
  /** For undo: update with these. */
  before: limitValues,
  after: limitValues,
});
export type LimitUpdate = z.output<typeof limitUpdate>;

const scope = z.object({ engineId, id: objectName });

export const limitsContract = {
  get: oc.input(scope).output(containerLimits),
  /**
   * Makes these the container's limits, live when it runs. Only what differs from the present values is sent. The engine
   * cannot take a limit away: what is absent becomes all that the machine has. `invalid_argument` for values that the
   * checks refuse, `not_implemented` for an engine without update; otherwise the engine's refusal in its own words.
   */
  update: oc.input(scope.extend({ values: limitValues })).output(limitUpdate),
};
