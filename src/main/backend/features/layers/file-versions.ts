import type { z } from 'zod';
import type { fileVersion } from '../../../../common/contract/layer-findings';
import { kindName } from '../../layers/index/node-kind';
import { markNames } from '../../layers/stack/node-comparison';
import type { StackAnalysis } from '../../layers/stack/stack-analysis';
import { noLayer } from '../../layers/stack/stack-state';
import { sizeOf } from '../../layers/view/tree-rows';
import { nodeOfLayer } from '../../layers/view/view-model';
import { checkNode } from './file-contents';
import type { OpenImage } from './open-image';

export type FileVersion = z.output<typeof fileVersion>;

/**
 * What each layer did to a path, base first: its versions, and after them the layers that took one away without having
 * one themselves (`removed`, with the kind of what is gone and no bytes).
 * @throws AppError not_found
 */
export function fileVersions(image: OpenImage, node: number): FileVersion[] {
  const stack = image.requireStack();
  checkNode(stack, node);
  const instructions = image.instructions();
  const versions: FileVersion[] = [];
  stack.layers.forEach((index, layer) => {
    const own = nodeOfLayer(stack, layer, node);
    const kind = own === undefined ? 'none' : kindName(index.flags[own] ?? 0);
    if (own === undefined || kind === 'none') return;
    const mark = markNames[stack.marks[layer]?.[own] ?? 0] ?? 'unchanged';
    const sizeBytes = sizeOf(stack, layer, own) ?? 0;
    versions.push({ layer, node, kind, sizeBytes, mark, createdBy: instructions[layer] });
    const remover = removerOf(stack, layer, own, node);
    if (remover !== undefined) {
      versions.push({
        ...{ layer: remover, node, kind, sizeBytes: 0, mark: 'removed' as const },
        createdBy: instructions[remover],
      });
    }
  });
  return versions;
}

/** The layer that took a version away, unless it put another one there. */
function removerOf(stack: StackAnalysis, layer: number, own: number, node: number): number | undefined {
  const by = stack.hiddenBy[layer]?.[own] ?? noLayer;
  if (by === noLayer) return undefined;
  const there = nodeOfLayer(stack, by, node);
  const isReplaced = there !== undefined && kindName(stack.layers[by]?.flags[there] ?? 0) !== 'none';
  return isReplaced ? undefined : by;
}
