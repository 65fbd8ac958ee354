import { implement } from '@orpc/server';
import { logsContract } from '../../../../common/contract/logs';
import type { EngineRegistry } from '../../engine/engine-connection';
import type { TransferDeps } from '../../transfers/transfer-job';
import { readEarlier } from './earlier-lines';
import { followLog } from './follow-log';
import { startLogsSave } from './save-logs';

export interface LogsFeatureOptions extends TransferDeps {
  readonly engines: EngineRegistry;
}

/** The procedures of `contract.logs`. */
export function createLogsFeature({ engines, jobs, transfers }: LogsFeatureOptions) {
  const os = implement(logsContract);
  return os.router({
    watch: os.watch.handler(({ input, signal = new AbortController().signal }) =>
      followLog({ ...input, connection: engines.get(input.engineId), signal }),
    ),
    earlier: os.earlier.handler(({ input, signal }) =>
      readEarlier({ ...input, connection: engines.get(input.engineId), signal }),
    ),
    save: os.save.handler(({ input }) =>
      startLogsSave({ jobs, transfers }, engines.get(input.engineId), input),
    ),
  });
}
