import { measureDiskUsage, recentDiskUsage } from '../../engine/disk-usage/disk-usage-meter';
import { uniqueBytes } from '../../engine/disk-usage/normalize-disk-usage';
import type { EngineConnection } from '../../engine/engine-connection';
import { imageRecords } from '../../engine/records/image-record';

/** Bytes that an image shares with no other, by image id. */
export type UniqueSizes = ReadonlyMap<string, number>;

/** Milliseconds: a preview is read before it is confirmed. */
const previewAge = 60_000;
const removalAge = 10 * 60_000;
const sharedSizeTimeout = 5 * 60_000;

/** For a preview: measured now, or less than a minute ago. */
export async function measureUniqueSizes(
  connection: EngineConnection,
  signal?: AbortSignal,
): Promise<UniqueSizes> {
  if (connection.requireInfo().capabilities.imageSharedSize) return listUniqueSizes(connection, signal);
  return toSizes((await measureDiskUsage(connection, previewAge)).imageSizes);
}

/** For the sum of what a removal freed: only what costs nothing, else what was measured lately. */
export async function knownUniqueSizes(
  connection: EngineConnection,
  signal: AbortSignal,
): Promise<UniqueSizes> {
  if (connection.requireInfo().capabilities.imageSharedSize) return listUniqueSizes(connection, signal);
  return toSizes(recentDiskUsage(connection, removalAge)?.imageSizes ?? []);
}

async function listUniqueSizes(connection: EngineConnection, signal?: AbortSignal): Promise<UniqueSizes> {
  const records = await connection.api.json(
    { path: '/images/json', query: { 'shared-size': true }, signal, timeoutMs: sharedSizeTimeout },
    imageRecords,
  );
  return toSizes(
    records.map(({ Id, Size, SharedSize }) => ({ id: Id, uniqueBytes: uniqueBytes(Size, SharedSize) })),
  );
}

function toSizes(
  sizes: readonly { readonly id: string; readonly uniqueBytes?: number | undefined }[],
): UniqueSizes {
  return new Map(
    sizes.flatMap(({ id, uniqueBytes: bytes }) => (bytes === undefined ? [] : [[id, bytes] as const])),
  );
}
