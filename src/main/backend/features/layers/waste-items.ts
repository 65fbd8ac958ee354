import { type HideReason, hideReason } from '../../../../common/contract/layer-tree';
import { supersededBit } from '../../layers/index/layer-index';
import { isDirectory, opaqueFlag, whiteoutFlag } from '../../layers/index/node-kind';
import { formatName } from '../../layers/index/tar-path';
import { mergedPath } from '../../layers/stack/find-merged-path';
import type { StackAnalysis } from '../../layers/stack/stack-analysis';
import { hideReasons } from '../../layers/stack/stack-state';
import { nodeOfLayer } from '../../layers/view/view-model';

/** Path of a hidden content, without a leading slash. @param item its number in the waste table */
export function wastePath(stack: StackAnalysis, item: number): string {
  const layer = stack.waste.layer[item] ?? 0;
  const file = stack.waste.file[item] ?? 0;
  if (file < supersededBit) return mergedPath(stack.tree, stack.tree.toMerged[layer]?.[file] ?? 0);
  const { starts, paths } = stack.layers[layer]?.superseded ?? { starts: [], paths: new Uint8Array() };
  const number = file - supersededBit;
  return formatName(paths.subarray(starts[number], starts[number + 1]));
}

/**
 * The merged node through which a hidden content can be read. A file that a later entry of its own layer replaced has
 * one only as long as a hard link of that layer stands for it.
 */
export function wasteNode(stack: StackAnalysis, item: number): number | undefined {
  const layer = stack.waste.layer[item] ?? 0;
  const file = stack.waste.file[item] ?? 0;
  const map = stack.tree.toMerged[layer];
  if (file < supersededBit) return map?.[file];
  const link = stack.links.get({ layer, file })?.links.find((each) => each.layer === layer);
  return link && map?.[link.node];
}

/** Why it cannot be seen. */
export function wasteReason(stack: StackAnalysis, item: number): HideReason {
  const how = hideReasons[stack.waste.how[item] ?? 0];
  return hideReason.options.find((reason) => reason === how) ?? 'duplicate_entry';
}

/** The folder whose removal, replacement or opaque mark took a hidden content along. */
export function removedWith(stack: StackAnalysis, item: number): string | undefined {
  const how = wasteReason(stack, item);
  if (how !== 'removed_with_directory' && how !== 'opaque_directory') return undefined;
  const node = wasteNode(stack, item);
  const by = stack.waste.by[item] ?? 0;
  for (let at = stack.tree.parent[node ?? 0] ?? 0; ; at = stack.tree.parent[at] ?? 0) {
    const own = nodeOfLayer(stack, by, at);
    const flags = own === undefined ? undefined : stack.layers[by]?.flags[own];
    if (flags !== undefined && takesAlong(flags, how)) return at === 0 ? '' : mergedPath(stack.tree, at);
    if (at === 0) return undefined;
  }
}

function takesAlong(flags: number, how: HideReason): boolean {
  if (how === 'opaque_directory') return (flags & opaqueFlag) !== 0;
  return (flags & whiteoutFlag) !== 0 || !isDirectory(flags);
}
