import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { engineId, engineScope, objectName, timestamp } from './shared';
import { effectiveLimits } from './stats-limits';
import { statsBatch, statsHistory, statsSource } from './stats-samples';
import { limit, missingReason } from './stats-usage';

export * from './stats-limits';
export * from './stats-samples';
export * from './stats-usage';

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
