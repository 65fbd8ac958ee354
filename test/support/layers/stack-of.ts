import { storedBytes, supersededBit } from '../../../src/main/backend/layers/index/layer-index';
import { kindName } from '../../../src/main/backend/layers/index/node-kind';
import { mergedPath } from '../../../src/main/backend/layers/stack/find-merged-path';
import { analyzeStack, type StackAnalysis } from '../../../src/main/backend/layers/stack/stack-analysis';
import { hideReasons, isShown, type StackState } from '../../../src/main/backend/layers/stack/stack-state';
import { duplicateEntry } from '../../../src/main/backend/layers/stack/waste';
import { layerOf, pathOf } from './layer-of';
import type { TarSpec } from './tar-bytes';

/** The analysis of an image with these layers, base first. */
export async function stackOf(...layers: readonly (readonly TarSpec[])[]): Promise<StackAnalysis> {
  return analyzeStack(await Promise.all(layers.map(layerOf)));
}

/** Everything that can be seen, as `kind path layer`. */
export function shownIn({ layers, tree }: StackAnalysis, state: StackState): readonly string[] {
  const lines: string[] = [];
  for (let merged = 1; merged < tree.count; merged += 1) {
    if (!isShown(state, merged)) continue;
    const layer = state.shownLayer[merged] ?? 0;
    const kind = kindName(layers[layer]?.flags[state.shownNode[merged] ?? 0] ?? 0);
    lines.push(`${kind} ${mergedPath(tree, merged)} ${layer}`);
  }
  return lines;
}

/** The wasted contents, as `path@layer bytes by how`, most bytes first. */
export function wasteIn({ layers, waste }: StackAnalysis): readonly string[] {
  return Array.from({ length: waste.count }, (_, item) => {
    const layer = waste.layer[item] ?? 0;
    const how = waste.how[item] ?? 0;
    const reason = how === duplicateEntry ? 'duplicate_entry' : hideReasons[how];
    return `${wastePath(layers[layer], waste.file[item] ?? 0)}@${layer} ${waste.bytes[item]} ${waste.by[item]} ${reason}`;
  });
}

function wastePath(layer: StackAnalysis['layers'][number] | undefined, file: number): string {
  if (!layer) return '?';
  if (file < supersededBit) return pathOf(layer, file);
  const { starts, paths } = layer.superseded;
  const number = file - supersededBit;
  return Buffer.from(paths.subarray(starts[number], starts[number + 1])).toString();
}

/** Bytes of all regular files in the final tree, each content once: what a walk through a container would find. */
export function walkBytes({ layers, final, links, tree }: StackAnalysis): number {
  const seen = new Set<string>();
  let sum = 0;
  for (let merged = 0; merged < tree.count; merged += 1) {
    if (!isShown(final, merged)) continue;
    const content = links.contentOf(final.shownLayer[merged] ?? 0, final.shownNode[merged] ?? 0);
    const key = `${content?.layer} ${content?.file}`;
    const layer = layers[content?.layer ?? -1];
    if (!content || !layer || seen.has(key)) continue;
    seen.add(key);
    sum +=
      content.file >= supersededBit
        ? (layer.superseded.stored[content.file - supersededBit] ?? 0)
        : storedBytes(layer, content.file);
  }
  return sum;
}
