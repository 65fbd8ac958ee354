import { implement } from '@orpc/server';
import { limitsContract } from '../../../../common/contract/limits';
import type { CgroupFiles } from '../../cgroup/cgroup-files';
import type { Clocks } from '../../cgroup/usage-reader';
import type { EngineRegistry } from '../../engine/engine-connection';
import { type LimitsTarget, readContainerLimits, updateContainerLimits } from './limits-service';

export interface LimitsFeatureOptions {
  readonly engines: EngineRegistry;
  readonly files: CgroupFiles;
  readonly clocks: Clocks;
}

/** The procedures of `contract.limits`. */
export function createLimitsFeature({ engines, files, clocks }: LimitsFeatureOptions) {
  const os = implement(limitsContract);
  const target = (
    { engineId, id }: { readonly engineId: string; readonly id: string },
    signal: AbortSignal | undefined,
  ): LimitsTarget => ({ connection: engines.get(engineId), files, clocks, id, signal });
  return os.router({
    get: os.get.handler(({ input, signal }) => readContainerLimits(target(input, signal))),
    update: os.update.handler(({ input, signal }) =>
      updateContainerLimits(target(input, signal), input.values),
    ),
  });
}
