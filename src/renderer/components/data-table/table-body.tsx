import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual';
import { useEffect } from 'react';
import { BodyRow, rowHeight } from './body-row';
import type { DisplayItem } from './display-items';
import { GroupRow } from './group-row';
import { asRowGroup } from './roles';
import { tickedOf } from './selection';
import type { DataColumn, DataTableProps } from './types';
import type { TableNav } from './use-table-nav';

export interface TableBodyProps<Row>
  extends Pick<DataTableProps<Row>, 'labels' | 'getName' | 'grouping' | 'rowActions' | 'rowMenu'> {
  readonly idPrefix: string;
  readonly items: readonly DisplayItem<Row>[];
  readonly columns: readonly DataColumn<Row>[];
  readonly nav: TableNav;
  readonly scroller: HTMLDivElement | undefined;
  readonly selectable: boolean;
  readonly hasFiller: boolean;
}

const Line = <Row,>(props: TableBodyProps<Row> & { readonly index: number }) => {
  const { index, items, nav, grouping, idPrefix, columns, labels, selectable } = props;
  const item = items[index];
  if (!item) return undefined;
  const shared = { id: `${idPrefix}-${index}`, index, active: index === nav.active, labels, selectable };
  if (item.kind === 'group') {
    if (!grouping) return undefined;
    const ticked = tickedOf(nav.selection, item.rowKeys);
    return (
      <GroupRow {...shared} item={item} grouping={grouping} ticked={ticked} columnCount={columns.length} />
    );
  }
  return (
    <BodyRow
      {...shared}
      row={item.row}
      name={props.getName(item.row)}
      inGroup={item.inGroup}
      selected={nav.selection.has(item.key)}
      columns={columns}
      hasMenu={props.rowMenu !== undefined}
      hasFiller={props.hasFiller}
      actions={props.rowActions}
    />
  );
};

/** The lines in view and a few around. The active line is always mounted: the grid refers to it by id. */
export const TableBody = <Row,>(props: TableBodyProps<Row>) => {
  const { items, nav, scroller } = props;
  const virtualizer = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller ?? null,
    estimateSize: () => rowHeight,
    overscan: 10,
    // The sticky header covers as much of the scroll area as one line has.
    scrollPaddingEnd: rowHeight,
    rangeExtractor: (range) => {
      const visible = defaultRangeExtractor(range);
      return nav.active < 0 || nav.active >= items.length || visible.includes(nav.active)
        ? visible
        : [...visible, nav.active].sort((a, b) => a - b);
    },
  });
  const { scrollTarget } = nav;
  useEffect(() => {
    if (scrollTarget.index >= 0) virtualizer.scrollToIndex(scrollTarget.index, { align: 'auto' });
  }, [scrollTarget, virtualizer]);
  return (
    <div {...asRowGroup()} className="relative" style={{ height: virtualizer.getTotalSize() }}>
      {virtualizer.getVirtualItems().map(({ index }) => (
        <Line key={items[index]?.key ?? index} {...props} index={index} />
      ))}
    </div>
  );
};
