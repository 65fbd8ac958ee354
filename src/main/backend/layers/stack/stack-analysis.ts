import { AppError } from '../../../../common/errors';
import { type LayerIndex, storedBytes } from '../index/layer-index';
import { explicitFlag, isDirectory } from '../index/node-kind';
import { Pacer } from '../pacer';
import { LinkedFiles } from './linked-files';
import { type MergedTree, mergeLayers } from './merged-tree';
import { compareNodes, marks } from './node-comparison';
import {
  applyLayer,
  createState,
  type HideReason,
  hideReasons,
  isShown,
  noLayer,
  type StackObserver,
  type StackState,
} from './stack-state';
import { collectWaste, type WasteTable } from './waste';

export interface PathCounts {
  /** Everything but directories. */
  files: number;
  directories: number;
  /** Bytes of regular files. */
  bytes: number;
}

/** What one layer does to those below it, and what becomes of it. */
export interface LayerFigures {
  readonly added: PathCounts;
  /** `bytes` are those of this layer's version. */
  readonly changed: PathCounts;
  /** `bytes` are those of the versions below that it hides. */
  readonly removed: PathCounts;
  /** Bytes of regular file content that it stores. */
  readonly storedBytes: number;
  /** The part of them that cannot be seen in the image. */
  wastedBytes: number;
  /** Bytes that it hides, by the layer that stores them. */
  readonly hides: Map<number, number>;
  /** Whiteouts of what is not there. */
  missedWhiteouts: number;
}

export interface StackTotals {
  readonly storedBytes: number;
  readonly visibleBytes: number;
  /** storedBytes - visibleBytes. */
  readonly wastedBytes: number;
  /** visibleBytes / storedBytes; 1 for an image without content. */
  readonly score: number;
  /** In the image as a container sees it. */
  readonly visibleFiles: number;
  readonly visibleDirectories: number;
}

/** The whole truth about a stack of layers. */
export interface StackAnalysis {
  readonly layers: readonly LayerIndex[];
  readonly tree: MergedTree;
  /** All layers on one another. */
  readonly final: StackState;
  /** By layer and node: what it did to its path, see `marks`. */
  readonly marks: readonly Uint8Array[];
  /** By layer and node: the layer that took it out of sight, `noLayer` when it is still there. */
  readonly hiddenBy: readonly Uint16Array[];
  /** By layer and node: index in `hideReasons`; only where `hiddenBy` says a layer. */
  readonly hiddenHow: readonly Uint8Array[];
  readonly links: LinkedFiles;
  readonly figures: readonly LayerFigures[];
  readonly totals: StackTotals;
  readonly waste: WasteTable;
}

/** Engines allow 125 or 127. */
const maxLayers = 1000;

/**
 * Lays layers on one another, base first, and says what each does and what is wasted. Waste is the content of regular
 * files that is stored in a layer and cannot be seen in the image, each stored byte once; docs/layers.md has the table.
 */
export async function analyzeStack(
  layers: readonly LayerIndex[],
  signal?: AbortSignal,
): Promise<StackAnalysis> {
  if (layers.length > maxLayers) {
    throw new AppError('resource_exhausted', `the image has ${layers.length} layers, more than ${maxLayers}`);
  }
  const pacer = new Pacer(signal);
  const tree = await mergeLayers(layers, pacer);
  const state = createState(tree);
  const recorder = new Recorder(layers, tree, state);
  for (const [index] of layers.entries()) {
    recorder.startLayer(index);
    applyLayer(layers, tree, state, recorder);
    recorder.links.resolveAcross(index);
    await pacer.turn();
  }
  return recorder.finish();
}

class Recorder implements StackObserver {
  readonly links: LinkedFiles;
  readonly #layers: readonly LayerIndex[];
  readonly #tree: MergedTree;
  readonly #state: StackState;
  readonly #marks: readonly Uint8Array[];
  readonly #hiddenBy: readonly Uint16Array[];
  readonly #hiddenHow: readonly Uint8Array[];
  readonly #figures: readonly LayerFigures[];
  #layer = 0;

  constructor(layers: readonly LayerIndex[], tree: MergedTree, state: StackState) {
    this.#layers = layers;
    this.#tree = tree;
    this.#state = state;
    this.links = new LinkedFiles(layers, tree, state);
    this.#marks = layers.map(({ count }) => new Uint8Array(count));
    this.#hiddenBy = layers.map(({ count }) => new Uint16Array(count).fill(noLayer));
    this.#hiddenHow = layers.map(({ count }) => new Uint8Array(count));
    this.#figures = layers.map(({ totals }) => emptyFigures(totals.bytes));
  }

  startLayer(layer: number): void {
    this.#layer = layer;
  }

  hide(_merged: number, belowLayer: number, belowNode: number, reason: HideReason): void {
    const how = hideReasons.indexOf(reason);
    (this.#hiddenBy[belowLayer] as Uint16Array)[belowNode] = this.#layer;
    (this.#hiddenHow[belowLayer] as Uint8Array)[belowNode] = how;
    this.links.hide(belowLayer, belowNode, this.#layer, how);
    this.#count('removed', belowLayer, belowNode, 1);
  }

  set(merged: number, node: number, existed: boolean): void {
    const layer = this.#layers[this.#layer];
    if (!layer) return;
    const isImplied = ((layer.flags[node] ?? 0) & explicitFlag) === 0;
    const mark = existed ? (isImplied ? marks.unchanged : this.#compare(merged, layer, node)) : marks.added;
    (this.#marks[this.#layer] as Uint8Array)[node] = mark;
    // What was there was hidden a moment ago, but its path lives on.
    if (this.#state.goneAt[merged] === this.#layer) this.#takeBack(merged);
    if (mark === marks.added) this.#count('added', this.#layer, node, 1);
    else if (mark !== marks.unchanged) this.#count('changed', this.#layer, node, 1);
  }

  missed(): void {
    const figures = this.#figures[this.#layer];
    if (figures) figures.missedWhiteouts += 1;
  }

  finish(): StackAnalysis {
    const parts = {
      layers: this.#layers,
      tree: this.#tree,
      final: this.#state,
      marks: this.#marks,
      hiddenBy: this.#hiddenBy,
      hiddenHow: this.#hiddenHow,
      links: this.links,
    };
    const waste = collectWaste(parts);
    addWaste(this.#figures, waste, this.#layers);
    return { ...parts, figures: this.#figures, waste, totals: sumUp(this.#layers, this.#state, waste) };
  }

  #compare(merged: number, layer: LayerIndex, node: number): number {
    const below = this.#layers[this.#state.shownLayer[merged] ?? noLayer];
    if (!below) return marks.added;
    return compareNodes({ layer: below, node: this.#state.shownNode[merged] ?? 0 }, { layer, node });
  }

  #takeBack(merged: number): void {
    this.#count('removed', this.#state.shownLayer[merged] ?? noLayer, this.#state.shownNode[merged] ?? 0, -1);
  }

  #count(what: 'added' | 'changed' | 'removed', layerNumber: number, node: number, sign: 1 | -1): void {
    const layer = this.#layers[layerNumber];
    const counts = this.#figures[this.#layer]?.[what];
    if (!layer || !counts) return;
    if (isDirectory(layer.flags[node] ?? 0)) counts.directories += sign;
    else counts.files += sign;
    counts.bytes += sign * storedBytes(layer, node);
  }
}

function emptyFigures(bytes: number): LayerFigures {
  const none = (): PathCounts => ({ files: 0, directories: 0, bytes: 0 });
  return {
    added: none(),
    changed: none(),
    removed: none(),
    storedBytes: bytes,
    wastedBytes: 0,
    hides: new Map(),
    missedWhiteouts: 0,
  };
}

function addWaste(figures: readonly LayerFigures[], waste: WasteTable, layers: readonly LayerIndex[]): void {
  for (let item = 0; item < waste.count; item += 1) {
    const layer = waste.layer[item] ?? 0;
    const by = waste.by[item] ?? 0;
    const bytes = waste.bytes[item] ?? 0;
    const own = figures[layer];
    if (own) own.wastedBytes += bytes;
    const hides = figures[by]?.hides;
    if (hides && by !== layer) hides.set(layer, (hides.get(layer) ?? 0) + bytes);
  }
  layers.forEach(({ totals }, index) => {
    const own = figures[index];
    if (own) own.wastedBytes += totals.refusedBytes;
  });
}

function sumUp(layers: readonly LayerIndex[], state: StackState, waste: WasteTable): StackTotals {
  const stored = layers.reduce((sum, { totals }) => sum + totals.bytes, 0);
  const refused = layers.reduce((sum, { totals }) => sum + totals.refusedBytes, 0);
  const wasted = waste.totalBytes + refused;
  let files = 0;
  let directories = 0;
  // The root is not counted.
  for (let merged = 1; merged < state.shownLayer.length; merged += 1) {
    if (!isShown(state, merged)) continue;
    const layer = layers[state.shownLayer[merged] ?? noLayer];
    if (isDirectory(layer?.flags[state.shownNode[merged] ?? 0] ?? 0)) directories += 1;
    else files += 1;
  }
  return {
    storedBytes: stored,
    visibleBytes: stored - wasted,
    wastedBytes: wasted,
    score: stored === 0 ? 1 : (stored - wasted) / stored,
    visibleFiles: files,
    visibleDirectories: directories,
  };
}
