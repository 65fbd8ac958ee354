import type { Stats } from 'node:fs';
import type { TarEntry, TarKind } from '../layers/tar/tar-entry';

function kindOf(stats: Stats): TarKind {
  if (stats.isFile()) return 'file';
  if (stats.isDirectory()) return 'directory';
  if (stats.isSymbolicLink()) return 'symlink';
  if (stats.isCharacterDevice()) return 'character_device';
  if (stats.isBlockDevice()) return 'block_device';
  return stats.isFIFO() ? 'fifo' : 'other';
}

/** glibc's way to put both numbers in one, up to 20 bits of the minor one. */
function deviceOf(rdev: number): { readonly major: number; readonly minor: number } {
  return { major: (rdev >> 8) & 0xfff, minor: (rdev & 0xff) | ((rdev >> 12) & 0xfff00) };
}

/** What a layer's index takes. Times keep their fractions: a file that was copied up has exactly the time of before. */
export function entryOfStats(name: Buffer, stats: Stats, linkName: Buffer | undefined): TarEntry {
  const kind = kindOf(stats);
  const size = kind === 'file' ? stats.size : 0;
  return {
    name,
    kind,
    typeFlag: 0,
    size,
    bodyBytes: size,
    mode: stats.mode & 0o7777,
    uid: stats.uid,
    gid: stats.gid,
    mtime: stats.mtimeMs / 1000,
    linkName,
    device: kind === 'character_device' || kind === 'block_device' ? deviceOf(stats.rdev) : undefined,
    xattrs: undefined,
    sparse: undefined,
    offset: 0,
  };
}

/** An entry of which only the name and the kind are known; it is unlike any other. */
export function bareEntry(name: Buffer, kind: TarKind, mtime = Number.NaN): TarEntry {
  const facts = { typeFlag: 0, size: 0, bodyBytes: 0, mode: 0, uid: 0, gid: 0, offset: 0 };
  const none = { linkName: undefined, device: undefined, xattrs: undefined, sparse: undefined };
  return { name, kind, mtime, ...facts, ...none };
}
