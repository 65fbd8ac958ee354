import type { Stats } from 'node:fs';
import { LayerBuilder } from '../layers/index/layer-builder';
import { Pacer } from '../layers/pacer';
import { bareEntry, entryOfStats } from './entry-of-stats';
import { type FolderHandle, isWhiteout } from './folder-handle';
import { closeAll, findBelow, type Lowers, type OpaquePlaces, openLowers, tryOpen } from './overlay-lowers';

/** Deeper folders are counted and not entered: each level holds files open. */
const maxDepth = 150;
/** From so many names on, reading a lower folder once is quicker than asking it for each of them. */
const manyNames = 24;

const whiteoutPrefix = Buffer.from('.wh.');
const opaqueName = Buffer.from('.wh..wh..opq');
const slash = Buffer.from('/');

export interface OverlayWalk {
  /** What the image has at the paths that the container wrote or took away. */
  readonly image: LayerBuilder;
  /** What the container wrote, with whiteouts in the way of archives. */
  readonly written: LayerBuilder;
  /** Sockets, and folders that could not be entered. */
  readonly skipped: number;
  /** Folders that stand on the same folder of a layer below: those that may hide it. */
  readonly mayBeOpaque: readonly Buffer[];
}

/**
 * Reads the upper folder of an overlay mount and, for the same paths, the layers below it. Nothing is opened but
 * folders; no link is followed.
 * @param lowers the layers of the image, the uppermost first
 */
export async function walkOverlay(
  upper: FolderHandle,
  lowers: Lowers,
  opaque: OpaquePlaces,
  signal: AbortSignal,
): Promise<OverlayWalk> {
  const walker = new Walker(opaque, new Pacer(signal));
  await walker.folder(upper, lowers, Buffer.alloc(0), 0);
  return walker;
}

class Walker implements OverlayWalk {
  readonly image = new LayerBuilder();
  readonly written = new LayerBuilder();
  readonly mayBeOpaque: Buffer[] = [];
  skipped = 0;
  readonly #opaque: OpaquePlaces;
  readonly #pacer: Pacer;
  readonly #links = new Map<string, Buffer>();
  #steps = 0;

  constructor(opaque: OpaquePlaces, pacer: Pacer) {
    this.#opaque = opaque;
    this.#pacer = pacer;
  }

  /** @param path with a slash at its end; nothing for the root */
  async folder(upper: FolderHandle, lowers: Lowers, path: Buffer, depth: number): Promise<void> {
    const names = upper.names();
    const known = names.length < manyNames ? undefined : namesOf(lowers);
    for (const name of names) {
      await this.#turn();
      const stats = upper.lstat(name);
      if (!stats) continue;
      if (name.equals(opaqueName)) this.written.add(bareEntry(Buffer.concat([path, name]), 'file'));
      else if (isWhiteout(stats)) await this.#removed(lowers, name, path, depth);
      else if (name.subarray(0, 4).equals(whiteoutPrefix))
        await this.#removed(lowers, name.subarray(4), path, depth);
      else {
        const hasBelow = known === undefined || known.has(name.toString('latin1'));
        await this.#entry(upper, hasBelow ? lowers : [], { name, stats, path, depth });
      }
    }
  }

  async #entry(upper: FolderHandle, lowers: Lowers, at: Place): Promise<void> {
    const { name, stats, path, depth } = at;
    const below = findBelow(lowers, name);
    const full = Buffer.concat([path, name]);
    this.#add(this.written, full, stats, upper, name);
    if (!stats.isDirectory()) {
      // A folder that became something else is gone with all that was in it.
      if (below) await this.#image(lowers, name, path, depth);
      return;
    }
    const own = depth < maxDepth ? tryOpen(upper, name) : undefined;
    if (!own) this.skipped += 1;
    const isOpaque = own !== undefined && this.#opaque.has(own.place.toString('latin1'));
    if (isOpaque) this.written.add(bareEntry(Buffer.concat([full, slash, opaqueName]), 'file'));
    const under = below?.stats.isDirectory() && !isOpaque ? openLowers(lowers, name, this.#opaque) : [];
    try {
      if (below && isOpaque) await this.#image(lowers, name, path, depth);
      else if (below) this.#add(this.image, full, below.stats, lowers[below.layer] ?? upper, name);
      if (!own) return;
      this.#note([own, ...under]);
      await this.folder(own, under, Buffer.concat([full, slash]), depth + 1);
    } finally {
      closeAll(own ? [own, ...under] : under);
    }
  }

  async #removed(lowers: Lowers, name: Buffer, path: Buffer, depth: number): Promise<void> {
    this.written.add(bareEntry(Buffer.concat([path, whiteoutPrefix, name]), 'file'));
    await this.#image(lowers, name, path, depth);
  }

  /** What the image has at a path, with everything in it. */
  async #image(lowers: Lowers, name: Buffer, path: Buffer, depth: number): Promise<void> {
    const below = findBelow(lowers, name);
    const lower = below && lowers[below.layer];
    if (!below || !lower) return;
    const full = Buffer.concat([path, name]);
    this.#add(this.image, full, below.stats, lower, name);
    if (!below.stats.isDirectory() || depth >= maxDepth) return;
    const under = openLowers(lowers, name, this.#opaque, below.layer);
    this.#note(under);
    try {
      await this.#imageFolder(under, Buffer.concat([full, slash]), depth + 1);
    } finally {
      closeAll(under);
    }
  }

  async #imageFolder(lowers: Lowers, path: Buffer, depth: number): Promise<void> {
    const seen = new Set<string>();
    for (const [index, lower] of lowers.entries()) {
      for (const name of lower.names()) {
        const key = name.toString('latin1');
        if (seen.has(key)) continue;
        seen.add(key);
        await this.#turn();
        await this.#image(lowers.slice(index), name, path, depth);
      }
    }
  }

  #add(builder: LayerBuilder, full: Buffer, stats: Stats, folder: FolderHandle, name: Buffer): void {
    if (stats.isSocket()) this.skipped += 1;
    else if (stats.isSymbolicLink()) builder.add(entryOfStats(full, stats, folder.readlink(name)));
    else builder.add(this.#linked(builder, full, stats) ?? entryOfStats(full, stats, undefined));
  }

  /** A file with several names is stored once: the others are links to the first. */
  #linked(builder: LayerBuilder, full: Buffer, stats: Stats) {
    if (stats.nlink < 2 || !stats.isFile()) return undefined;
    const key = `${builder === this.image} ${stats.dev} ${stats.ino}`;
    const first = this.#links.get(key);
    if (!first) this.#links.set(key, full);
    return first && { ...entryOfStats(full, stats, first), kind: 'hardlink' as const, size: 0, bodyBytes: 0 };
  }

  #note(folders: readonly FolderHandle[]): void {
    for (const { place } of folders.slice(0, -1)) this.mayBeOpaque.push(place);
  }

  async #turn(): Promise<void> {
    this.#steps += 1;
    if (this.#steps % 256 === 0 && this.#pacer.isDue) await this.#pacer.turn();
  }
}

interface Place {
  readonly name: Buffer;
  readonly stats: Stats;
  readonly path: Buffer;
  readonly depth: number;
}

function namesOf(lowers: Lowers): ReadonlySet<string> {
  return new Set(lowers.flatMap((lower) => lower.names().map((name) => name.toString('latin1'))));
}
