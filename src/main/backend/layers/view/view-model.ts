import { findSorted, type LayerIndex, storedBytes, supersededBit } from '../index/layer-index';
import { isDirectory, kindMask, nodeKinds } from '../index/node-kind';
import type { StackAnalysis } from '../stack/stack-analysis';
import { isShown, noLayer, type StackState, stateUpTo } from '../stack/stack-state';

/** What of a stack is looked at: what one layer did, the stack up to a layer, or the whole image. */
export type ViewMode = 'layer' | 'upTo' | 'final';

/** The nodes of a view with their sums, by merged node. Directories have the sum of all that is in them. */
export interface ViewModel {
  readonly mode: ViewMode;
  readonly layer: number;
  readonly state: StackState;
  /** 1 for a node that is part of the view. */
  readonly included: Uint8Array;
  /** Bytes of content, each content once: hard links are counted where their file is, or at the first of them. */
  readonly bytes: Float64Array;
  /** Everything but directories. */
  readonly files: Uint32Array;
  /** Only of one layer: bytes that it stores and that cannot be seen in the image. */
  readonly wasted: Float64Array | undefined;
  /** Only of one layer: bytes of lower layers that it took away. */
  readonly removed: Float64Array | undefined;
}

/** Cost: some passes over the nodes. */
export function createViewModel(stack: StackAnalysis, mode: ViewMode, layer: number): ViewModel {
  const top = stack.layers.length - 1;
  const upTo = mode === 'final' ? top : layer;
  const state = upTo === top ? stack.final : stateUpTo(stack.layers, stack.tree, upTo);
  const { count } = stack.tree;
  const model: ViewModel = {
    mode,
    layer: upTo,
    state,
    included: new Uint8Array(count),
    bytes: new Float64Array(count),
    files: new Uint32Array(count),
    wasted: mode === 'layer' ? new Float64Array(count) : undefined,
    removed: mode === 'layer' ? new Float64Array(count) : undefined,
  };
  if (mode === 'layer') takeLayer(stack, model);
  else takeState(stack, model);
  sumUpwards(stack, model);
  return model;
}

function takeState(stack: StackAnalysis, model: ViewModel): void {
  const { state, included, bytes, files } = model;
  const { shownLayer, shownNode, goneAt } = state;
  for (let merged = 0; merged < included.length; merged += 1) {
    const layer = shownLayer[merged] ?? noLayer;
    if (layer === noLayer || goneAt[merged] !== noLayer) continue;
    included[merged] = 1;
    const index = stack.layers[layer];
    const node = shownNode[merged] ?? 0;
    if (!index) continue;
    const flags = index.flags[node] ?? 0;
    if (isDirectory(flags)) continue;
    files[merged] = 1;
    const kind = flags & kindMask;
    if (kind === nodeKinds.file) bytes[merged] = storedBytes(index, node);
    else if (kind === nodeKinds.hardlink) bytes[merged] = linkedBytes(stack, state, merged, layer, node);
  }
}

/** The bytes of a hard link's file, when this is the first path that shows them. */
function linkedBytes(
  stack: StackAnalysis,
  state: StackState,
  merged: number,
  layer: number,
  node: number,
): number {
  const content = stack.links.contentOf(layer, node);
  const index = content && stack.layers[content.layer];
  if (!content || !index || stack.links.firstShownLink(content, state) !== merged) return 0;
  if (content.file >= supersededBit) return index.superseded.stored[content.file - supersededBit] ?? 0;
  const own = stack.tree.toMerged[content.layer]?.[content.file] ?? 0;
  const isOwnShown =
    isShown(state, own) && state.shownLayer[own] === content.layer && state.shownNode[own] === content.file;
  return isOwnShown ? 0 : storedBytes(index, content.file);
}

/** What the layer has itself, and what it took away of the layers below. */
function takeLayer(stack: StackAnalysis, model: ViewModel): void {
  const { layer, state, included, bytes, files, wasted, removed } = model;
  const index = stack.layers[layer];
  const map = stack.tree.toMerged[layer];
  if (!index || !map || !wasted || !removed) return;
  for (let node = 0; node < index.count; node += 1) {
    const merged = map[node] ?? 0;
    const flags = index.flags[node] ?? 0;
    if ((flags & kindMask) === nodeKinds.none) continue;
    included[merged] = 1;
    if (isDirectory(flags)) continue;
    files[merged] = 1;
    const stored = storedBytes(index, node);
    bytes[merged] = stored;
    if (stored > 0 && !isVisible(stack, layer, node)) wasted[merged] = stored;
  }
  for (let merged = 0; merged < included.length; merged += 1) {
    if (state.goneAt[merged] !== layer) continue;
    included[merged] = 1;
    const below = stack.layers[state.shownLayer[merged] ?? noLayer];
    const node = state.shownNode[merged] ?? 0;
    if (!below || isDirectory(below.flags[node] ?? 0)) continue;
    files[merged] = 1;
    removed[merged] = storedBytes(below, node);
  }
}

/** Whether the content of a file can be seen in the image, by its own path or another one. */
function isVisible(stack: StackAnalysis, layer: number, node: number): boolean {
  if (stack.hiddenBy[layer]?.[node] === noLayer) return true;
  return stack.links.isShownByLink({ layer, file: node }, stack.final);
}

/** Parents come before their children: one pass from the end. Includes every folder on the way. */
function sumUpwards({ tree }: StackAnalysis, { included, bytes, files, wasted, removed }: ViewModel): void {
  const { parent } = tree;
  for (let merged = included.length - 1; merged > 0; merged -= 1) {
    if (included[merged] === 0) continue;
    const above = parent[merged] ?? 0;
    included[above] = 1;
    bytes[above] = (bytes[above] ?? 0) + (bytes[merged] ?? 0);
    files[above] = (files[above] ?? 0) + (files[merged] ?? 0);
    if (wasted) wasted[above] = (wasted[above] ?? 0) + (wasted[merged] ?? 0);
    if (removed) removed[above] = (removed[above] ?? 0) + (removed[merged] ?? 0);
  }
  included[0] = 1;
}

/** The node of a layer at a merged path, or undefined. */
export function nodeOfLayer(stack: StackAnalysis, layer: number, merged: number): number | undefined {
  const map = stack.tree.toMerged[layer];
  // Merged nodes rise with the nodes of a layer, because both are in the same order.
  const node = map ? findSorted(map, merged) : -1;
  return node < 0 ? undefined : node;
}

/** Where the entry of a view's row is: its layer and node there. */
export function entryOf(
  stack: StackAnalysis,
  model: ViewModel,
  merged: number,
): { layer: number; node: number } {
  if (model.mode === 'layer' && model.state.goneAt[merged] !== model.layer) {
    const node = nodeOfLayer(stack, model.layer, merged);
    if (node !== undefined) return { layer: model.layer, node };
  }
  return { layer: model.state.shownLayer[merged] ?? noLayer, node: model.state.shownNode[merged] ?? 0 };
}

export function layerOfEntry(stack: StackAnalysis, entry: { layer: number }): LayerIndex | undefined {
  return stack.layers[entry.layer];
}
