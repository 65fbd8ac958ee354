import { keepPreviousData, useQueries, useQuery } from '@tanstack/react-query';
import { useCallback, useState } from 'react';

/** One answer of a list that is fetched piece by piece. */
export interface RowPage<Row> {
  /** Of all rows. */
  readonly count: number;
  readonly rows: readonly Row[];
}

export interface RowWindowsInput<Page> {
  /** What the rows depend on: they are fetched anew when it changes. */
  readonly queryKey: readonly unknown[];
  readonly load: (window: { offset: number; limit: number }, signal: AbortSignal) => Promise<Page>;
}

export const pageSize = 200;

/** The pages that rows `first` to `last` are on, without page 0, which is always there. */
export function pagesOf(first: number, last: number): readonly number[] {
  const from = Math.max(1, Math.floor(first / pageSize));
  const to = Math.floor(Math.max(first, last) / pageSize);
  return Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index);
}

/**
 * Rows of a list of any length, fetched as they come into view. While a filter changes, the rows before stay: `stale`
 * says so.
 */
export function useRowWindows<Row, Page extends RowPage<Row>>({ queryKey, load }: RowWindowsInput<Page>) {
  const [pages, setPages] = useState<readonly number[]>([]);
  const first = useQuery({
    queryKey: [...queryKey, 0],
    queryFn: ({ signal }) => load({ offset: 0, limit: pageSize }, signal),
    placeholderData: keepPreviousData,
  });
  const count = first.data?.count ?? 0;
  const wanted = first.isPlaceholderData ? [] : pages.filter((page) => page * pageSize < count);
  const others = useQueries({
    queries: wanted.map((page) => ({
      queryKey: [...queryKey, page],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        load({ offset: page * pageSize, limit: pageSize }, signal),
    })),
  });
  const rowAt = (index: number): Row | undefined => {
    const page = Math.floor(index / pageSize);
    const data = page === 0 ? first.data : others[wanted.indexOf(page)]?.data;
    return data?.rows[index % pageSize];
  };
  const onWindow = useCallback((from: number, to: number) => {
    const next = pagesOf(from, to);
    setPages((before) => (before.join() === next.join() ? before : next));
  }, []);
  const { data, error, isPending, isPlaceholderData: stale, refetch } = first;
  return { first: data, error, isPending, stale, refetch, count, rowAt, onWindow } as const;
}
