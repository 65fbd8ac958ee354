import {
  columnOrderingFeature,
  columnVisibilityFeature,
  createSortedRowModel,
  type RowData,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useMemo } from 'react';
import { orderedIds, toVisibility } from './column-layout';
import { compareValues } from './compare-values';
import { type DisplayItem, toDisplayItems } from './display-items';
import { filterRows } from './filter-rows';
import type { CellValue, ColumnLayout, DataColumn, DataTableProps } from './types';

// Each feature costs kilobytes; filtering, grouping and selection are smaller as our own pure functions.
const features = tableFeatures({
  rowSortingFeature,
  columnVisibilityFeature,
  columnOrderingFeature,
  sortedRowModel: createSortedRowModel(),
});

const toColumnDef = <Row extends RowData>(column: DataColumn<Row>) => ({
  id: column.id,
  accessorFn: (row: Row): CellValue => column.value(row),
  sortFn: (
    a: { getValue: (id: string) => unknown },
    b: { getValue: (id: string) => unknown },
    id: string,
  ): number => compareValues(a.getValue(id) as CellValue, b.getValue(id) as CellValue),
  sortUndefined: 'last' as const,
});

export interface TableModel<Row> {
  readonly items: readonly DisplayItem<Row>[];
  /** Shown columns in order. */
  readonly columns: readonly DataColumn<Row>[];
  /** Number of rows that pass the filter, in collapsed groups too. */
  readonly shown: number;
}

type Input<Row> = Pick<DataTableProps<Row>, 'rows' | 'columns' | 'getId' | 'filter' | 'sort' | 'grouping'> & {
  readonly layout: ColumnLayout;
};

/** Filtered, sorted, grouped lines and the visible columns. Every step is memoised by identity. */
export const useTableModel = <Row extends RowData>(input: Input<Row>): TableModel<Row> => {
  const { rows, columns, getId, filter = '', sort, grouping, layout } = input;
  const data = useMemo(() => filterRows(rows, columns, filter), [rows, columns, filter]);
  const defs = useMemo(() => columns.map(toColumnDef), [columns]);
  const state = useMemo(
    () => ({
      sorting: sort ? [{ id: sort.column, desc: sort.descending }] : [],
      columnVisibility: { ...toVisibility(columns, layout.hidden) },
      columnOrder: [...orderedIds(columns, layout.order)],
    }),
    [sort, columns, layout],
  );
  const table = useTable({ features, columns: defs, data: data as Row[], getRowId: getId, state });
  const sorted = table.getRowModel().rows;
  const shownColumns = table.getVisibleLeafColumns();
  const groupOf = grouping?.groupOf;
  const collapsed = grouping?.collapsed;
  const items = useMemo(() => {
    const plain = sorted.map((row) => row.original);
    return toDisplayItems(plain, getId, groupOf && collapsed ? { groupOf, collapsed } : undefined);
  }, [sorted, getId, groupOf, collapsed]);
  const visible = useMemo(() => {
    const byId = new Map(columns.map((column) => [column.id, column]));
    return shownColumns.map(({ id }) => byId.get(id)).filter((column) => column !== undefined);
  }, [shownColumns, columns]);
  return { items, columns: visible, shown: data.length };
};
