import { implement } from '@orpc/server';
import { type AppInfo, appContract } from '../../../../common/contract/app';
import type { EngineRegistry } from '../../engine/engine-connection';
import type { Clock, Logger } from '../../platform/platform';
import { watchMeter } from './meter';

export interface AppFeatureOptions {
  readonly info: AppInfo;
  readonly engines: Pick<EngineRegistry, 'load'>;
  readonly clock: Clock;
  readonly logger: Logger;
}

/** The procedures of `contract.app`. */
export function createAppFeature(options: AppFeatureOptions) {
  const { info, engines, clock } = options;
  const logger = options.logger.child('interface');
  const os = implement(appContract);
  return os.router({
    info: os.info.handler(() => info),
    meter: os.meter.handler(({ signal }) =>
      watchMeter({ load: () => engines.load(), now: () => clock.now() }, signal),
    ),
    reportError: os.reportError.handler(({ input: { message, stack, where } }) => ({
      errorId: logger.error(message, undefined, { where, ...(stack === undefined ? {} : { stack }) }),
    })),
  });
}
