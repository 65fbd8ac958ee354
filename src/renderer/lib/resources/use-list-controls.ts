import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import { type TableLayout, useTablePreferences } from '../preferences';
import { useSearchState } from '../search-state';
import { formatListSort, type ListSort, parseListSort } from './list-sort';

export interface ListControls<View extends string> {
  readonly filter: string;
  /** The filter for the rows: it may come a frame later, so that typing never waits for the table. */
  readonly rowFilter: string;
  readonly setFilter: (filter: string) => void;
  readonly view: View;
  readonly setView: (view: View) => void;
  readonly sort: ListSort | undefined;
  readonly setSort: (sort: ListSort | undefined) => void;
  readonly layout: TableLayout | undefined;
  readonly setLayout: (layout: TableLayout) => void;
  readonly selection: ReadonlySet<string>;
  readonly setSelection: (selection: ReadonlySet<string>) => void;
  readonly clearSelection: () => void;
}

export interface ListControlsOptions<View extends string> {
  /** Name under which the settings keep the columns. */
  readonly table: string;
  /** The first one is the view that the address leaves out. */
  readonly views: readonly [View, ...View[]];
  /** As in the address: `name`, `-created`. */
  readonly defaultSort: string;
}

/** State of a list page. Filter, view and sort live in the address, columns in the settings. */
export function useListControls<View extends string>(options: ListControlsOptions<View>): ListControls<View> {
  const { table, views, defaultSort } = options;
  const [filter, setFilter] = useSearchState('filter', '');
  const [viewText, setViewText] = useSearchState('view', views[0]);
  const [sortText, setSortText] = useSearchState('sort', defaultSort);
  const { layout, setLayout } = useTablePreferences(table);
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
  const view = views.find((candidate) => candidate === viewText) ?? views[0];
  const sort = useMemo(() => parseListSort(sortText), [sortText]);
  const setSort = useCallback(
    (next: ListSort | undefined) => setSortText(formatListSort(next)),
    [setSortText],
  );
  const clearSelection = useCallback(() => setSelection(new Set()), []);
  const rowFilter = useDeferredValue(filter);
  return {
    ...{ filter, rowFilter, setFilter, view, setView: setViewText, sort, setSort },
    ...{ layout, setLayout, selection, setSelection, clearSelection },
  };
}
