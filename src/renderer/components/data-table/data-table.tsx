import type { RowData } from '@tanstack/react-table';
import { useCallback, useId, useMemo, useState } from 'react';
import { initialLayout } from './column-layout';
import { toGridProps } from './grid-props';
import { HeaderRow } from './header-row';
import { asRowGroup } from './roles';
import { RowMenu, type RowMenuTarget } from './row-menu';
import { TableBody } from './table-body';
import { TableFooter } from './table-footer';
import { TablePlaceholder } from './table-placeholder';
import type { DataTableProps } from './types';
import { useGridColumns } from './use-grid-columns';
import { usePrunedSelection, useTableCounts } from './use-table-counts';
import { useTableEvents } from './use-table-events';
import { type TableModel, useTableModel } from './use-table-model';
import { type TableNav, useTableNav } from './use-table-nav';

interface Parts<Row> {
  readonly props: DataTableProps<Row>;
  readonly model: TableModel<Row>;
  readonly nav: TableNav;
  readonly idPrefix: string;
  /** The scrolling element; undefined until it is mounted. */
  readonly scroller: HTMLDivElement | undefined;
  readonly hasFiller: boolean;
}

const Rows = <Row,>({ props, model, nav, idPrefix, scroller, hasFiller }: Parts<Row>) => {
  if (model.items.length === 0) return <TablePlaceholder {...props} columnCount={model.columns.length} />;
  const selectable = props.onSelectionChange !== undefined;
  const own = { nav, idPrefix, scroller, selectable, hasFiller };
  return <TableBody {...props} {...own} items={model.items} columns={model.columns} />;
};

const useDataTable = <Row extends RowData>(props: DataTableProps<Row>) => {
  const fallback = useMemo(() => initialLayout(props.columns), [props.columns]);
  const layout = props.layout ?? fallback;
  const model = useTableModel({ ...props, layout });
  const { grouping, initialActiveId } = props;
  const nav = useTableNav({ ...props, items: model.items, grouping, initialActiveId });
  const grid = useGridColumns(props, layout, model);
  // State, not a ref: the rows inside are mounted before the ref of the element around them is set.
  const [scroller, setScroller] = useState<HTMLDivElement | undefined>(undefined);
  const [menu, setMenu] = useState<RowMenuTarget | undefined>(undefined);
  const events = useTableEvents({ props, model, nav, scroller, openMenu: (key, at) => setMenu({ key, at }) });
  const attach = useCallback((element: HTMLDivElement | null) => setScroller(element ?? undefined), []);
  usePrunedSelection(props);
  return { model, nav, grid, scroller, attach, menu, setMenu, events, ...useTableCounts(props, model) };
};

/**
 * The list of this app: virtualised lines of 30 px, one tab stop, everything by keyboard. Rows whose identity does not
 * change are not rendered again: keep unchanged row objects when the list is refreshed, and pass stable functions.
 */
export const DataTable = <Row extends RowData>(props: DataTableProps<Row>) => {
  const { model, nav, grid, scroller, attach, menu, setMenu, events, counts, ticked } = useDataTable(props);
  const { labels } = props;
  const idPrefix = useId();
  const selectable = props.onSelectionChange !== undefined;
  const aria = { label: labels.table, count: model.items.length, active: nav.active };
  const kind = { grouped: props.grouping !== undefined, selectable, busy: props.status?.kind === 'loading' };
  return (
    <div ref={grid.root} className="flex min-h-0 min-w-0 flex-1 flex-col bg-panel" style={grid.style}>
      <div
        ref={attach}
        id={idPrefix}
        className="dt-grid @container min-h-0 flex-1 overflow-auto"
        {...toGridProps({ idPrefix, ...aria, ...kind })}
        {...events}
      >
        <div className="relative flex min-h-full min-w-(--dt-width) flex-col">
          <div {...asRowGroup()} className="sticky top-0 z-10">
            <HeaderRow
              {...grid}
              columns={model.columns}
              labels={labels}
              sort={props.sort}
              onSortChange={props.onSortChange}
              ticked={selectable ? ticked : undefined}
              onToggleAll={() => (ticked === 'all' ? nav.clear() : nav.selectAll())}
            />
          </div>
          <Rows {...{ props, model, nav, idPrefix, scroller }} hasFiller={grid.hasFiller} />
        </div>
      </div>
      <TableFooter counts={counts} labels={labels}>
        {props.footer}
      </TableFooter>
      <RowMenu
        {...props}
        items={model.items}
        target={menu}
        onClose={() => setMenu(undefined)}
        homeId={idPrefix}
      />
    </div>
  );
};
