import type { Stats } from 'node:fs';
import { errnoOf } from '../platform/files';
import { type FolderHandle, isWhiteout } from './folder-handle';

/** One folder in the layers of an image that have it, the uppermost first. */
export type Lowers = readonly FolderHandle[];

/** Paths (as `FolderHandle.place`, in latin1) of folders that hide the same folder in the layers below. */
export type OpaquePlaces = ReadonlySet<string>;

/** What the image has under a name, and in which layer. */
export interface Below {
  readonly layer: number;
  readonly stats: Stats;
}

export function findBelow(lowers: Lowers, name: Buffer, from = 0): Below | undefined {
  for (let layer = from; layer < lowers.length; layer += 1) {
    const stats = lowers[layer]?.lstat(name);
    if (stats) return isWhiteout(stats) ? undefined : { layer, stats };
  }
  return undefined;
}

/** The folder of this name in all layers whose part of it can be seen. The caller closes them. */
export function openLowers(lowers: Lowers, name: Buffer, opaque: OpaquePlaces, from = 0): FolderHandle[] {
  const found: FolderHandle[] = [];
  for (const lower of lowers.slice(from)) {
    const stats = lower.lstat(name);
    if (!stats) continue;
    const folder = stats.isDirectory() ? tryOpen(lower, name) : undefined;
    if (!folder) break;
    found.push(folder);
    if (opaque.has(folder.place.toString('latin1'))) break;
  }
  return found;
}

/** Undefined when it cannot be read or is no folder any more. */
export function tryOpen(folder: FolderHandle, name: Buffer): FolderHandle | undefined {
  try {
    return folder.openFolder(name);
  } catch (thrown) {
    if (errnoOf(thrown) === 'EMFILE' || errnoOf(thrown) === 'ENFILE') throw thrown;
    return undefined;
  }
}

export function closeAll(folders: readonly FolderHandle[]): void {
  for (const folder of folders) folder.close();
}
