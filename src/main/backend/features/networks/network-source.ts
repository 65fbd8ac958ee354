import type { NetworkSummary } from '../../../../common/contract/networks';
import type { EngineConnection } from '../../engine/engine-connection';
import type { ResourceSource } from '../../engine/resource-list/resource-source';
import { networkRecords } from './network-record';
import { normalizeNetwork } from './network-summary';

/** How networks are listed. */
export const networkSource: ResourceSource<NetworkSummary> = {
  resource: 'networks',
  keyOf: (network) => network.id,
  listAll: (connection, signal) => list(connection, signal),
  listSome: (connection, ids, signal) => list(connection, signal, { id: ids }),
};

async function list(
  connection: EngineConnection,
  signal: AbortSignal,
  filters?: Readonly<Record<string, readonly string[]>>,
): Promise<readonly NetworkSummary[]> {
  const records = await connection.api.json(
    { path: '/networks', query: { filters }, signal },
    networkRecords,
  );
  return records.map(normalizeNetwork);
}
