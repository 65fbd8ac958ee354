import { hideReason, type TreeRow } from '../../../../common/contract/layer-tree';
import { bytesOf, findSorted, type LayerIndex, supersededBit, xattrBytesOf } from '../index/layer-index';
import { isDirectory, kindName, sparseFlag, xattrFlag } from '../index/node-kind';
import { formatName } from '../index/tar-path';
import { decodeXattrs } from '../index/xattr-bytes';
import { mergedName, mergedPath } from '../stack/find-merged-path';
import { markNames } from '../stack/node-comparison';
import type { StackAnalysis } from '../stack/stack-analysis';
import { noLayer } from '../stack/stack-state';
import type { TreeView } from './tree-view';
import { entryOf, type ViewModel } from './view-model';

/** What rows are made from. */
export interface RowSource {
  readonly stack: StackAnalysis;
  readonly model: ViewModel;
  readonly tree: TreeView;
  readonly isFlat: boolean;
  /** The number of the first layer of the stack: 0, or that of a layer that is looked at alone. */
  readonly firstLayer: number;
}

/** One row of a tree. */
export function toRow(source: RowSource, node: number): TreeRow {
  const { stack, model, tree, isFlat, firstLayer } = source;
  const entry = entryOf(stack, model, node);
  const layer = stack.layers[entry.layer];
  const flags = layer?.flags[entry.node] ?? 0;
  const kind = kindName(flags);
  const isFolder = isDirectory(flags);
  const name = formatName(mergedName(stack.tree, node));
  const path = mergedPath(stack.tree, node);
  return {
    node,
    depth: isFlat ? 1 : depthOf(stack, node),
    name,
    path,
    // A whiteout by itself is shown as what it removed.
    kind: kind === 'none' ? 'file' : kind,
    bytes: model.bytes[node] ?? 0,
    files: isFolder ? (model.files[node] ?? 0) : undefined,
    mark: markOf(source, node, entry),
    layer: entry.layer + firstLayer,
    ...layerFacts(source, node, entry),
    ...(layer ? nodeFacts(stack, layer, entry) : { mode: 0, uid: 0, gid: 0 }),
    expandable: isFolder && !isFlat && tree.hasRows(node),
    expanded: isFolder && !isFlat && tree.isOpen(node),
  };
}

interface Entry {
  readonly layer: number;
  readonly node: number;
}

function nodeFacts(stack: StackAnalysis, layer: LayerIndex, { layer: number, node }: Entry) {
  const flags = layer.flags[node] ?? 0;
  const device = findSorted(layer.devices.nodes, node);
  const link = bytesOf(layer.links, node);
  const xattrs = flags & xattrFlag ? xattrBytesOf(layer, node) : undefined;
  const mtime = layer.mtime[node] ?? 0;
  return {
    mode: layer.mode[node] ?? 0,
    uid: layer.uid[node] ?? 0,
    gid: layer.gid[node] ?? 0,
    modifiedAt: mtime > 0 ? mtime * 1000 : undefined,
    // Only the engine's list of changes leaves the facts of a file open.
    unmeasured: Number.isNaN(mtime) ? true : undefined,
    sizeBytes: sizeOf(stack, number, node),
    linkTarget: link && formatName(link),
    device:
      device < 0
        ? undefined
        : { major: layer.devices.majors[device] ?? 0, minor: layer.devices.minors[device] ?? 0 },
    xattrs: xattrs && decodeXattrs(xattrs).map(([key]) => key),
    sparse: flags & sparseFlag ? true : undefined,
  };
}

/** Of a regular file, also through a hard link. */
export function sizeOf(stack: StackAnalysis, layer: number, node: number): number | undefined {
  const content = stack.links.contentOf(layer, node);
  const index = content && stack.layers[content.layer];
  if (!content || !index) return undefined;
  return content.file >= supersededBit
    ? index.superseded.stored[content.file - supersededBit]
    : index.size[content.file];
}

/** The state of a version: only where one layer is looked at. */
function layerFacts({ stack, model, firstLayer }: RowSource, node: number, entry: Entry) {
  if (model.mode !== 'layer') return {};
  const by = stack.hiddenBy[entry.layer]?.[entry.node] ?? noLayer;
  const isHidden = by !== noLayer && entry.layer === model.layer;
  return {
    hiddenBy: isHidden ? by + firstLayer : undefined,
    hiddenHow: isHidden ? hideReason.options[stack.hiddenHow[entry.layer]?.[entry.node] ?? 0] : undefined,
    wastedBytes: model.wasted?.[node],
    removedBytes: model.removed?.[node],
  };
}

/** What the layer did to a path; undefined for a view of the whole image. */
export function markOf(
  { stack, model }: Pick<RowSource, 'stack' | 'model'>,
  node: number,
  entry: Entry,
): TreeRow['mark'] {
  if (model.mode === 'final') return undefined;
  if (model.mode === 'layer' && model.state.goneAt[node] === model.layer) return 'removed';
  if (entry.layer !== model.layer) return 'unchanged';
  return markNames[stack.marks[entry.layer]?.[entry.node] ?? 0];
}

function depthOf({ tree }: StackAnalysis, node: number): number {
  let depth = 0;
  for (let at = node; at !== 0; at = tree.parent[at] ?? 0) depth += 1;
  return depth;
}
