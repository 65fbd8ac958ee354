import { AppError } from '../../../common/errors';
import { formatName } from '../layers/index/tar-path';
import type { FolderHandle } from './folder-handle';
import {
  type Below,
  closeAll,
  findBelow,
  type Lowers,
  type OpaquePlaces,
  openLowers,
} from './overlay-lowers';

/** As the kernel: more is a circle. */
const maxLinks = 40;

/** Which of these folders hide the ones after them. */
export type FindOpaque = (folders: readonly Buffer[]) => Promise<OpaquePlaces>;

export interface ResolvedFolder {
  /** The folder, in each layer that has it. Closed with `close`. */
  readonly folders: Lowers;
  /** Its names from the root, without links. */
  readonly names: readonly Buffer[];
  close(): void;
}

/** Components of a path; nothing for the root. */
export function splitPath(path: Buffer): Buffer[] {
  const parts: Buffer[] = [];
  let start = 0;
  for (let at = 0; at <= path.length; at += 1) {
    if (at < path.length && path[at] !== 0x2f) continue;
    if (at > start) parts.push(path.subarray(start, at));
    start = at + 1;
  }
  return parts;
}

/**
 * Goes to a folder as the container would: links are read as texts and followed from its own root, `..` stops there, so
 * nothing outside can be reached. The files of /proc that only look like links are taken by their text, too.
 * @param roots one folder, or the layers of a stack with the uppermost first; they stay open
 * @throws AppError not_found, failed_precondition for what is no folder or goes in circles
 */
export async function resolveFolder(
  roots: Lowers,
  path: readonly Buffer[],
  findOpaque: FindOpaque,
): Promise<ResolvedFolder> {
  const walk = new Walk(roots, findOpaque);
  try {
    await walk.go(path);
    return walk;
  } catch (thrown) {
    walk.close();
    throw thrown;
  }
}

class Walk implements ResolvedFolder {
  readonly #roots: Lowers;
  readonly #findOpaque: FindOpaque;
  #levels: { readonly name: Buffer; readonly folders: FolderHandle[] }[] = [];
  #links = 0;

  constructor(roots: Lowers, findOpaque: FindOpaque) {
    this.#roots = roots;
    this.#findOpaque = findOpaque;
  }

  get folders(): Lowers {
    return this.#levels.at(-1)?.folders ?? this.#roots;
  }

  get names(): readonly Buffer[] {
    return this.#levels.map(({ name }) => name);
  }

  async go(path: readonly Buffer[]): Promise<void> {
    const waiting = [...path];
    for (let name = waiting.shift(); name; name = waiting.shift()) {
      const text = name.toString('latin1');
      if (text === '.') continue;
      if (text === '..') {
        closeAll(this.#levels.pop()?.folders ?? []);
        continue;
      }
      const below = findBelow(this.folders, name);
      if (!below) throw new AppError('not_found', `there is no ${formatName(name)}`);
      if (below.stats.isSymbolicLink()) waiting.unshift(...this.#follow(below, name));
      else if (below.stats.isDirectory()) await this.#enter(below, name);
      else throw new AppError('failed_precondition', `${formatName(name)} is no folder`);
    }
  }

  close(): void {
    for (const { folders } of this.#levels) closeAll(folders);
    this.#levels = [];
  }

  #follow({ layer }: Below, name: Buffer): readonly Buffer[] {
    this.#links += 1;
    if (this.#links > maxLinks) throw new AppError('failed_precondition', 'the links lead in a circle');
    const target = this.folders[layer]?.readlink(name) ?? Buffer.alloc(0);
    if (target[0] === 0x2f) this.close();
    return splitPath(target);
  }

  async #enter({ layer }: Below, name: Buffer): Promise<void> {
    const all = openLowers(this.folders, name, new Set(), layer);
    const places = all.slice(0, -1).map(({ place }) => place);
    const opaque = places.length === 0 ? new Set<string>() : await this.#findOpaque(places);
    const end = all.findIndex(({ place }) => opaque.has(place.toString('latin1')));
    const folders = end < 0 ? all : all.slice(0, end + 1);
    closeAll(all.slice(folders.length));
    if (folders.length === 0) throw new AppError('permission_denied', `${formatName(name)} cannot be opened`);
    this.#levels.push({ name, folders });
  }
}
