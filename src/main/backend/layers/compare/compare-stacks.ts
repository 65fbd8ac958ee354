import { compareNames, type LayerIndex } from '../index/layer-index';
import { isDirectory } from '../index/node-kind';
import type { Pacer } from '../pacer';
import type { MergedTree } from '../stack/merged-tree';
import { compareNodes, marks } from '../stack/node-comparison';
import type { StackAnalysis } from '../stack/stack-analysis';
import { isShown, noLayer } from '../stack/stack-state';

export type StackChange = 'added' | 'changed' | 'metadata' | 'removed';

/** A path that is not the same in two images: merged nodes, as far as each has it. */
export interface ChangedPath {
  readonly change: StackChange;
  readonly first: number | undefined;
  readonly second: number | undefined;
}

/** Two images side by side. */
export interface StackPair {
  readonly first: StackAnalysis;
  readonly second: StackAnalysis;
}

/** A folder that is being compared: where each image stands in it. */
interface OpenFolder {
  first: number;
  readonly firstEnd: number;
  second: number;
  readonly secondEnd: number;
}

const stride = 4096;

/**
 * What the second image's final tree has that the first one's has not, apart from folders: one walk through both, in
 * the order of names. Contents are held to be the same as `compareNodes` says.
 */
export async function compareStacks(pair: StackPair, pacer: Pacer): Promise<readonly ChangedPath[]> {
  const changes: ChangedPath[] = [];
  const { first, second } = pair;
  const open: OpenFolder[] = [
    { first: 1, firstEnd: first.tree.count, second: 1, secondEnd: second.tree.count },
  ];
  let steps = 0;
  for (let top = open.at(-1); top; top = open.at(-1)) {
    if (top.first >= top.firstEnd && top.second >= top.secondEnd) open.pop();
    else {
      const below = step(pair, top, changes);
      if (below) open.push(below);
    }
    steps += 1;
    if (steps % stride === 0 && pacer.isDue) await pacer.turn();
  }
  return changes;
}

function step(pair: StackPair, folder: OpenFolder, changes: ChangedPath[]): OpenFolder | undefined {
  const order = compareAt(pair, folder);
  const [first, second] = [folder.first, folder.second];
  if (order <= 0) folder.first = pair.first.tree.end[first] ?? folder.firstEnd;
  if (order >= 0) folder.second = pair.second.tree.end[second] ?? folder.secondEnd;
  if (order < 0)
    addAll(pair.first, first, folder.first, (node) =>
      changes.push({ change: 'removed', first: node, second: undefined }),
    );
  if (order > 0)
    addAll(pair.second, second, folder.second, (node) =>
      changes.push({ change: 'added', first: undefined, second: node }),
    );
  if (order !== 0) return undefined;
  compareShown(pair, first, second, changes);
  return { first: first + 1, firstEnd: folder.first, second: second + 1, secondEnd: folder.second };
}

/** Negative: only the first image has this name next. */
function compareAt({ first, second }: StackPair, folder: OpenFolder): number {
  if (folder.first >= folder.firstEnd) return 1;
  if (folder.second >= folder.secondEnd) return -1;
  return compareTreeNames(first.tree, folder.first, second.tree, folder.second);
}

function compareTreeNames(a: MergedTree, nodeA: number, b: MergedTree, nodeB: number): number {
  return compareNames(
    a.names,
    a.nameStart[nodeA] ?? 0,
    a.nameStart[nodeA + 1] ?? 0,
    b.names,
    b.nameStart[nodeB] ?? 0,
    b.nameStart[nodeB + 1] ?? 0,
  );
}

function addAll(stack: StackAnalysis, from: number, to: number, add: (node: number) => void): void {
  for (let node = from; node < to; node += 1) if (isShownFile(stack, node)) add(node);
}

function compareShown(
  { first, second }: StackPair,
  nodeA: number,
  nodeB: number,
  changes: ChangedPath[],
): void {
  const [isA, isB] = [isShownFile(first, nodeA), isShownFile(second, nodeB)];
  if (isA && isB) {
    const change = changeOf(shownAt(first, nodeA), shownAt(second, nodeB));
    if (change) changes.push({ change, first: nodeA, second: nodeB });
  } else if (isA) changes.push({ change: 'removed', first: nodeA, second: undefined });
  else if (isB) changes.push({ change: 'added', first: undefined, second: nodeB });
}

interface Shown {
  readonly layer: LayerIndex | undefined;
  readonly node: number;
}

function shownAt({ layers, final }: StackAnalysis, merged: number): Shown {
  return { layer: layers[final.shownLayer[merged] ?? noLayer], node: final.shownNode[merged] ?? 0 };
}

function isShownFile(stack: StackAnalysis, merged: number): boolean {
  if (!isShown(stack.final, merged)) return false;
  const { layer, node } = shownAt(stack, merged);
  return !isDirectory(layer?.flags[node] ?? 0);
}

function changeOf(a: Shown, b: Shown): StackChange | undefined {
  if (!a.layer || !b.layer || (a.layer === b.layer && a.node === b.node)) return undefined;
  const mark = compareNodes({ layer: a.layer, node: a.node }, { layer: b.layer, node: b.node });
  if (mark === marks.metadata) return 'metadata';
  return mark === marks.content || mark === marks.type ? 'changed' : undefined;
}
