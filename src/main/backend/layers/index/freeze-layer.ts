import { Pacer } from '../pacer';
import { collectExtras } from './freeze-extras';
import type { LayerBuilder } from './layer-builder';
import { compareNames, type LayerColumns, type LayerIndex, noNode } from './layer-index';
import type { LayerTree } from './layer-tree';
import { deadFlag, isDirectory, kindMask, nodeKinds } from './node-kind';

/** Nodes between two looks at the clock. */
const stride = 4096;

type TreeColumns = Omit<LayerColumns, 'links' | 'hardlinks' | 'xattrs' | 'devices' | 'sparse' | 'superseded'>;

/**
 * The finished index of what a builder has taken: children sorted, nodes in preorder, columns of exact length.
 * @param archiveBytes length of the layer's uncompressed archive
 */
export async function freezeLayer(
  builder: LayerBuilder,
  archiveBytes: number,
  signal?: AbortSignal,
): Promise<LayerIndex> {
  const pacer = new Pacer(signal);
  const { order, end } = await sortTree(builder.tree, pacer);
  resolveLateLinks(builder, order);
  const columns = await copyColumns(builder.tree, order, end, pacer);
  const extras = collectExtras(builder, order, columns);
  return {
    ...columns,
    ...extras,
    totals: {
      files: builder.files,
      bytes: builder.bytes,
      refusedBytes: builder.refusedBytes,
      entries: builder.entries,
      archiveBytes,
    },
    problems: builder.problems.list(),
  };
}

/** Numbers of the tree in preorder, and for each place the end of its subtree. */
interface Sorted {
  readonly order: Uint32Array;
  readonly end: Uint32Array;
}

interface OpenDirectory {
  readonly place: number;
  readonly children: Uint32Array;
  next: number;
}

async function sortTree(tree: LayerTree, pacer: Pacer): Promise<Sorted> {
  const order = new Uint32Array(tree.count);
  const end = new Uint32Array(tree.count);
  const open: OpenDirectory[] = [{ place: 0, children: sortedChildren(tree, 0), next: 0 }];
  let count = 1;
  for (let top = open.at(-1); top; top = open.at(-1)) {
    const node = top.children[top.next];
    if (node === undefined) {
      end[top.place] = count;
      open.pop();
      continue;
    }
    top.next += 1;
    const place = count;
    order[place] = node;
    count += 1;
    if (isDirectory(tree.columns.flags[node] ?? 0)) {
      open.push({ place, children: sortedChildren(tree, node), next: 0 });
    } else end[place] = count;
    if (count % stride === 0 && pacer.isDue) await pacer.turn();
  }
  return { order: order.subarray(0, count), end: end.slice(0, count) };
}

/** Engines write directories in order, so that there is mostly nothing to sort. */
function sortedChildren(tree: LayerTree, directory: number): Uint32Array {
  const { firstChild, nextSibling, flags, nameStart, nameLength } = tree.columns;
  const children: number[] = [];
  for (let child = firstChild[directory] ?? noNode; child !== noNode; child = nextSibling[child] ?? noNode) {
    if (((flags[child] ?? 0) & deadFlag) === 0) children.push(child);
  }
  const names = tree.names.bytes;
  const compare = (first: number, second: number): number => {
    const [a, b] = [nameStart[first] ?? 0, nameStart[second] ?? 0];
    return compareNames(names, a, a + (nameLength[first] ?? 0), names, b, b + (nameLength[second] ?? 0));
  };
  const sorted = Uint32Array.from(children.reverse());
  for (let at = 1; at < sorted.length; at += 1) {
    if (compare(sorted[at - 1] ?? 0, sorted[at] ?? 0) > 0) return sorted.sort(compare);
  }
  return sorted;
}

/** Hard links that stand before their file. */
function resolveLateLinks(builder: LayerBuilder, order: Uint32Array): void {
  const { flags, size } = builder.tree.columns;
  if (!builder.extras.linkTargets.includes(noNode)) return;
  for (const node of order) {
    if (((flags[node] ?? 0) & kindMask) !== nodeKinds.hardlink) continue;
    const number = size[node] ?? 0;
    if (builder.extras.linkTargets[number] === noNode) builder.resolveLink(number, node);
  }
}

async function copyColumns(
  { columns: from, names }: LayerTree,
  order: Uint32Array,
  end: Uint32Array,
  pacer: Pacer,
): Promise<TreeColumns> {
  const to = createTreeColumns(order, end, from.nameLength);
  const { nameStart, parent } = to;
  let position = 0;
  const ancestors = [0];
  for (let place = 0; place < to.count; place += 1) {
    const node = order[place] ?? 0;
    while (place > 0 && place >= (end[ancestors.at(-1) ?? 0] ?? 0)) ancestors.pop();
    parent[place] = ancestors.at(-1) ?? 0;
    if (place > 0 && (end[place] ?? 0) > place + 1) ancestors.push(place);
    const start = from.nameStart[node] ?? 0;
    const length = place === 0 ? 0 : (from.nameLength[node] ?? 0);
    // Names are short: a call to copy one takes longer than the copy.
    for (let at = 0; at < length; at += 1) to.names[position + at] = names.bytes[start + at] as number;
    position += length;
    nameStart[place + 1] = position;
    to.flags[place] = from.flags[node] ?? 0;
    to.mode[place] = from.mode[node] ?? 0;
    to.uid[place] = from.uid[node] ?? 0;
    to.gid[place] = from.gid[node] ?? 0;
    to.mtime[place] = from.mtime[node] ?? 0;
    to.size[place] = ((from.flags[node] ?? 0) & kindMask) === nodeKinds.file ? (from.size[node] ?? 0) : 0;
    to.block[place] = from.block[node] ?? noNode;
    if (place % stride === 0 && pacer.isDue) await pacer.turn();
  }
  return to;
}

function createTreeColumns(order: Uint32Array, end: Uint32Array, nameLength: Uint16Array): TreeColumns {
  const count = order.length;
  let nameBytes = 0;
  for (let place = 1; place < count; place += 1) nameBytes += nameLength[order[place] ?? 0] ?? 0;
  return {
    count,
    parent: new Uint32Array(count),
    end,
    nameStart: new Uint32Array(count + 1),
    names: Buffer.alloc(nameBytes),
    flags: new Uint16Array(count),
    mode: new Uint16Array(count),
    uid: new Uint32Array(count),
    gid: new Uint32Array(count),
    mtime: new Float64Array(count),
    size: new Float64Array(count),
    block: new Uint32Array(count),
  };
}
