import { useEffect, useMemo } from 'react';
import { idsOf, pruneSelection, type Ticked, tickedOf } from './selection';
import type { DataTableProps, TableCounts } from './types';
import type { TableModel } from './use-table-model';

type Input<Row> = Pick<DataTableProps<Row>, 'rows' | 'getId' | 'selection' | 'onSelectionChange'>;

/** Rows that have left the list leave the selection, so that no action meets what no longer exists. */
export const usePrunedSelection = <Row>({ rows, getId, selection, onSelectionChange }: Input<Row>): void => {
  useEffect(() => {
    if (!selection || selection.size === 0 || !onSelectionChange) return;
    const pruned = pruneSelection(selection, new Set(rows.map(getId)));
    if (pruned !== selection) onSelectionChange(pruned);
  }, [rows, getId, selection, onSelectionChange]);
};

export interface CountsAndTick {
  readonly counts: TableCounts;
  /** State of the tick box in the header: of all rows that pass the filter. */
  readonly ticked: Ticked;
}

/** Numbers of the footer. */
export const useTableCounts = <Row>(
  { rows, selection }: Input<Row>,
  model: TableModel<Row>,
): CountsAndTick => {
  const { items, shown } = model;
  // A group stands for its rows, shown or collapsed; its shown rows would count twice.
  const ids = useMemo(
    () => items.filter((item) => item.kind === 'group' || !item.inGroup).flatMap(idsOf),
    [items],
  );
  const total = rows.length;
  return useMemo(() => {
    const selected = selection?.size ?? 0;
    const selectedShown = selection ? ids.filter((id) => selection.has(id)).length : 0;
    const counts = { shown, total, selected, selectedHidden: selected - selectedShown };
    return { counts, ticked: selection ? tickedOf(selection, ids) : 'none' };
  }, [ids, selection, shown, total]);
};
