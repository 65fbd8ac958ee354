import type { RowData } from '@tanstack/react-table';
import { type CSSProperties, useRef } from 'react';
import { moveColumn, resizeColumn, toGridSize } from './column-layout';
import type { ColumnLayout, DataTableProps } from './types';
import type { TableModel } from './use-table-model';

const menuWidth = 36;

const actionsWidthOf = <Row>({ rowMenu, rowActions, actionsWidth = 0 }: DataTableProps<Row>): number => {
  const width = (rowMenu ? menuWidth : 0) + (rowActions ? actionsWidth : 0);
  // Actions that lie over the cells still need a place to hang from.
  return width === 0 && rowActions ? 1 : width;
};

/** Grid tracks, and the handlers that change them. A drag writes the tracks to the DOM; only its end is a new layout. */
export const useGridColumns = <Row extends RowData>(
  props: DataTableProps<Row>,
  layout: ColumnLayout,
  model: TableModel<Row>,
) => {
  const root = useRef<HTMLDivElement>(null);
  const { onLayoutChange } = props;
  const extra = { select: props.onSelectionChange !== undefined, actions: actionsWidthOf(props) };
  const sizeFor = (widths: ColumnLayout['widths']) => toGridSize(model.columns, widths, extra);
  const resize = (id: string, width: number, done: boolean): void => {
    const column = model.columns.find((candidate) => candidate.id === id);
    if (!column) return;
    const next = resizeColumn(layout, column, width);
    const size = sizeFor(next.widths);
    root.current?.style.setProperty('--dt-columns', size.template);
    root.current?.style.setProperty('--dt-width', `${size.minWidth}px`);
    if (done) onLayoutChange?.(next);
  };
  const move = (id: string, by: -1 | 1): void => onLayoutChange?.(moveColumn(props.columns, layout, id, by));
  const size = sizeFor(layout.widths);
  const style = {
    '--dt-columns': size.template,
    '--dt-width': `${size.minWidth}px`,
  } as CSSProperties;
  return {
    root,
    style,
    hasFiller: size.hasFiller,
    hasActions: extra.actions > 0,
    onResize: onLayoutChange && resize,
    onMove: onLayoutChange && move,
  };
};
