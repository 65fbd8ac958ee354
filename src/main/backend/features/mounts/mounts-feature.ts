import { implement } from '@orpc/server';
import { mountsContract } from '../../../../common/contract/mounts';
import { type KernelViewOptions, kernelViewOf } from '../../proc/local-container';
import { lookAtMounts } from './look-at-mounts';

export interface MountsFeatureOptions extends KernelViewOptions {
  readonly now: () => number;
}

/** The procedures of `contract.mounts`. */
export function createMountsFeature(options: MountsFeatureOptions) {
  const os = implement(mountsContract);
  return os.router({
    look: os.look.handler(({ input, signal }) =>
      lookAtMounts({
        connection: options.engines.get(input.engineId),
        view: kernelViewOf(options, input.engineId),
        now: options.now,
        ...{ id: input.id, filter: input.filter, signal },
      }),
    ),
  });
}
