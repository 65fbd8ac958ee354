import type { ContainerSample, StatsHistory } from '../../../common/contract/stats';

/** The numbers of a sample that charts show. */
export const chartedFields = [
  'cpuCores',
  'throttledShare',
  'memoryBytes',
  'memoryCurrentBytes',
  'anonBytes',
  'fileBytes',
  'kernelBytes',
  'swapBytes',
  'readBytesPerSecond',
  'writeBytesPerSecond',
  'rxBytesPerSecond',
  'txBytesPerSecond',
  'pids',
  'cpuPressure',
  'memoryPressure',
  'ioPressure',
  'oomKills',
] as const satisfies readonly (keyof ContainerSample & keyof StatsHistory)[];
export type ChartedField = (typeof chartedFields)[number];

/** What was measured at one moment. `isGap`: nothing is known between the point before and this one. */
export type StatsPoint = { readonly at: number; readonly isGap?: boolean } & {
  readonly [Field in ChartedField]?: number | undefined;
};

/** An hour is kept: 3,600 points of one second and some to spare. */
const longestMs = 3_600_000 + 10_000;
/** The history has a point every 5 s; a live point nearer than this says the same and more. */
const sameMomentMs = 4000;
/** Points further apart than this have a gap between them: the machine slept, nobody measured. */
export const gapMs = 12_500;

/** The points of a history, oldest first. */
export function toPoints(history: StatsHistory): StatsPoint[] {
  return history.at.map((at, index) => {
    const known = chartedFields.flatMap((field): [ChartedField, number][] => {
      const value = history[field][index];
      return value === null || value === undefined ? [] : [[field, value]];
    });
    return { at, ...Object.fromEntries(known) };
  });
}

/** A sample as a point. The first reading of a container has no rates: it begins a new piece of line. */
export function toPoint(sample: ContainerSample, isGap: boolean): StatsPoint {
  const known = chartedFields.flatMap((field): [ChartedField, number][] => {
    const value = sample[field];
    return value === undefined ? [] : [[field, value]];
  });
  return { at: sample.at, ...(isGap ? { isGap } : {}), ...Object.fromEntries(known) };
}

/** Live points with those of the history where there are none. Both ascend; so does the result. */
export function mergeHistory(
  live: readonly StatsPoint[],
  history: readonly StatsPoint[],
): readonly StatsPoint[] {
  let next = 0;
  const missing = history.filter(({ at }) => {
    while (next < live.length && (live[next]?.at ?? 0) < at - sameMomentMs) next++;
    const candidate = live[next];
    return candidate === undefined || candidate.at > at + sameMomentMs;
  });
  if (missing.length === 0) return live;
  return [...live, ...missing].sort((left, right) => left.at - right.at);
}

/** Adds a point and drops what is older than the longest range. A clock that went back starts anew. */
export function appendPoint(points: readonly StatsPoint[], point: StatsPoint): readonly StatsPoint[] {
  const last = points.at(-1);
  if (last && point.at === last.at) return points;
  if (last && point.at < last.at) return [point];
  const oldest = point.at - longestMs;
  const first = points.findIndex(({ at }) => at >= oldest);
  return [...(first > 0 ? points.slice(first) : points), point];
}

/** The points of a range with one before it, so that the line comes in from the edge; gaps as points without values. */
export function pointsWithin(points: readonly StatsPoint[], from: number): readonly StatsPoint[] {
  const first = points.findIndex(({ at }) => at >= from);
  if (first === -1) return [];
  const shown = points.slice(Math.max(0, first - 1));
  return shown.flatMap((point, index) => {
    const before = shown[index - 1];
    if (!before || (!point.isGap && point.at - before.at <= gapMs)) return [point];
    return [{ at: (before.at + point.at) / 2 }, point];
  });
}

/** One field over time; `null` where it is not known. */
export function seriesOf(points: readonly StatsPoint[], field: ChartedField): (number | null)[] {
  return points.map((point) => point[field] ?? null);
}

/**
 * What the kernel charges to the cgroup beside anonymous memory, page cache and kernel memory (page tables of some
 * kernels, sockets, what is batched per CPU): memory.current less the three. Null where one of them is not known.
 */
export function otherMemory(points: readonly StatsPoint[]): (number | null)[] {
  return points.map(({ memoryCurrentBytes, anonBytes, fileBytes, kernelBytes = 0 }) =>
    memoryCurrentBytes === undefined || anonBytes === undefined || fileBytes === undefined
      ? null
      : Math.max(0, memoryCurrentBytes - anonBytes - fileBytes - kernelBytes),
  );
}

/** When the OOM killer killed, and how many. The counter of a restarted container begins again: that is no kill. */
export function oomKillsOf(points: readonly StatsPoint[]): { readonly at: number; readonly count: number }[] {
  let before: number | undefined;
  return points.flatMap(({ at, oomKills }) => {
    if (oomKills === undefined) return [];
    const grown = before === undefined ? 0 : oomKills - before;
    before = oomKills;
    return grown > 0 ? [{ at, count: grown }] : [];
  });
}

/** Greatest share of each of `count` equal pieces of a range; undefined where nothing was measured. */
export function toBuckets(
  points: readonly StatsPoint[],
  field: ChartedField,
  range: { readonly from: number; readonly to: number },
  count: number,
): (number | undefined)[] {
  const buckets: (number | undefined)[] = Array.from({ length: count }, () => undefined);
  const width = (range.to - range.from) / count;
  let before: number | undefined;
  for (const point of points) {
    const value = point[field];
    const start = before === undefined || point.at - before > gapMs ? point.at : before;
    before = point.at;
    if (value === undefined || point.at < range.from) continue;
    // A point speaks for the time since the one before.
    const first = Math.max(0, Math.ceil((start - range.from) / width));
    const last = Math.min(count - 1, Math.floor((point.at - range.from) / width));
    for (let index = Math.min(first, last); index <= last; index++)
      buckets[index] = Math.max(buckets[index] ?? 0, value);
  }
  return buckets;
}

/** Mean of the known values; undefined of nothing. */
export function meanOf(values: readonly (number | null | undefined)[]): number | undefined {
  const known = values.filter((value) => typeof value === 'number');
  return known.length === 0 ? undefined : known.reduce((sum, value) => sum + value, 0) / known.length;
}

/** Largest of the known values; undefined of nothing. */
export function maxOf(values: readonly (number | null | undefined)[]): number | undefined {
  return values.reduce<number | undefined>(
    (largest, value) => (typeof value === 'number' ? Math.max(largest ?? value, value) : largest),
    undefined,
  );
}
