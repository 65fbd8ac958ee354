import type { Stats } from 'node:fs';
import type { FileEntry, FileList } from '../../../../common/contract/files';
import { maxEntries } from '../../../../common/contract/files';
import type { PathMark } from '../../../../common/contract/layer-tree';
import { formatName } from '../../layers/index/tar-path';
import { Pacer } from '../../layers/pacer';
import type { TarEntry } from '../../layers/tar/tar-entry';
import { TarParser } from '../../layers/tar/tar-parser';
import { openArchive } from '../../writable/archive-files';
import { type OverlayPlace, withFolders } from '../../writable/container-place';
import { findBelow, type Lowers } from '../../writable/overlay-lowers';
import { type ResolvedFolder, resolveFolder, splitPath } from '../../writable/resolve-folder';
import { decodePath, encodePath, type FilesTarget, findRoots, type Roots, withFolder } from './file-roots';
import { pathText } from './path-text';

/** An archive has all contents: so much of it is read for a list, or for so long. */
const maxArchiveBytes = 64 * 1024 * 1024;
const maxArchiveMs = 4000;

/** See `files.list`. */
export async function listFolder(target: FilesTarget, path: string): Promise<FileList> {
  const roots = await findRoots(target);
  const names = splitPath(decodePath(path));
  if (roots.source === 'archive') return listArchive(target, roots, names);
  return withFolder(target, roots, names, async (folder) => {
    const { entries, truncated } = await readEntries(folder, target.signal);
    const marks = await readMarks(roots, folder.names, entries);
    const marked = entries.map(({ raw, entry }) => ({ ...entry, ...marks.get(raw) }));
    const { source } = roots;
    return {
      source,
      path: pathText(folder.names),
      folder: encodePath(folder.names),
      entries: marked,
      truncated,
    };
  });
}

interface RawEntry {
  readonly raw: Buffer;
  readonly entry: FileEntry;
}

async function readEntries(folder: ResolvedFolder, signal: AbortSignal) {
  const pacer = new Pacer(signal);
  const seen = new Set<string>();
  const entries: RawEntry[] = [];
  for (const [index, layer] of folder.folders.entries()) {
    for (const name of layer.names()) {
      const key = name.toString('latin1');
      if (seen.has(key)) continue;
      seen.add(key);
      if (entries.length >= maxEntries) return { entries, truncated: true };
      if (entries.length % 256 === 255 && pacer.isDue) await pacer.turn();
      const below = findBelow(folder.folders, name, index);
      if (!below) continue;
      const link = below.stats.isSymbolicLink() ? folder.folders[below.layer]?.readlink(name) : undefined;
      entries.push({ raw: name, entry: toEntry(folder.names, name, below.stats, link) });
    }
  }
  return { entries, truncated: false };
}

function kindOf(stats: Stats): FileEntry['kind'] {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'directory';
  if (stats.isSymbolicLink()) return 'symlink';
  if (stats.isCharacterDevice()) return 'character_device';
  if (stats.isBlockDevice()) return 'block_device';
  return stats.isFIFO() ? 'fifo' : 'socket';
}

function toEntry(parent: readonly Buffer[], name: Buffer, stats: Stats, link: Buffer | undefined): FileEntry {
  return {
    path: encodePath([...parent, name]),
    name: formatName(name),
    kind: kindOf(stats),
    sizeBytes: stats.size,
    mode: stats.mode & 0o7777,
    uid: stats.uid,
    gid: stats.gid,
    ...(stats.mtimeMs > 0 ? { modifiedAt: stats.mtimeMs } : {}),
    ...(link ? { linkTarget: formatName(link) } : {}),
  };
}

type Marks = Map<Buffer, { readonly mark: PathMark }>;

/** What is in the upper folder was written by the container; nothing is said of what a mount covers. */
async function readMarks(
  { overlay, record }: Roots,
  names: readonly Buffer[],
  entries: readonly RawEntry[],
): Promise<Marks> {
  const marks: Marks = new Map();
  const at = pathText(names);
  const isMounted = record.Mounts.some(
    ({ Destination: mount }) => at === mount || at.startsWith(`${mount.replace(/\/$/, '')}/`),
  );
  if (!overlay || isMounted || /^\/(proc|sys|dev)(\/|$)/.test(at)) return marks;
  await withLayers(overlay, names, (upper, lowers) => {
    for (const { raw } of entries) {
      const stats = findBelow(upper, raw)?.stats;
      if (!stats) continue;
      const below = findBelow(lowers, raw)?.stats;
      if (!below) marks.set(raw, { mark: 'added' });
      else if (!stats.isDirectory() || !below.isDirectory()) marks.set(raw, { mark: markOf(below, stats) });
    }
  });
  return marks;
}

function markOf(below: Stats, stats: Stats): PathMark {
  if ((below.mode & 0o170000) !== (stats.mode & 0o170000)) return 'type';
  return below.size === stats.size && below.mtimeMs === stats.mtimeMs ? 'metadata' : 'content';
}

/** Not there in one of the two: then it has nothing. */
async function withLayers(
  overlay: OverlayPlace,
  names: readonly Buffer[],
  work: (upper: Lowers, lowers: Lowers) => void,
): Promise<void> {
  const noneOpaque = async () => new Set<string>();
  await withFolders(overlay, async (upper, lowers) => {
    const [own, below] = await Promise.all([
      resolveFolder([upper], names, noneOpaque).catch(() => undefined),
      resolveFolder(lowers, names, noneOpaque).catch(() => undefined),
    ]);
    try {
      if (own) work(own.folders, below?.folders ?? []);
    } finally {
      own?.close();
      below?.close();
    }
  });
}

/** The engine's archive, as far as it is worth it. */
async function listArchive(
  target: FilesTarget,
  { record }: Roots,
  names: readonly Buffer[],
): Promise<FileList> {
  const entries: FileEntry[] = [];
  const path = pathText(names);
  const archive = await openArchive(
    target.connection.api,
    record.Id,
    `${path === '/' ? '' : path}/.`,
    target.signal,
  );
  const parser = new TarParser((entry) => {
    const found = toArchiveEntry(names, entry);
    if (found && entries.length < maxEntries) entries.push(found);
    return undefined;
  });
  const end = Date.now() + maxArchiveMs;
  let bytes = 0;
  let truncated = false;
  for await (const chunk of archive as AsyncIterable<Buffer>) {
    parser.write(chunk);
    bytes += chunk.length;
    truncated = bytes > maxArchiveBytes || Date.now() > end || entries.length >= maxEntries;
    if (truncated) break;
  }
  return { source: 'archive', path, folder: encodePath(names), entries, truncated };
}

function toArchiveEntry(parent: readonly Buffer[], entry: TarEntry): FileEntry | undefined {
  const parts = splitPath(Buffer.from(entry.name)).filter((part) => part.toString() !== '.');
  const [name, more] = parts;
  if (!name || more) return undefined;
  const { kind, size, mode, uid, gid, mtime, linkName } = entry;
  return {
    path: encodePath([...parent, name]),
    name: formatName(name),
    kind: kind === 'hardlink' ? 'file' : kind === 'other' ? 'socket' : kind,
    sizeBytes: size,
    ...{ mode, uid, gid },
    ...(mtime > 0 ? { modifiedAt: mtime * 1000 } : {}),
    ...(kind === 'symlink' && linkName ? { linkTarget: formatName(linkName) } : {}),
  };
}
