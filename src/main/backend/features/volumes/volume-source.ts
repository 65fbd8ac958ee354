import type { VolumeSummary } from '../../../../common/contract/volumes';
import type { EngineConnection } from '../../engine/engine-connection';
import { volumeList } from '../../engine/records/volume-record';
import type { ResourceSource } from '../../engine/resource-list/resource-source';
import { normalizeVolume } from './volume-summary';

/** How volumes are listed. Their id is their name; the engine's name filter also finds longer names. */
export const volumeSource: ResourceSource<VolumeSummary> = {
  resource: 'volumes',
  keyOf: (volume) => volume.name,
  listAll: (connection, signal) => list(connection, signal),
  listSome: (connection, names, signal) => list(connection, signal, { name: names }),
};

async function list(
  connection: EngineConnection,
  signal: AbortSignal,
  filters?: Readonly<Record<string, readonly string[]>>,
): Promise<readonly VolumeSummary[]> {
  const answer = await connection.api.json({ path: '/volumes', query: { filters }, signal }, volumeList);
  return answer.Volumes.map(normalizeVolume);
}
