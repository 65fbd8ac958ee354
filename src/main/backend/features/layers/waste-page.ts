import type { WastePage, WasteRow } from '../../../../common/contract/layer-findings';
import { supersededBit } from '../../layers/index/layer-index';
import type { StackAnalysis } from '../../layers/stack/stack-analysis';
import { matchNames } from '../../layers/view/name-filter';
import type { OpenImage } from './open-image';
import { removedWith, wasteNode, wastePath, wasteReason } from './waste-items';

/** See `layers.waste`. */
export interface WasteQuery {
  readonly filter: string;
  readonly layer?: number | undefined;
  readonly by?: number | undefined;
  readonly flagged: boolean;
  readonly offset: number;
  readonly limit: number;
}

/**
 * A page of what is stored and cannot be seen, most bytes first, with the sums of all that the query finds.
 * @throws AppError failed_precondition while layers are missing
 */
export async function wastePageOf(
  image: OpenImage,
  query: WasteQuery,
  signal: AbortSignal | undefined,
): Promise<WastePage> {
  const stack = image.requireStack();
  const items = selectItems(
    stack,
    query,
    query.flagged ? await image.requireFindings().flagged(signal) : undefined,
  );
  const instructions = image.instructions();
  const sums = sumByLayer(stack, items);
  return {
    count: items.length,
    bytes: sums.reduce((sum, { bytes }) => sum + bytes, 0),
    rows: items
      .slice(query.offset, query.offset + query.limit)
      .map((item) => toWasteRow(image, stack, item, instructions)),
    byLayer: sums,
    refusedBytes: stack.layers.reduce((sum, { totals }) => sum + totals.refusedBytes, 0),
  };
}

function selectItems(
  stack: StackAnalysis,
  { filter, layer, by }: WasteQuery,
  flagged: ReadonlySet<number> | undefined,
): readonly number[] {
  const { waste } = stack;
  const isNamed = filter === '' ? () => true : nameTest(stack, filter);
  const items: number[] = [];
  for (let item = 0; item < waste.count; item += 1) {
    if (layer !== undefined && waste.layer[item] !== layer) continue;
    if (by !== undefined && waste.by[item] !== by) continue;
    if (flagged && !flagged.has(item)) continue;
    if (isNamed(item)) items.push(item);
  }
  return items;
}

/** As filters of trees: with a slash held against the path, else against the name. */
function nameTest(stack: StackAnalysis, filter: string): (item: number) => boolean {
  const matched = matchNames(stack.tree, { text: filter, syntax: 'text' });
  const wanted = filter.toLowerCase();
  return (item) => {
    const file = stack.waste.file[item] ?? 0;
    const map = stack.tree.toMerged[stack.waste.layer[item] ?? 0];
    if (file < supersededBit) return matched[map?.[file] ?? 0] === 1;
    const path = `/${wastePath(stack, item).toLowerCase()}`;
    return wanted.includes('/')
      ? path.includes(wanted)
      : path.slice(path.lastIndexOf('/') + 1).includes(wanted);
  };
}

function sumByLayer({ waste }: StackAnalysis, items: readonly number[]): WastePage['byLayer'] {
  const sums = new Map<number, { layer: number; bytes: number; files: number }>();
  for (const item of items) {
    const layer = waste.layer[item] ?? 0;
    const sum = sums.get(layer) ?? { layer, bytes: 0, files: 0 };
    sum.bytes += waste.bytes[item] ?? 0;
    sum.files += 1;
    sums.set(layer, sum);
  }
  return [...sums.values()].sort((a, b) => a.layer - b.layer);
}

function toWasteRow(
  image: OpenImage,
  stack: StackAnalysis,
  item: number,
  instructions: readonly (string | undefined)[],
): WasteRow {
  const by = stack.waste.by[item] ?? 0;
  return {
    path: wastePath(stack, item),
    bytes: stack.waste.bytes[item] ?? 0,
    layer: stack.waste.layer[item] ?? 0,
    by,
    how: wasteReason(stack, item),
    createdBy: instructions[by],
    removedWith: removedWith(stack, item),
    node: wasteNode(stack, item),
    findings: image.requireFindings().of(item),
  };
}
