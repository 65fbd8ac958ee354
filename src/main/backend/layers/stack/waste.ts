import { type LayerIndex, storedBytes, supersededBit } from '../index/layer-index';
import { kindMask, nodeKinds } from '../index/node-kind';
import type { LinkedFiles } from './linked-files';
import type { MergedTree } from './merged-tree';
import { orderBySize } from './order-by-size';
import { noLayer, type StackState } from './stack-state';

/** `how` of a file that a later entry of the same layer replaced. */
export const duplicateEntry = 255;

/** Every content that is stored and cannot be seen, most bytes first. */
export interface WasteTable {
  readonly count: number;
  readonly totalBytes: number;
  /** The layer that stores it. */
  readonly layer: Uint16Array;
  /** Its node there, or its number in `superseded` with `supersededBit`. */
  readonly file: Uint32Array;
  readonly bytes: Float64Array;
  /** The layer to blame: the one that took the last path away. */
  readonly by: Uint16Array;
  /** Index in `hideReasons`, or `duplicateEntry`. */
  readonly how: Uint8Array;
}

interface WasteSource {
  readonly layers: readonly LayerIndex[];
  readonly tree: MergedTree;
  readonly final: StackState;
  readonly hiddenBy: readonly Uint16Array[];
  readonly hiddenHow: readonly Uint8Array[];
  readonly links: LinkedFiles;
}

/** Files without content waste nothing and are left out. */
export function collectWaste(source: WasteSource): WasteTable {
  const items = new WasteItems();
  for (const [layer, index] of source.layers.entries()) {
    collectHidden(source, layer, index, items);
    collectSuperseded(source, layer, index, items);
  }
  return items.finish();
}

function collectHidden(source: WasteSource, layer: number, index: LayerIndex, items: WasteItems): void {
  const hiddenBy = source.hiddenBy[layer];
  if (!hiddenBy) return;
  for (let node = 0; node < index.count; node += 1) {
    if (hiddenBy[node] === noLayer || ((index.flags[node] ?? 0) & kindMask) !== nodeKinds.file) continue;
    const bytes = storedBytes(index, node);
    if (bytes === 0) continue;
    const linked = source.links.size > 0 ? source.links.get({ layer, file: node }) : undefined;
    if (linked && source.links.isShownByLink({ layer, file: node }, source.final)) continue;
    const by = linked ? linked.hiddenBy : (hiddenBy[node] ?? noLayer);
    const how = linked ? linked.hiddenHow : (source.hiddenHow[layer]?.[node] ?? 0);
    items.add(layer, node, bytes, by, how);
  }
}

function collectSuperseded(source: WasteSource, layer: number, index: LayerIndex, items: WasteItems): void {
  index.superseded.stored.forEach((bytes, number) => {
    const file = (number | supersededBit) >>> 0;
    if (bytes === 0 || source.links.isShownByLink({ layer, file }, source.final)) return;
    const linked = source.links.get({ layer, file });
    const isHiddenLater = linked !== undefined && linked.hiddenBy !== layer;
    const how = isHiddenLater ? linked.hiddenHow : duplicateEntry;
    items.add(layer, file, bytes, linked?.hiddenBy ?? layer, how);
  });
}

/** A growing table: an image can waste a million files. */
class WasteItems {
  #count = 0;
  #layer = new Uint16Array(256);
  #file = new Uint32Array(256);
  #bytes = new Float64Array(256);
  #by = new Uint16Array(256);
  #how = new Uint8Array(256);

  add(layer: number, file: number, bytes: number, by: number, how: number): void {
    const at = this.#count;
    if (at === this.#layer.length) this.#grow();
    this.#layer[at] = layer;
    this.#file[at] = file;
    this.#bytes[at] = bytes;
    this.#by[at] = by;
    this.#how[at] = how;
    this.#count += 1;
  }

  finish(): WasteTable {
    const bytes = this.#bytes.subarray(0, this.#count);
    const order = orderBySize(bytes);
    return {
      count: this.#count,
      totalBytes: bytes.reduce((sum, size) => sum + size, 0),
      layer: Uint16Array.from(order, (at) => this.#layer[at] ?? 0),
      file: order.map((at) => this.#file[at] ?? 0),
      bytes: Float64Array.from(order, (at) => bytes[at] ?? 0),
      by: Uint16Array.from(order, (at) => this.#by[at] ?? 0),
      how: Uint8Array.from(order, (at) => this.#how[at] ?? 0),
    };
  }

  #grow(): void {
    const length = this.#layer.length * 2;
    this.#layer = doubled(this.#layer, new Uint16Array(length));
    this.#file = doubled(this.#file, new Uint32Array(length));
    this.#bytes = doubled(this.#bytes, new Float64Array(length));
    this.#by = doubled(this.#by, new Uint16Array(length));
    this.#how = doubled(this.#how, new Uint8Array(length));
  }
}

function doubled<Column extends { set(source: Column): void }>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}
