import { AppError } from '../../../../common/errors';
import { GrowingBytes } from '../index/growing';
import { compareNames, type LayerIndex } from '../index/layer-index';
import type { Pacer } from '../pacer';

/**
 * All paths of a stack of layers, each once, in preorder with sorted names, as in a LayerIndex. What is at a path in
 * which layer is looked up through `toMerged`.
 */
export interface MergedTree {
  readonly count: number;
  readonly parent: Uint32Array;
  readonly end: Uint32Array;
  /** One more than nodes. */
  readonly nameStart: Uint32Array;
  readonly names: Buffer;
  /** By layer: the path of each of its nodes. */
  readonly toMerged: readonly Uint32Array[];
}

const maxNameBytes = 2 * 1024 * 1024 * 1024;
/** Directories between two looks at the clock. */
const stride = 512;

/** Merges the trees of layers, base first. Cost: one step per node of every layer. */
export async function mergeLayers(layers: readonly LayerIndex[], pacer: Pacer): Promise<MergedTree> {
  const merge = new Merge(layers);
  await merge.run(pacer);
  return merge.finish();
}

/** A directory whose children are being merged: where each layer that has it stands. */
interface OpenDirectory {
  readonly merged: number;
  readonly cursors: Cursor[];
}

interface Cursor {
  readonly layer: number;
  next: number;
  readonly end: number;
}

class Merge {
  readonly #layers: readonly LayerIndex[];
  readonly #toMerged: readonly Uint32Array[];
  readonly #names: GrowingBytes;
  #parent: Uint32Array;
  #end: Uint32Array;
  #nameStart: Uint32Array;
  #count = 1;

  constructor(layers: readonly LayerIndex[]) {
    const largest = layers.reduce((most, { count }) => Math.max(most, count), 1);
    const capacity = layers.length === 1 ? largest : Math.ceil(largest * 1.1) + 16;
    const names = layers.reduce((most, layer) => Math.max(most, layer.names.length), 16);
    this.#layers = layers;
    this.#toMerged = layers.map(({ count }) => new Uint32Array(count));
    this.#names = new GrowingBytes(names, maxNameBytes);
    this.#parent = new Uint32Array(capacity);
    this.#end = new Uint32Array(capacity);
    this.#nameStart = new Uint32Array(capacity + 1);
  }

  async run(pacer: Pacer): Promise<void> {
    const roots = this.#layers.map((layer, index) => ({ layer: index, next: 1, end: layer.count }));
    const open: OpenDirectory[] = [{ merged: 0, cursors: roots }];
    let directories = 0;
    for (let top = open.at(-1); top; top = open.at(-1)) {
      const below = this.#step(top);
      if (below === 'done') {
        this.#end[top.merged] = this.#count;
        open.pop();
      } else if (below) open.push(below);
      directories += 1;
      if (directories % stride === 0 && pacer.isDue) await pacer.turn();
    }
  }

  finish(): MergedTree {
    this.#nameStart[this.#count] = this.#names.length;
    return {
      count: this.#count,
      parent: exact(this.#parent, this.#count),
      end: exact(this.#end, this.#count),
      nameStart: exact(this.#nameStart, this.#count + 1),
      names: this.#names.bytes.subarray(0, this.#names.length),
      toMerged: this.#toMerged,
    };
  }

  /** Takes the next name of a directory. Gives the directory below, if several layers have it. */
  #step({ merged, cursors }: OpenDirectory): OpenDirectory | 'done' | undefined {
    const sharing = this.#lowest(cursors);
    const [first, second] = sharing;
    if (!first) return 'done';
    if (!second) {
      this.#copySubtree(first, merged);
      return undefined;
    }
    return this.#shareNode(sharing, merged);
  }

  /** The cursors that stand at the lowest name. */
  #lowest(cursors: readonly Cursor[]): Cursor[] {
    let lowest: Cursor[] = [];
    for (const cursor of cursors) {
      if (cursor.next >= cursor.end) continue;
      const [best] = lowest;
      const order = best ? this.#compare(cursor, best) : -1;
      if (order < 0) lowest = [cursor];
      else if (order === 0) lowest.push(cursor);
    }
    return lowest;
  }

  #compare(first: Cursor, second: Cursor): number {
    const [a, b] = [this.#layer(first), this.#layer(second)];
    return compareNames(
      a.names,
      a.nameStart[first.next] ?? 0,
      a.nameStart[first.next + 1] ?? 0,
      b.names,
      b.nameStart[second.next] ?? 0,
      b.nameStart[second.next + 1] ?? 0,
    );
  }

  #shareNode(sharing: readonly Cursor[], parent: number): OpenDirectory | undefined {
    const merged = this.#reserve(1);
    const [first] = sharing;
    if (!first) return undefined;
    const layer = this.#layer(first);
    this.#parent[merged] = parent;
    this.#nameStart[merged] = this.#names.append(
      layer.names,
      layer.nameStart[first.next] ?? 0,
      layer.nameStart[first.next + 1] ?? 0,
    );
    const below: Cursor[] = [];
    for (const cursor of sharing) {
      const node = cursor.next;
      const end = this.#layer(cursor).end[node] ?? 0;
      (this.#toMerged[cursor.layer] as Uint32Array)[node] = merged;
      if (end > node + 1) below.push({ layer: cursor.layer, next: node + 1, end });
      cursor.next = end;
    }
    this.#end[merged] = merged + 1;
    return below.length > 0 ? { merged, cursors: below } : undefined;
  }

  /** What only one layer has is copied as a whole. */
  #copySubtree(cursor: Cursor, parent: number): void {
    const layer = this.#layer(cursor);
    const node = cursor.next;
    const end = layer.end[node] ?? 0;
    const merged = this.#reserve(end - node);
    const shift = merged - node;
    const nameShift =
      this.#names.append(layer.names, layer.nameStart[node], layer.nameStart[end]) -
      (layer.nameStart[node] ?? 0);
    const map = this.#toMerged[cursor.layer] as Uint32Array;
    for (let at = node; at < end; at += 1) {
      this.#parent[at + shift] = (layer.parent[at] ?? 0) + shift;
      this.#end[at + shift] = (layer.end[at] ?? 0) + shift;
      this.#nameStart[at + shift] = (layer.nameStart[at] ?? 0) + nameShift;
      map[at] = at + shift;
    }
    this.#parent[merged] = parent;
    cursor.next = end;
  }

  #reserve(nodes: number): number {
    const first = this.#count;
    this.#count += nodes;
    if (this.#count > this.#parent.length) this.#grow(Math.max(this.#count, this.#parent.length * 2));
    return first;
  }

  #grow(capacity: number): void {
    this.#parent = enlarged(this.#parent, capacity);
    this.#end = enlarged(this.#end, capacity);
    this.#nameStart = enlarged(this.#nameStart, capacity + 1);
  }

  #layer(cursor: Cursor): LayerIndex {
    const layer = this.#layers[cursor.layer];
    if (!layer) throw new AppError('internal', 'a layer that is not in the stack');
    return layer;
  }
}

function enlarged(from: Uint32Array, capacity: number): Uint32Array {
  const to = new Uint32Array(capacity);
  to.set(from);
  return to;
}

function exact(from: Uint32Array, length: number): Uint32Array {
  return from.length === length ? from : from.slice(0, length);
}
