import { implement } from '@orpc/server';
import { statsContract } from '../../../../common/contract/stats';
import { AppError } from '../../../../common/errors';
import { readEffectiveLimits } from '../../cgroup/effective-limits';
import { locateCgroup } from '../../cgroup/locate';
import type { EngineRegistry } from '../../engine/engine-connection';
import { inspectForStats } from './stats-inspect-record';
import type { StatsService } from './stats-service';
import { verifyStats } from './verify';

export interface StatsFeatureOptions {
  readonly engines: EngineRegistry;
  readonly stats: StatsService;
}

/** The procedures of `contract.stats`. */
export function createStatsFeature({ engines, stats }: StatsFeatureOptions) {
  const os = implement(statsContract);
  return os.router({
    watch: os.watch.handler(({ input, signal = new AbortController().signal }) =>
      stats.of(input.engineId).watch(input.ids, signal),
    ),
    history: os.history.handler(({ input }) => stats.of(input.engineId).history(input.ids)),
    effectiveLimits: os.effectiveLimits.handler(async ({ input, signal }) => {
      const container = await inspectForStats(engines.get(input.engineId), input.id, signal);
      const { pid, id, asked } = container;
      if (pid === undefined) throw new AppError('failed_precondition', 'The container does not run.');
      const located = locateCgroup({ files: stats.files, pid, containerId: id });
      if (located.kind === 'found') return readEffectiveLimits(stats.files, located.location, asked);
      throw new AppError('failed_precondition', 'The cgroup of the container cannot be read from here.', {
        details: { reason: located.reason },
      });
    }),
    verify: os.verify.handler(({ input, signal }) =>
      verifyStats({
        connection: engines.get(input.engineId),
        files: stats.files,
        clocks: stats.clocks,
        id: input.id,
        signal,
      }),
    ),
  });
}
