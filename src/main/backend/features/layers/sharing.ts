import type { Sharing } from '../../../../common/contract/layer-findings';
import { isAppError } from '../../../../common/errors';
import { measureDiskUsage } from '../../engine/disk-usage/disk-usage-meter';
import type { EngineConnection } from '../../engine/engine-connection';
import { type ImageRecord, imageRecords, knownReferences } from '../../engine/records/image-record';
import { chainIds } from '../../layers/chain-id';
import { inspectEngineImage } from '../../layers/source/engine-image';
import { raceAbort } from '../../platform/abort';
import { layerSizes } from './layer-sizes';

/** Milliseconds for which a measurement of the disk is good enough. */
const maxAgeMs = 30_000;
/** Images that are inspected at the same time. */
const width = 8;

/** What never changes of an image. */
interface Stack {
  readonly diffIds: readonly string[];
  readonly chain: readonly string[];
  /** By layer; undefined where the history leaves it open. */
  readonly bytes: readonly (number | undefined)[];
}

interface LayerRow {
  readonly chainId: string;
  readonly diffId: string;
  bytes: number | undefined;
  images: number;
}

/** By image id: an id names the same layers for ever. */
const known = new WeakMap<EngineConnection, Map<string, Stack>>();

/**
 * All local images of an engine and the layers that they have in common. Sizes are those that the engine gives: an
 * image's shared and unique bytes as in `docker system df -v`, the total as in `docker system df`; where an engine does
 * not compute them (Podman's total) they are summed up from the layers, each once.
 * @throws AppError unavailable, canceled
 */
export async function readSharing(connection: EngineConnection, signal: AbortSignal): Promise<Sharing> {
  const [usage, listed] = await Promise.all([
    raceAbort(measureDiskUsage(connection, maxAgeMs), signal),
    connection.api.json({ path: '/images/json', signal }, imageRecords),
  ]);
  const images = mergeById(listed);
  const stacks = await readStacks(connection, images, signal);
  const rows = toRows(images.flatMap(({ Id }) => stacks.get(Id) ?? []));
  const shared = new Map(usage.imageSizes.map(({ id, sharedBytes }) => [id, sharedBytes]));
  const layers = [...rows.values()];
  const isDocker = connection.requireInfo().product === 'docker';
  return {
    images: images.flatMap((image) => {
      const stack = stacks.get(image.Id);
      return stack ? [toSharingImage(image, stack, rows, shared.get(image.Id))] : [];
    }),
    layers,
    totalBytes: isDocker ? usage.images.sizeBytes : sum(layers.map(({ bytes }) => bytes ?? 0)),
  };
}

/** Podman gives an image once per name in some versions. */
function mergeById(records: readonly ImageRecord[]): readonly ImageRecord[] {
  const merged = new Map<string, ImageRecord>();
  for (const record of records) {
    const other = merged.get(record.Id);
    const tags = new Set([...(other?.RepoTags ?? []), ...record.RepoTags]);
    merged.set(record.Id, { ...record, RepoTags: [...tags] });
  }
  return [...merged.values()];
}

async function readStacks(
  connection: EngineConnection,
  images: readonly ImageRecord[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, Stack>> {
  const cache = known.get(connection) ?? new Map<string, Stack>();
  const stacks = new Map<string, Stack>();
  const waiting = [...images];
  const work = async (): Promise<void> => {
    for (let image = waiting.pop(); image; image = waiting.pop()) {
      const stack = cache.get(image.Id) ?? (await readStack(connection, image.Id, signal));
      if (stack) stacks.set(image.Id, stack);
    }
  };
  await Promise.all(Array.from({ length: width }, work));
  // Only what is still there: an engine that builds all day has new images all day.
  known.set(connection, new Map(stacks));
  return stacks;
}

/** Undefined for an image that was removed meanwhile. */
async function readStack(
  { api }: EngineConnection,
  id: string,
  signal: AbortSignal,
): Promise<Stack | undefined> {
  const image = await inspectEngineImage(api, id, signal).catch((thrown: unknown) => {
    if (isAppError(thrown) && thrown.code === 'not_found') return undefined;
    throw thrown;
  });
  if (!image) return undefined;
  const diffIds = image.description.layers.map(({ diffId }) => diffId);
  return { diffIds, chain: chainIds(diffIds), bytes: layerSizes(image.steps, diffIds.length) };
}

function toRows(stacks: readonly Stack[]): ReadonlyMap<string, LayerRow & { readonly row: number }> {
  const rows = new Map<string, LayerRow & { readonly row: number }>();
  for (const { diffIds, chain, bytes } of stacks) {
    chain.forEach((chainId, layer) => {
      const known = rows.get(chainId);
      const size = bytes[layer];
      if (known) {
        known.images += 1;
        known.bytes ??= size;
      } else
        rows.set(chainId, { row: rows.size, chainId, diffId: diffIds[layer] ?? '', bytes: size, images: 1 });
    });
  }
  return rows;
}

function toSharingImage(
  { Id, RepoTags, Size }: ImageRecord,
  { chain }: Stack,
  rows: ReadonlyMap<string, LayerRow & { readonly row: number }>,
  engineShared: number | undefined,
): Sharing['images'][number] {
  const own = chain.flatMap((chainId) => rows.get(chainId) ?? []);
  const sizeBytes = Size ?? sum(own.map(({ bytes }) => bytes ?? 0));
  const counted = sum(own.map(({ bytes, images }) => (images > 1 ? (bytes ?? 0) : 0)));
  const sharedBytes = Math.min(sizeBytes, engineShared ?? counted);
  return {
    id: Id,
    tags: knownReferences(RepoTags),
    sizeBytes,
    sharedBytes,
    uniqueBytes: sizeBytes - sharedBytes,
    layers: own.map(({ row }) => row),
  };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
