import { z } from 'zod';
import type { EngineApi } from '../engine/engine-api';
import { enginePath } from '../engine/engine-path';
import { optionalSize } from '../engine/records/tolerant-schema';
import { LayerBuilder } from '../layers/index/layer-builder';
import type { TarEntry } from '../layers/tar/tar-entry';
import { type PathStat, statPath } from './archive-stat';
import { bareEntry } from './entry-of-stats';

/** Each size is a request of its own: so many are asked for, and the rest stays unknown. */
export const maxMeasured = 1000;
const requestsAtOnce = 8;
/** The engine walks the layers: seconds for a hundred thousand files. */
const walkTimeout = 5 * 60_000;

const changeRecords = z
  .array(z.object({ Path: z.string(), Kind: z.number() }))
  .nullish()
  .transform((value) => value ?? []);
export type ChangeRecord = { readonly Path: string; readonly Kind: number };
const kinds = { changed: 0, added: 1, removed: 2 };

export interface ApiChanges {
  readonly image: LayerBuilder;
  readonly written: LayerBuilder;
  /** Bytes that the container wrote, as the engine counts them. */
  readonly writtenBytes: number | undefined;
  /** Files whose size is not known. */
  readonly unmeasured: number;
}

const sizeRecord = z.object({ SizeRw: optionalSize, SizeRootFs: optionalSize });

/** What an engine tells of a container's changes, where its folders cannot be read. */
export async function readApiChanges(api: EngineApi, id: string, signal: AbortSignal): Promise<ApiChanges> {
  const path = enginePath`/containers/${id}/changes`;
  const options = { signal, timeoutMs: walkTimeout };
  const [changes, sizes] = await Promise.all([
    api.json({ path, ...options }, changeRecords),
    api.json({ path: enginePath`/containers/${id}/json`, query: { size: true }, ...options }, sizeRecord),
  ]);
  const folders = foldersOf(changes);
  const files = changes.filter(({ Kind, Path }) => Kind !== kinds.removed && !folders.has(Path));
  const stats = files.length > maxMeasured ? new Map() : await measure(api, id, files, signal);
  const writtenBytes = sizes.SizeRw ?? (sizes.SizeRootFs === undefined ? undefined : 0);
  return { ...buildLayers(changes, folders, stats), writtenBytes, unmeasured: files.length - stats.size };
}

/** What has something in it is a folder; of the others nobody knows before they are asked for. */
function foldersOf(changes: readonly ChangeRecord[]): ReadonlySet<string> {
  const folders = new Set<string>();
  for (const { Path } of changes) {
    for (let at = Path.lastIndexOf('/'); at > 0; at = Path.lastIndexOf('/', at - 1)) {
      const folder = Path.slice(0, at);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
}

async function measure(
  api: EngineApi,
  id: string,
  files: readonly ChangeRecord[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, PathStat>> {
  const stats = new Map<string, PathStat>();
  const waiting = files.values();
  const work = async (): Promise<void> => {
    for (const { Path } of waiting) {
      const stat = await statPath(api, id, Path, signal).catch(() => undefined);
      signal.throwIfAborted();
      if (stat) stats.set(Path, stat);
    }
  };
  await Promise.all(Array.from({ length: requestsAtOnce }, work));
  return stats;
}

/** The two layers that such changes come from, as far as they are known. */
export function buildLayers(
  changes: readonly ChangeRecord[],
  folders: ReadonlySet<string>,
  stats: ReadonlyMap<string, PathStat>,
): { readonly image: LayerBuilder; readonly written: LayerBuilder } {
  const image = new LayerBuilder();
  const written = new LayerBuilder();
  for (const { Path, Kind } of changes) {
    const name = Buffer.from(Path);
    const stat = stats.get(Path);
    const kind = folders.has(Path) ? 'directory' : (stat?.kind ?? 'file');
    if (Kind === kinds.removed) {
      image.add(bareEntry(name, kind));
      const cut = Path.lastIndexOf('/') + 1;
      written.add(bareEntry(Buffer.from(`${Path.slice(0, cut)}.wh.${Path.slice(cut)}`), 'file'));
      continue;
    }
    if (kind === 'other') continue;
    // The engine lists every folder on the way as changed; whether its owner or mode did it does not say.
    if (Kind === kinds.changed) image.add(bareEntry(name, kind, kind === 'directory' ? 0 : Number.NaN));
    written.add(kind === 'directory' ? bareEntry(name, kind, 0) : statEntry(name, stat));
  }
  return { image, written };
}

function statEntry(name: Buffer, stat: PathStat | undefined): TarEntry {
  if (!stat) return bareEntry(name, 'file');
  const size = stat.kind === 'file' ? stat.size : 0;
  return {
    ...bareEntry(name, stat.kind, (stat.modifiedAt ?? 0) / 1000),
    size,
    bodyBytes: size,
    mode: stat.mode,
    linkName: stat.kind === 'symlink' ? Buffer.from(stat.linkTarget ?? '') : undefined,
  };
}
