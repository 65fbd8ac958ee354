import { AppError } from '../../../../common/errors';
import { supersededBit } from '../index/layer-index';
import type { ContentPlace } from '../source/layer-source';
import { mergedPathBytes } from '../stack/find-merged-path';
import type { StackAnalysis } from '../stack/stack-analysis';
import { nodeOfLayer } from './view-model';

/**
 * Where the content of a layer's version of a path is; hard links are followed.
 * @param merged node of the stack's tree
 * @throws AppError not_found when the layer has nothing there, failed_precondition for what is no regular file
 */
export function placeOf(stack: StackAnalysis, layer: number, merged: number): ContentPlace {
  const node = nodeOfLayer(stack, layer, merged);
  if (node === undefined) throw new AppError('not_found', `layer ${layer} has no such path`);
  const content = stack.links.contentOf(layer, node);
  if (!content) throw new AppError('failed_precondition', 'only regular files have a content');
  const index = stack.layers[content.layer];
  const map = stack.tree.toMerged[content.layer];
  if (!index || !map) throw new AppError('internal', 'a layer that is not in the stack');
  if (content.file >= supersededBit) {
    // Where it was is another file now; the link is the path that still has it.
    const { block, stored } = index.superseded;
    const number = content.file - supersededBit;
    const path = mergedPathBytes(stack.tree, merged);
    return { layer: content.layer, path, block: block[number] ?? 0, size: stored[number] ?? 0 };
  }
  return {
    layer: content.layer,
    path: mergedPathBytes(stack.tree, map[content.file] ?? 0),
    block: index.block[content.file] ?? 0,
    size: index.size[content.file] ?? 0,
  };
}
