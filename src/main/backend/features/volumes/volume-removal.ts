import type { VolumeRemovalPreview } from '../../../../common/contract/volumes';
import { measureDiskUsage } from '../../engine/disk-usage/disk-usage-meter';
import type { EngineConnection } from '../../engine/engine-connection';
import { listContainerUsers } from '../../engine/records/container-users';

/** Milliseconds: a preview is read before it is confirmed. */
const previewAge = 60_000;

/** What would be lost with these volumes, and which containers stop the engine from removing them. */
export async function previewVolumeRemoval(
  connection: EngineConnection,
  names: readonly string[],
  signal?: AbortSignal,
): Promise<VolumeRemovalPreview[]> {
  const [containers, usage] = await Promise.all([
    listContainerUsers(connection.api, signal),
    measureDiskUsage(connection, previewAge),
  ]);
  const sizes = new Map(usage.volumeSizes.map(({ name, sizeBytes }) => [name, sizeBytes]));
  return names.map((name) => {
    const sizeBytes = sizes.get(name);
    return {
      name,
      ...(sizeBytes === undefined ? {} : { sizeBytes }),
      usedBy: containers
        .filter(({ volumes }) => volumes.includes(name))
        .map(({ id, name: containerName, running }) => ({ id, name: containerName, running })),
    };
  });
}
