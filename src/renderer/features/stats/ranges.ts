import { useMemo } from 'react';
import { useSearchState } from '../../lib/search-state';

export const ranges = ['1m', '5m', '15m', '1h'] as const;
export type Range = (typeof ranges)[number];

/** In the units' own signs, which are the same in all languages. */
export const rangeTexts: Readonly<Record<Range, string>> = {
  '1m': '1 min',
  '5m': '5 min',
  '15m': '15 min',
  '1h': '1 h',
};

const lengths: Readonly<Record<Range, number>> = {
  '1m': 60_000,
  '5m': 300_000,
  '15m': 900_000,
  '1h': 3_600_000,
};

/** A range of a chart's axis, in ms since 1970. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The range that ends at a moment. */
export function spanOf(range: Range, to: number): Span {
  return { from: to - lengths[range], to };
}

/** The chosen range; it lives in the address. */
export function useRange(): { readonly range: Range; readonly setRange: (range: Range) => void } {
  const [text, setText] = useSearchState('range', '5m');
  const range = ranges.find((candidate) => candidate === text) ?? '5m';
  return useMemo(() => ({ range, setRange: setText }), [range, setText]);
}
