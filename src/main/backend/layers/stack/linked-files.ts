import { bytesOf, findSorted, type LayerIndex, noNode, supersededBit } from '../index/layer-index';
import { isDirectory, kindMask, nodeKinds } from '../index/node-kind';
import { componentsOf } from '../index/tar-path';
import { findMergedPath } from './find-merged-path';
import type { MergedTree } from './merged-tree';
import { isShown, noLayer, type StackState } from './stack-state';

/** The content of a regular file: its layer, and its node or `supersededBit` with its number in `superseded`. */
export interface ContentId {
  readonly layer: number;
  readonly file: number;
}

interface LinkedFile {
  /** Paths that stand for this content, apart from its own: layer and node. */
  readonly links: { readonly layer: number; readonly node: number }[];
  hiddenBy: number;
  hiddenHow: number;
}

/**
 * Files with hard links: their content is visible as long as one of their paths is. Only these are kept here; for all
 * others the path is the file.
 */
export class LinkedFiles {
  readonly #layers: readonly LayerIndex[];
  readonly #tree: MergedTree;
  readonly #state: StackState;
  readonly #files = new Map<number, LinkedFile>();
  /** Links to files of lower layers, by layer and node. */
  readonly #across = new Map<number, ContentId>();

  constructor(layers: readonly LayerIndex[], tree: MergedTree, state: StackState) {
    this.#layers = layers;
    this.#tree = tree;
    this.#state = state;
    for (const [layer, { hardlinks }] of layers.entries()) {
      hardlinks.nodes.forEach((node, at) => {
        const target = hardlinks.targets[at] ?? noNode;
        if (target !== noNode) this.#open({ layer, file: target }).links.push({ layer, node });
      });
    }
  }

  get size(): number {
    return this.#files.size;
  }

  /** After a layer was laid on: looks up what its links to lower layers stand for. */
  resolveAcross(layer: number): void {
    const { hardlinks, links } = this.#layers[layer] ?? {};
    hardlinks?.nodes.forEach((node, at) => {
      if (hardlinks.targets[at] !== noNode || !links) return;
      const target = this.#findShown(componentsOf(bytesOf(links, node) ?? new Uint8Array()));
      if (!target) return;
      this.#across.set(keyOf(layer, node), target);
      this.#open(target).links.push({ layer, node });
    });
  }

  /** The content behind a node of a layer: the file itself, or what a hard link stands for. */
  contentOf(layer: number, node: number): ContentId | undefined {
    const index = this.#layers[layer];
    const kind = (index?.flags[node] ?? 0) & kindMask;
    if (kind === nodeKinds.file) return { layer, file: node };
    if (kind !== nodeKinds.hardlink || !index) return undefined;
    const target = index.hardlinks.targets[findSorted(index.hardlinks.nodes, node)] ?? noNode;
    return target === noNode ? this.#across.get(keyOf(layer, node)) : { layer, file: target };
  }

  /** Takes note that a path is not seen any more. */
  hide(layer: number, node: number, by: number, how: number): void {
    if (this.#files.size === 0) return;
    const content = this.contentOf(layer, node);
    const linked = content && this.#files.get(keyOf(content.layer, content.file));
    if (!linked) return;
    linked.hiddenBy = by;
    linked.hiddenHow = how;
  }

  /** Undefined for a file that has no hard links. */
  get(content: ContentId): Readonly<LinkedFile> | undefined {
    return this.#files.get(keyOf(content.layer, content.file));
  }

  /** Whether a path other than the file's own shows it. */
  isShownByLink(content: ContentId, state: StackState): boolean {
    return this.firstShownLink(content, state) !== undefined;
  }

  /** Merged node of the first link that shows the content in this state. */
  firstShownLink(content: ContentId, state: StackState): number | undefined {
    for (const { layer, node } of this.get(content)?.links ?? []) {
      const merged = this.#tree.toMerged[layer]?.[node] ?? 0;
      const isOwn = state.shownLayer[merged] === layer && state.shownNode[merged] === node;
      if (isOwn && isShown(state, merged)) return merged;
    }
    return undefined;
  }

  #findShown(path: readonly Uint8Array[] | undefined): ContentId | undefined {
    const merged = path && findMergedPath(this.#tree, path);
    if (merged === undefined || !isShown(this.#state, merged)) return undefined;
    const layer = this.#state.shownLayer[merged] ?? noLayer;
    const node = this.#state.shownNode[merged] ?? 0;
    if (isDirectory(this.#layers[layer]?.flags[node] ?? 0)) return undefined;
    return this.contentOf(layer, node);
  }

  #open({ layer, file }: ContentId): LinkedFile {
    const key = keyOf(layer, file);
    const known = this.#files.get(key);
    if (known) return known;
    const isSuperseded = file >= supersededBit;
    const linked = { links: [], hiddenBy: isSuperseded ? layer : noLayer, hiddenHow: 0 };
    this.#files.set(key, linked);
    return linked;
  }
}

function keyOf(layer: number, file: number): number {
  return layer * 2 ** 32 + file;
}
