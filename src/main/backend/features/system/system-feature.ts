import { implement } from '@orpc/server';
import { systemContract } from '../../../../common/contract/system';
import { measureDiskUsage } from '../../engine/disk-usage/disk-usage-meter';
import type { EngineRegistry } from '../../engine/engine-connection';

export interface SystemFeatureOptions {
  readonly engines: EngineRegistry;
}

/** The procedures of `contract.system`. */
export function createSystemFeature({ engines }: SystemFeatureOptions) {
  const os = implement(systemContract);
  return os.router({
    diskUsage: os.diskUsage.handler(({ input }) =>
      measureDiskUsage(engines.get(input.engineId), input.maxAgeSeconds * 1000),
    ),
  });
}
