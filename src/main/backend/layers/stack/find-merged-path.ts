import { compareNames } from '../index/layer-index';
import { formatName } from '../index/tar-path';
import type { MergedTree } from './merged-tree';

/** The node at a path, or undefined. Links are not followed. */
export function findMergedPath(tree: MergedTree, components: readonly Uint8Array[]): number | undefined {
  let node = 0;
  for (const component of components) {
    const child = findChild(tree, node, component);
    if (child === undefined) return undefined;
    node = child;
  }
  return node;
}

function findChild(tree: MergedTree, directory: number, name: Uint8Array): number | undefined {
  const last = tree.end[directory] ?? 0;
  for (let child = directory + 1; child < last; child = tree.end[child] ?? last) {
    const [start, end] = [tree.nameStart[child] ?? 0, tree.nameStart[child + 1] ?? 0];
    const order = compareNames(tree.names, start, end, name, 0, name.length);
    if (order === 0) return child;
    if (order > 0) return undefined;
  }
  return undefined;
}

export function mergedName(tree: MergedTree, node: number): Uint8Array {
  return tree.names.subarray(tree.nameStart[node], tree.nameStart[node + 1]);
}

/** Path of a node as text, without a leading slash; empty for the root. */
export function mergedPath(tree: MergedTree, node: number): string {
  const parts: string[] = [];
  for (let at = node; at !== 0; at = tree.parent[at] ?? 0) parts.push(formatName(mergedName(tree, at)));
  return parts.reverse().join('/');
}

/** Path of a node as bytes, without a leading slash. */
export function mergedPathBytes(tree: MergedTree, node: number): Buffer {
  const parts: Uint8Array[] = [];
  for (let at = node; at !== 0; at = tree.parent[at] ?? 0) {
    if (parts.length > 0) parts.push(slash);
    parts.push(mergedName(tree, at));
  }
  return Buffer.concat(parts.reverse());
}

const slash = Buffer.from('/');
