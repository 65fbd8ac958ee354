import type { ContainerRemovalPreview } from '../../../../common/contract/containers';
import type { EngineConnection } from '../../engine/engine-connection';
import { type ContainerRecord, containerName, containerRecords } from '../../engine/records/container-record';
import type { NamedObject } from '../../engine/records/object-resolver';
import { isAnonymousVolume } from '../../engine/records/volume-record';
import { parseContainerState } from './container-status';

/** The engine walks the writable layers: slow with many files. */
const sizeTimeout = 5 * 60_000;

/** Ids travel in the request line, of which servers take 8 to 16 KiB: 80 of 64 digits, and quotes, are 6 KiB. */
const mostIdsPerRequest = 80;

/** What would be lost with these containers; those that the engine does not know are left out. */
export async function previewContainerRemoval(
  connection: EngineConnection,
  subjects: readonly NamedObject[],
  signal?: AbortSignal,
): Promise<ContainerRemovalPreview[]> {
  const ids = subjects.map((subject) => subject.id);
  const byId = new Map<string, ContainerRecord>();
  for (let at = 0; at < ids.length; at += mostIdsPerRequest) {
    const records = await listWithSizes(connection, ids.slice(at, at + mostIdsPerRequest), signal);
    for (const record of records) byId.set(record.Id, record);
  }
  return ids.flatMap((id) => {
    const record = byId.get(id);
    return record ? [normalizeRemovalPreview(record)] : [];
  });
}

async function listWithSizes(
  connection: EngineConnection,
  ids: readonly string[],
  signal: AbortSignal | undefined,
): Promise<ContainerRecord[]> {
  const query = { all: true, size: true, filters: { id: ids } };
  return await connection.api.json(
    { path: '/containers/json', query, signal, timeoutMs: sizeTimeout },
    containerRecords,
  );
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
