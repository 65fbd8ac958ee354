import { useMemo } from 'react';
import { useErrorView, useStaleText } from '../labels';
import type { LiveList } from '../list-state';
import { useMessages } from '../messages';
import type { ListControls } from './use-list-controls';

/** Whether a list is there and live, in the form of the design system's ResourceList. */
export function useListCondition<T>(list: LiveList<T>) {
  const error = useErrorView(list.error);
  const stale = useStaleText(list);
  const hasError = list.status === 'loading' && list.error !== undefined;
  const loading = list.status === 'loading';
  return useMemo(() => {
    if (hasError) return { kind: 'error', error } as const;
    return { kind: loading ? 'loading' : 'ready', stale } as const;
  }, [hasError, loading, error, stale]);
}

/** What is said when the filter or the view leaves no row, and the way out of it. */
export function useNoMatch<View extends string>(controls: ListControls<View>, allView: View) {
  const { common, resources } = useMessages();
  const { filter, setFilter, setView } = controls;
  const isFiltered = filter !== '';
  return {
    title: resources.table.noMatch,
    text: isFiltered ? resources.table.noMatchText(filter) : resources.table.noMatchView,
    reset: isFiltered ? common.clearFilter : resources.table.showAll,
    onReset: () => (isFiltered ? setFilter('') : setView(allView)),
  } as const;
}

/** Texts of the bar for a selection. @param more added to the count: the sum of the sizes */
export function useBulkTexts(count: number, more?: string) {
  const { common, resources } = useMessages();
  const selected = common.selected(count);
  return {
    label: resources.table.selection,
    text: more === undefined ? selected : `${selected} · ${more}`,
    clear: common.clearSelection,
  } as const;
}
