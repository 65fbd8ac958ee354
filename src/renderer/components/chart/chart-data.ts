import type { ChartLimit, ChartSeries } from './chart-types';

type Values = readonly (number | null)[];

/** Sums from the first series on; a point where one is not known is unknown from there on. */
export function stackValues(series: readonly Values[]): (number | null)[][] {
  const stacked: (number | null)[][] = [];
  let below: readonly (number | null)[] | undefined;
  for (const values of series) {
    const base = below;
    const sums = values.map((value, index) => {
      const under = base ? (base[index] ?? null) : 0;
      return value === null || under === null ? null : under + value;
    });
    stacked.push(sums);
    below = sums;
  }
  return stacked;
}

/** Largest known value between two times; 0 of nothing. */
export function largestWithin(
  at: readonly number[],
  series: readonly Values[],
  from: number,
  to: number,
): number {
  let largest = 0;
  at.forEach((time, index) => {
    if (time < from || time > to) return;
    for (const values of series) largest = Math.max(largest, values[index] ?? 0);
  });
  return largest;
}

/** A limit is drawn inside when the values reach this share of it; else it would press them flat. */
const limitShownFrom = 0.3;

export interface ChartScale {
  readonly top: number;
  /** False: the limit is beyond the upper edge. */
  readonly limitInside: boolean;
}

/** Top of the vertical axis: room for the values, and for the limit when they come near it. */
export function chartScale(largest: number, limit: ChartLimit | undefined, minimumTop: number): ChartScale {
  const top = Math.max(largest * 1.12, minimumTop);
  if (!limit) return { top, limitInside: false };
  const limitInside = largest >= limit.value * limitShownFrom || top >= limit.value;
  return { top: limitInside ? Math.max(top, limit.value * 1.12) : top, limitInside };
}

/** Two or three round values below the top: 1, 2 or 5 times a power of ten, or powers of two of a binary unit. */
export function axisSteps(top: number, binary: boolean): number[] {
  if (!(top > 0)) return [0];
  const rough = top / 3;
  const step = binary ? binaryStep(rough) : decimalStep(rough);
  const count = Math.floor(top / step + 1e-9);
  return Array.from({ length: count + 1 }, (_unused, index) => index * step);
}

function decimalStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= rough) ?? 10;
  return factor * power;
}

function binaryStep(rough: number): number {
  const unit = 1024 ** Math.max(0, Math.floor(Math.log2(Math.max(1, rough)) / 10));
  return 2 ** Math.ceil(Math.log2(Math.max(1, rough / unit))) * unit;
}

/** Index of the point nearest to a time; undefined of nothing. */
export function nearestIndex(at: readonly number[], time: number): number | undefined {
  if (at.length === 0) return undefined;
  let low = 0;
  let high = at.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((at[middle] ?? 0) < time) low = middle + 1;
    else high = middle;
  }
  const before = low - 1;
  const isBeforeNearer = before >= 0 && time - (at[before] ?? 0) < (at[low] ?? 0) - time;
  return isBeforeNearer ? before : low;
}

/** What is said at a point: every series that is known there. */
export function readoutAt(
  series: readonly ChartSeries[],
  index: number,
  formatValue: (value: number) => string,
): readonly { readonly id: string; readonly label: string; readonly text: string }[] {
  return series.flatMap(({ id, label, values }) => {
    const value = values[index];
    return value === null || value === undefined ? [] : [{ id, label, text: formatValue(value) }];
  });
}
