import type { Comparison } from '../../../../common/contract/layer-findings';
import { compareConfigs } from '../../layers/compare/compare-configs';
import { type ChangedPath, compareStacks } from '../../layers/compare/compare-stacks';
import { Pacer } from '../../layers/pacer';
import { mergedPath } from '../../layers/stack/find-merged-path';
import type { StackAnalysis } from '../../layers/stack/stack-analysis';
import { matchNames } from '../../layers/view/name-filter';
import { sizeOf } from '../../layers/view/tree-rows';
import type { OpenImage } from './open-image';

/** See `layers.compare`. */
export interface CompareQuery {
  readonly filter: string;
  readonly sort: 'name' | 'size';
  readonly offset: number;
  readonly limit: number;
}

type FileChange = Comparison['rows'][number];
type Counts = { files: number; bytes: number };

/** Pairs that are kept: one for a page that is scrolled, one for the way back. */
const maxPairs = 2;

interface KnownPair {
  readonly first: StackAnalysis;
  readonly second: StackAnalysis;
  readonly changes: readonly ChangedPath[];
}

/** Differences of two images; those of the last pairs are kept, so that a page of rows costs no second walk. */
export class ImageComparisons {
  #pairs: KnownPair[] = [];

  /** @throws AppError failed_precondition while layers of one are missing */
  async compare(
    first: OpenImage,
    second: OpenImage,
    query: CompareQuery,
    signal: AbortSignal | undefined,
  ): Promise<Comparison> {
    const pair = await this.#pair(first.requireStack(), second.requireStack(), signal);
    const changes = selectChanges(pair, query);
    return {
      ...commonBase(first, second),
      ...countChanges(pair),
      config: [...compareConfigs(first.requireConfig(), second.requireConfig())],
      count: changes.length,
      rows: changes
        .slice(query.offset, query.offset + query.limit)
        .map((change) => toFileChange(pair, change)),
    };
  }

  /** Of an image that is closed. */
  forget(image: OpenImage): void {
    if (image.state !== 'ready') return;
    const stack = image.requireStack();
    this.#pairs = this.#pairs.filter(({ first, second }) => first !== stack && second !== stack);
  }

  async #pair(
    first: StackAnalysis,
    second: StackAnalysis,
    signal: AbortSignal | undefined,
  ): Promise<KnownPair> {
    const found = this.#pairs.find((pair) => pair.first === first && pair.second === second);
    const pair = found ?? {
      first,
      second,
      changes: await compareStacks({ first, second }, new Pacer(signal)),
    };
    this.#pairs = [...this.#pairs.filter((other) => other !== pair), pair].slice(-maxPairs);
    return pair;
  }
}

/** Layers that both have at their base, and the content that is stored in them. */
function commonBase(first: OpenImage, second: OpenImage): Pick<Comparison, 'commonLayers' | 'commonBytes'> {
  const [a, b] = [first.diffIds(), second.diffIds()];
  const differs = a.findIndex((diffId, layer) => diffId !== b[layer]);
  const commonLayers = differs < 0 ? a.length : differs;
  const { layers } = first.requireStack();
  const common = layers.slice(0, commonLayers);
  return { commonLayers, commonBytes: common.reduce((sum, { totals }) => sum + totals.bytes, 0) };
}

function countChanges(pair: KnownPair): Pick<Comparison, 'added' | 'changed' | 'removed'> {
  const counts = {
    added: { files: 0, bytes: 0 } satisfies Counts,
    changed: { files: 0, bytes: 0 } satisfies Counts,
    removed: { files: 0, bytes: 0 } satisfies Counts,
  };
  for (const { change, first, second } of pair.changes) {
    const count = counts[change === 'metadata' ? 'changed' : change];
    count.files += 1;
    count.bytes += (change === 'removed' ? sizeAt(pair.first, first) : sizeAt(pair.second, second)) ?? 0;
  }
  return counts;
}

function selectChanges(pair: KnownPair, { filter, sort }: CompareQuery): readonly ChangedPath[] {
  let changes = pair.changes;
  if (filter !== '') {
    const matchOf = (stack: StackAnalysis) => matchNames(stack.tree, { text: filter, syntax: 'text' });
    const [inFirst, inSecond] = [matchOf(pair.first), matchOf(pair.second)];
    changes = changes.filter(({ first, second }) =>
      second === undefined ? inFirst[first ?? 0] === 1 : inSecond[second] === 1,
    );
  }
  if (sort === 'name') return changes;
  const weights = new Map(changes.map((change) => [change, weightOf(pair, change)]));
  return [...changes].sort((a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0));
}

function weightOf(pair: KnownPair, { first, second }: ChangedPath): number {
  return Math.max(sizeAt(pair.first, first) ?? 0, sizeAt(pair.second, second) ?? 0);
}

function toFileChange(pair: KnownPair, { change, first, second }: ChangedPath): FileChange {
  return {
    path:
      second === undefined ? mergedPath(pair.first.tree, first ?? 0) : mergedPath(pair.second.tree, second),
    change,
    firstBytes: sizeAt(pair.first, first),
    secondBytes: sizeAt(pair.second, second),
    firstNode: first,
    secondNode: second,
    firstLayer: first === undefined ? undefined : pair.first.final.shownLayer[first],
    secondLayer: second === undefined ? undefined : pair.second.final.shownLayer[second],
  };
}

function sizeAt(stack: StackAnalysis, node: number | undefined): number | undefined {
  if (node === undefined) return undefined;
  return sizeOf(stack, stack.final.shownLayer[node] ?? 0, stack.final.shownNode[node] ?? 0);
}
