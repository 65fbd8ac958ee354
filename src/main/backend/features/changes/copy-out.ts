import type { TransferTicket } from '../../../../common/contract/shared';
import type { EngineApi } from '../../engine/engine-api';
import type { TransferDeps } from '../../transfers/transfer-job';
import { startPathDownload } from '../../writable/copy-out';
import { enginePathOf, namesOfNode } from './change-contents';
import type { Measurement } from './measurements';

/** @throws AppError not_found, failed_precondition for a name that the engine does not take */
export function startCopyOut(
  deps: TransferDeps,
  api: EngineApi,
  measurement: Measurement,
  node: number,
): TransferTicket {
  const path = enginePathOf(namesOfNode(measurement, node));
  const { engineId, changes } = measurement;
  return startPathDownload(deps, api, { engineId, id: changes.record.Id, path });
}
