import { isDirectory, kindMask, nodeKinds, sparseFlag, whiteoutFlag } from './node-kind';

/** No node. */
export const noNode = 0xffffffff;
/** Set in a hard link's target that is a superseded file: the rest is its index in `superseded`. */
export const supersededBit = 0x80000000;

/** Why something in a layer's archive was not taken as it stands. */
export type LayerProblemKind =
  | 'path_refused'
  | 'name_too_long'
  | 'whiteout_refused'
  | 'type_unknown'
  | 'aufs_metadata'
  | 'link_unresolved';

export interface LayerProblem {
  readonly kind: LayerProblemKind;
  readonly count: number;
  /** The first few, as they were written. */
  readonly paths: readonly string[];
}

/** Bytes per node, by node number, ascending: for what few nodes have. */
export interface NodeBytes {
  readonly nodes: Uint32Array;
  /** Where each one's bytes begin; one more than nodes. */
  readonly starts: Uint32Array;
  readonly bytes: Uint8Array;
}

export interface LayerTotals {
  /** Regular files with a body of their own, superseded ones included. */
  readonly files: number;
  /** Bytes of regular file content that the layer stores: bodies, each once. */
  readonly bytes: number;
  /** Bytes of content that can never be seen: refused entries. Part of `bytes`. */
  readonly refusedBytes: number;
  /** Entries of the archive. */
  readonly entries: number;
  /** Length of the uncompressed archive. */
  readonly archiveBytes: number;
}

/**
 * What one layer has, without any content: a tree in preorder, with the children of a directory sorted by the bytes of
 * their names. Node 0 is the root; `end[n]` is the first node after n's subtree. About 45 bytes and the name per node.
 */
export interface LayerColumns {
  readonly count: number;
  readonly parent: Uint32Array;
  readonly end: Uint32Array;
  /** One more than nodes; names stand one after the other. */
  readonly nameStart: Uint32Array;
  readonly names: Uint8Array;
  /** Kind and flags, see node-kind.ts. */
  readonly flags: Uint16Array;
  readonly mode: Uint16Array;
  readonly uid: Uint32Array;
  readonly gid: Uint32Array;
  /** Seconds since the epoch. */
  readonly mtime: Float64Array;
  /** Of a regular file. */
  readonly size: Float64Array;
  /** Position of the entry in the layer's archive in blocks of 512; `noNode` without an entry. */
  readonly block: Uint32Array;
  /** Targets of symbolic links, and of hard links that have no file in this layer. */
  readonly links: NodeBytes;
  readonly hardlinks: { readonly nodes: Uint32Array; readonly targets: Uint32Array };
  /** `values` are indices of the distinct sets whose bytes (see xattr-bytes.ts) follow. */
  readonly xattrs: {
    readonly nodes: Uint32Array;
    readonly values: Uint32Array;
    readonly starts: Uint32Array;
    readonly bytes: Uint8Array;
  };
  readonly devices: {
    readonly nodes: Uint32Array;
    readonly majors: Uint32Array;
    readonly minors: Uint32Array;
  };
  readonly sparse: { readonly nodes: Uint32Array; readonly stored: Float64Array };
  /** Files that a later entry of the same layer replaced: `nodes` is where they were. */
  readonly superseded: {
    /** Full paths, one after the other; `starts` has one more than there are files. */
    readonly starts: Uint32Array;
    readonly paths: Uint8Array;
    readonly stored: Float64Array;
    readonly block: Uint32Array;
  };
}

export interface LayerIndex extends LayerColumns {
  readonly totals: LayerTotals;
  readonly problems: readonly LayerProblem[];
}

/** Bytes of content that a regular file has in the layer's archive; 0 for everything else. */
export function storedBytes(layer: LayerColumns, node: number): number {
  const flags = layer.flags[node] ?? 0;
  if ((flags & kindMask) !== nodeKinds.file) return 0;
  if ((flags & sparseFlag) === 0) return layer.size[node] ?? 0;
  const at = findSorted(layer.sparse.nodes, node);
  return at < 0 ? (layer.size[node] ?? 0) : (layer.sparse.stored[at] ?? 0);
}

/** A whiteout that the same layer filled again counts as both. */
export function hidesBelow(flags: number): boolean {
  return (flags & whiteoutFlag) !== 0;
}

export function nodeName(layer: LayerColumns, node: number): Uint8Array {
  return layer.names.subarray(layer.nameStart[node] ?? 0, layer.nameStart[node + 1] ?? 0);
}

/** The bytes of a node in such a table, or undefined. */
export function bytesOf(table: NodeBytes, node: number): Uint8Array | undefined {
  const at = findSorted(table.nodes, node);
  if (at < 0) return undefined;
  return table.bytes.subarray(table.starts[at] ?? 0, table.starts[at + 1] ?? 0);
}

/** The extended attributes of a node, or undefined; equal attributes have equal bytes. */
export function xattrBytesOf(layer: LayerColumns, node: number): Uint8Array | undefined {
  const { nodes, values, starts, bytes } = layer.xattrs;
  const at = findSorted(nodes, node);
  if (at < 0) return undefined;
  const value = values[at] ?? 0;
  return bytes.subarray(starts[value] ?? 0, starts[value + 1] ?? 0);
}

/** Index of a value in an ascending array, or -1. */
export function findSorted(values: Uint32Array, wanted: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low <= high) {
    const middle = (low + high) >>> 1;
    const value = values[middle] ?? 0;
    if (value === wanted) return middle;
    if (value < wanted) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** The child with this name, or `noNode`. */
export function findChild(layer: LayerColumns, directory: number, name: Uint8Array): number {
  const last = layer.end[directory] ?? 0;
  for (let child = directory + 1; child < last; child = layer.end[child] ?? last) {
    const order = compareNames(
      layer.names,
      layer.nameStart[child] ?? 0,
      layer.nameStart[child + 1] ?? 0,
      name,
      0,
      name.length,
    );
    if (order === 0) return child;
    if (order > 0) return noNode;
  }
  return noNode;
}

/** The node at a path (components without slashes), or `noNode`. Never follows links. */
export function findPath(layer: LayerColumns, components: readonly Uint8Array[]): number {
  let node = 0;
  for (const component of components) {
    if (!isDirectory(layer.flags[node] ?? 0)) return noNode;
    node = findChild(layer, node, component);
    if (node === noNode) return noNode;
  }
  return node;
}

/** Order of two names by their bytes: negative, 0 or positive. */
export function compareNames(
  first: Uint8Array,
  firstStart: number,
  firstEnd: number,
  second: Uint8Array,
  secondStart: number,
  secondEnd: number,
): number {
  const length = Math.min(firstEnd - firstStart, secondEnd - secondStart);
  for (let at = 0; at < length; at += 1) {
    const difference = (first[firstStart + at] ?? 0) - (second[secondStart + at] ?? 0);
    if (difference !== 0) return difference;
  }
  return firstEnd - firstStart - (secondEnd - secondStart);
}
