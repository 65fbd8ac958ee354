import type { LayerIndex } from '../index/layer-index';
import { explicitFlag, isDirectory, kindMask, nodeKinds, opaqueFlag, whiteoutFlag } from '../index/node-kind';
import type { MergedTree } from './merged-tree';

/** No layer. */
export const noLayer = 0xffff;

/** Why something of a lower layer cannot be seen any more. */
export const hideReasons = [
  'overwritten',
  'removed',
  'removed_with_directory',
  'opaque_directory',
  'replaced_by_other_type',
] as const;
export type HideReason = (typeof hideReasons)[number];

/** What can be seen when the layers from 0 to `upTo` lie on one another. */
export interface StackState {
  upTo: number;
  /** By merged node: the layer that was the last to have something there, `noLayer` for none. */
  readonly shownLayer: Uint16Array;
  /** Its node in that layer. */
  readonly shownNode: Uint32Array;
  /** The layer that took it away, `noLayer` while it can be seen. */
  readonly goneAt: Uint16Array;
}

/** Hears what happens while a layer is laid on the stack. `below` is what was there before. */
export interface StackObserver {
  /** Something of a lower layer cannot be seen at this path any more. */
  hide(merged: number, belowLayer: number, belowNode: number, reason: HideReason): void;
  /** `existed`: a lower layer had something at this path when this layer came. */
  set(merged: number, node: number, existed: boolean): void;
  /** A whiteout of something that is not there. */
  missed(node: number): void;
}

export function createState(tree: MergedTree): StackState {
  return {
    upTo: -1,
    shownLayer: new Uint16Array(tree.count).fill(noLayer),
    shownNode: new Uint32Array(tree.count),
    goneAt: new Uint16Array(tree.count).fill(noLayer),
  };
}

/** The state up to a layer, from nothing. */
export function stateUpTo(layers: readonly LayerIndex[], tree: MergedTree, upTo: number): StackState {
  const state = createState(tree);
  for (let layer = 0; layer <= upTo; layer += 1) applyLayer(layers, tree, state);
  return state;
}

export function isShown(state: StackState, merged: number): boolean {
  return state.shownLayer[merged] !== noLayer && state.goneAt[merged] === noLayer;
}

/**
 * Lays the next layer on the stack, after the OCI image specification (layer.md, "Applying changesets"): whiteouts and
 * opaque marks hide only what layers below have; a directory over a directory keeps what is in it; everything else
 * takes the place of what was there, with all that was below it.
 */
export function applyLayer(
  layers: readonly LayerIndex[],
  tree: MergedTree,
  state: StackState,
  observer?: StackObserver,
): void {
  state.upTo += 1;
  const layer = layers[state.upTo];
  const map = tree.toMerged[state.upTo];
  if (!layer || !map) return;
  const step = new LayerStep(layers, tree, state, observer);
  for (let node = 0; node < layer.count; node += 1) step.take(map[node] ?? 0, node, layer.flags[node] ?? 0);
}

class LayerStep {
  readonly #layers: readonly LayerIndex[];
  readonly #tree: MergedTree;
  readonly #state: StackState;
  readonly #observer: StackObserver | undefined;

  constructor(
    layers: readonly LayerIndex[],
    tree: MergedTree,
    state: StackState,
    observer: StackObserver | undefined,
  ) {
    this.#layers = layers;
    this.#tree = tree;
    this.#state = state;
    this.#observer = observer;
  }

  take(merged: number, node: number, flags: number): void {
    const wasShown = isShown(this.#state, merged);
    const wasDirectory = wasShown && isDirectory(this.#flagsBelow(merged));
    const isEmpty = (flags & kindMask) === nodeKinds.none;
    if (flags & whiteoutFlag) this.#whiteOut(merged, node, wasShown, wasDirectory, isEmpty);
    else if (flags & opaqueFlag && wasDirectory)
      this.#hide(merged + 1, this.#endOf(merged), 'opaque_directory');
    if (isEmpty) return;
    const isStill = isShown(this.#state, merged);
    if (isDirectory(flags)) this.#setDirectory(merged, node, flags, isStill, wasDirectory);
    else {
      if (isStill) this.#replace(merged, wasDirectory);
      this.#set(merged, node);
    }
  }

  #whiteOut(merged: number, node: number, wasShown: boolean, wasDirectory: boolean, isEmpty: boolean): void {
    if (!wasShown) this.#observer?.missed(node);
    else if (wasDirectory) {
      this.#hide(merged, merged + 1, 'removed');
      this.#hide(merged + 1, this.#endOf(merged), 'removed_with_directory');
    } else this.#hide(merged, merged + 1, isEmpty ? 'removed' : 'overwritten');
  }

  #setDirectory(merged: number, node: number, flags: number, isStill: boolean, wasDirectory: boolean): void {
    if (isStill && !wasDirectory) this.#hide(merged, merged + 1, 'replaced_by_other_type');
    // A directory that is only implied says nothing about one that is there.
    if (!isStill || !wasDirectory || flags & explicitFlag) this.#set(merged, node);
    else this.#observer?.set(merged, node, true);
  }

  #replace(merged: number, wasDirectory: boolean): void {
    this.#hide(merged, merged + 1, wasDirectory ? 'replaced_by_other_type' : 'overwritten');
    if (wasDirectory) this.#hide(merged + 1, this.#endOf(merged), 'removed_with_directory');
  }

  #set(merged: number, node: number): void {
    const { state } = { state: this.#state };
    const goneAt = state.goneAt[merged];
    const existed = state.shownLayer[merged] !== noLayer && (goneAt === noLayer || goneAt === state.upTo);
    this.#observer?.set(merged, node, existed);
    state.shownLayer[merged] = state.upTo;
    state.shownNode[merged] = node;
    state.goneAt[merged] = noLayer;
  }

  #hide(from: number, to: number, reason: HideReason): void {
    const { shownLayer, shownNode, goneAt, upTo } = this.#state;
    for (let merged = from; merged < to; merged += 1) {
      if (goneAt[merged] !== noLayer || shownLayer[merged] === noLayer) continue;
      goneAt[merged] = upTo;
      this.#observer?.hide(merged, shownLayer[merged] ?? noLayer, shownNode[merged] ?? 0, reason);
    }
  }

  #endOf(merged: number): number {
    return this.#tree.end[merged] ?? 0;
  }

  #flagsBelow(merged: number): number {
    const layer = this.#layers[this.#state.shownLayer[merged] ?? noLayer];
    return layer?.flags[this.#state.shownNode[merged] ?? 0] ?? 0;
  }
}
