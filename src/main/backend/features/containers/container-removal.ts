import type { ContainerRemovalPreview } from '../../../../common/contract/containers';
import type { EngineConnection } from '../../engine/engine-connection';
import { type ContainerRecord, containerName, containerRecords } from '../../engine/records/container-record';
import type { NamedObject } from '../../engine/records/object-resolver';
import { isAnonymousVolume } from '../../engine/records/volume-record';
import { parseContainerState } from './container-status';

/** The engine walks the writable layers: slow with many files. */
const sizeTimeout = 5 * 60_000;

/** What would be lost with these containers; those that the engine does not know are left out. */
export async function previewContainerRemoval(
  connection: EngineConnection,
  subjects: readonly NamedObject[],
  signal?: AbortSignal,
): Promise<ContainerRemovalPreview[]> {
  const ids = subjects.map((subject) => subject.id);
  const records = await connection.api.json(
    {
      path: '/containers/json',
      query: { all: true, size: true, filters: { id: ids } },
      signal,
      timeoutMs: sizeTimeout,
    },
    containerRecords,
  );
  const byId = new Map(records.map((record) => [record.Id, record]));
  return ids.flatMap((id) => {
    const record = byId.get(id);
    return record ? [normalizeRemovalPreview(record)] : [];
  });
}

/** From a record that was listed with `size=1`. */
export function normalizeRemovalPreview(record: ContainerRecord): ContainerRemovalPreview {
  const writableBytes = writableSize(record);
  const names = record.Mounts.flatMap((mount) => (mount.Name ? [mount.Name] : []));
  return {
    id: record.Id,
    name: containerName(record),
    state: parseContainerState(record.State),
    ...(writableBytes === undefined ? {} : { writableBytes }),
    anonymousVolumes: names.filter((name) => isAnonymousVolume(name)),
  };
}

/** Docker leaves out a SizeRw of 0; then the size of the whole root file system says that sizes were computed. */
function writableSize(record: ContainerRecord): number | undefined {
  return record.SizeRw ?? (record.SizeRootFs === undefined ? undefined : 0);
}
