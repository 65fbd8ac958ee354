import {
  bytesOf,
  findSorted,
  type LayerIndex,
  noNode,
  supersededBit,
  xattrBytesOf,
} from '../index/layer-index';
import { isDirectory, kindMask, nodeKinds } from '../index/node-kind';

/**
 * What a layer does to a path. Contents are not compared byte by byte: a file whose size and modification time are
 * those of the one below is taken for the same content, as rsync does it; every source can tell that alike.
 */
export const marks = {
  /** A directory that only stands there because of what is in it, or is as it was. */
  unchanged: 0,
  added: 1,
  content: 2,
  /** Only mode, owner or attributes; the whole content is stored again. */
  metadata: 3,
  /** Stored again as it was. */
  rewritten: 4,
  type: 5,
} as const;
export type MarkName = keyof typeof marks;
export const markNames = ['unchanged', 'added', 'content', 'metadata', 'rewritten', 'type'] as const;

/** A node in its layer. */
export interface LayerNode {
  readonly layer: LayerIndex;
  readonly node: number;
}

/** The mark of `upper` at a path where `lower` was before. */
export function compareNodes(lower: LayerNode, upper: LayerNode): number {
  const [below, above] = [kindOf(lower), kindOf(upper)];
  if (isDirectory(above) && isDirectory(below))
    return hasSameMetadata(lower, upper) ? marks.unchanged : marks.metadata;
  if (asRegular(below) !== asRegular(above)) return marks.type;
  if (!hasSameContent(lower, upper, asRegular(above))) return marks.content;
  return hasSameMetadata(lower, upper) ? marks.rewritten : marks.metadata;
}

function kindOf({ layer, node }: LayerNode): number {
  return (layer.flags[node] ?? 0) & kindMask;
}

/** A hard link is a file like the one that it stands for. */
function asRegular(kind: number): number {
  return kind === nodeKinds.hardlink ? nodeKinds.file : kind;
}

function hasSameMetadata(a: LayerNode, b: LayerNode): boolean {
  return (
    a.layer.mode[a.node] === b.layer.mode[b.node] &&
    a.layer.uid[a.node] === b.layer.uid[b.node] &&
    a.layer.gid[a.node] === b.layer.gid[b.node] &&
    equalBytes(xattrBytesOf(a.layer, a.node), xattrBytesOf(b.layer, b.node))
  );
}

function hasSameContent(a: LayerNode, b: LayerNode, kind: number): boolean {
  switch (kind) {
    case nodeKinds.file:
      return sizeOf(a) === sizeOf(b) && a.layer.mtime[a.node] === b.layer.mtime[b.node];
    case nodeKinds.symlink:
      return equalBytes(bytesOf(a.layer.links, a.node), bytesOf(b.layer.links, b.node));
    case nodeKinds.character_device:
    case nodeKinds.block_device:
      return deviceOf(a) === deviceOf(b);
    default:
      return true;
  }
}

function sizeOf({ layer, node }: LayerNode): number {
  if (((layer.flags[node] ?? 0) & kindMask) !== nodeKinds.hardlink) return layer.size[node] ?? 0;
  const target = layer.hardlinks.targets[findSorted(layer.hardlinks.nodes, node)] ?? noNode;
  // Neither has a size of its own that could be the same.
  return target >= supersededBit ? Number.NaN : (layer.size[target] ?? 0);
}

function deviceOf({ layer, node }: LayerNode): string {
  const at = findSorted(layer.devices.nodes, node);
  return `${layer.devices.majors[at]}:${layer.devices.minors[at]}`;
}

function equalBytes(a: Uint8Array | undefined, b: Uint8Array | undefined): boolean {
  if (!a || !b) return a === b;
  return Buffer.compare(a, b) === 0;
}
