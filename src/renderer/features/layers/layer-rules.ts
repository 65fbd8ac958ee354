import type { Analysis, LayerSummary, LayerUsers } from '../../../common/contract/layer-analysis';
import type { DockerfileLine } from '../../../common/contract/layer-findings';

/** A layer, or an instruction that made none. */
export type StackStep =
  | { readonly kind: 'layer'; readonly layer: LayerSummary }
  | { readonly kind: 'metadata'; readonly text: string };

/** The history with its layers, base first. Layers that the history does not know come at the end. */
export function toSteps(
  layers: readonly LayerSummary[],
  lines: readonly Pick<DockerfileLine, 'text' | 'layer'>[],
): readonly StackStep[] {
  const steps: StackStep[] = [];
  const left = new Map(layers.map((layer) => [layer.number, layer]));
  for (const { text, layer: number } of lines) {
    const layer = number === undefined ? undefined : left.get(number);
    if (layer) {
      steps.push({ kind: 'layer', layer });
      left.delete(layer.number);
    } else if (number === undefined) steps.push({ kind: 'metadata', text });
  }
  for (const layer of left.values()) steps.push({ kind: 'layer', layer });
  return steps;
}

/** The layer that is looked at first: the uppermost one that is ready and has files. */
export function initialLayer(layers: readonly LayerSummary[]): number {
  const ready = layers.filter(({ state }) => state === 'ready');
  return (ready.findLast(({ files = 0 }) => files > 0) ?? ready.at(-1) ?? layers.at(-1))?.number ?? 0;
}

/** Instructions without the shell and the prefixes that builders write in front of them. */
export function toInstruction(createdBy: string): string {
  return createdBy
    .replace(/^\|\d+ (?:\S+=\S* )*(?=\/bin\/sh -c )/, '')
    .replace(/^(?:RUN )?\/bin\/sh -c #\(nop\)\s+/, '')
    .replace(/^(?:RUN )?\/bin\/sh -c /, 'RUN ')
    .replace(/ # buildkit$/, '')
    .trim();
}

export interface SharedSum {
  readonly bytes: number;
  readonly images: number;
}

/** Bytes of all layers that another image has, too, and how many other images that are. */
export function sumShared(analysis: Analysis, users: LayerUsers): SharedSum {
  const names = new Set<string>();
  let bytes = 0;
  for (const { layer, images, bytes: counted } of users) {
    if (images.length === 0) continue;
    for (const { imageId } of images) names.add(imageId);
    bytes += counted ?? analysis.layers[layer]?.storedBytes ?? 0;
  }
  return { bytes, images: names.size };
}
