import type { EngineApi } from '../engine-api';
import { containerName, containerRecords, isRunning } from './container-record';

/** A container that uses an image, a volume or a network. */
export interface ContainerUser {
  readonly id: string;
  readonly name: string;
  readonly running: boolean;
  readonly imageId: string;
  /** Names of its volumes. */
  readonly volumes: readonly string[];
  /** Ids of its networks; of a stopped container those that the engine still knows. */
  readonly networkIds: readonly string[];
  readonly networkNames: readonly string[];
}

/** All containers with what they use. One request, whatever the number of objects asked about. */
export async function listContainerUsers(
  api: EngineApi,
  signal?: AbortSignal,
): Promise<readonly ContainerUser[]> {
  const records = await api.json(
    { path: '/containers/json', query: { all: true }, signal },
    containerRecords,
  );
  return records.map((record) => {
    const networks = Object.entries(record.NetworkSettings.Networks);
    return {
      id: record.Id,
      name: containerName(record),
      running: isRunning(record.State),
      imageId: record.ImageID,
      volumes: record.Mounts.flatMap((mount) => (mount.Name ? [mount.Name] : [])),
      networkIds: networks.flatMap(([, endpoint]) => (endpoint?.NetworkID ? [endpoint.NetworkID] : [])),
      networkNames: networks.map(([name]) => name),
    };
  });
}
