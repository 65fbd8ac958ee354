import { useMemo } from 'react';
import { useCopyLabels } from '../labels';
import { useMessages } from '../messages';
import { toInlineName } from './visible-text';

interface Counts {
  readonly shown: number;
  readonly total: number;
  readonly selected: number;
  readonly selectedHidden: number;
}

/** Texts of the design system's DataTable. @param table accessible name of the list */
export function useTableLabels(table: string) {
  const { common, resources } = useMessages();
  return useMemo(() => {
    const words = resources.table;
    const summary = ({ shown, total, selected, selectedHidden }: Counts): string =>
      [
        common.shownOf(shown, total),
        ...(selected > 0 ? [common.selected(selected)] : []),
        ...(selectedHidden > 0 ? [words.hiddenSelected(selectedHidden)] : []),
      ].join(' · ');
    return {
      table,
      selectAll: common.selectAll,
      selectRow: (name: string) => words.selectRow(toInlineName(name)),
      selectGroup: (name: string) => words.selectGroup(toInlineName(name)),
      expandGroup: (name: string) => words.expandGroup(toInlineName(name)),
      collapseGroup: (name: string) => words.collapseGroup(toInlineName(name)),
      rowMenu: (name: string) => words.rowMenu(toInlineName(name)),
      actions: common.actions,
      headerKeys: words.headerKeys,
      loading: common.loading,
      summary,
    } as const;
  }, [table, common, resources]);
}

/** Texts of the design system's TableToolbar. @param search accessible name of the filter field */
export function useToolbarLabels(search: string) {
  const { common, resources } = useMessages();
  return useMemo(
    () =>
      ({
        columns: common.columns,
        reset: common.resetColumns,
        moveUp: resources.table.moveUp,
        moveDown: resources.table.moveDown,
        filter: { search, clear: common.clearFilter },
      }) as const,
    [search, common, resources],
  );
}

/** Texts of the design system's JsonView. */
export function useJsonLabels() {
  const copy = useCopyLabels();
  const { json } = useMessages().resources;
  const { text, previous, next, foldAll, unfoldAll, matches } = json;
  const search = { search: json.search, clear: json.clear };
  return { ...copy, text, search, previous, next, foldAll, unfoldAll, matches } as const;
}

/** Texts of the design system's ConfirmDialog. @param confirm what the button does, as a verb */
export function useConfirmLabels(confirm: string) {
  const { common, resources } = useMessages();
  const { failed, typeToConfirm } = resources;
  return { confirm, cancel: common.cancel, close: common.close, failed, typeToConfirm } as const;
}

/** Texts of the design system's KeyValueEditor. @param add text of the button that adds a line */
export function useKeyValueLabels(add: string) {
  const { key, value, removePair } = useMessages().resources;
  return { key, value, add, remove: removePair } as const;
}

/** Texts of the design system's FormDialog. @param submit what the button does, as a verb */
export function useFormLabels(submit: string) {
  const { common, resources } = useMessages();
  return { submit, cancel: common.cancel, close: common.close, failed: resources.failed } as const;
}
