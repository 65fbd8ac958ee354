import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect } from 'react';
import { BodyRow, rowHeight } from './body-row';
import type { DisplayItem } from './display-items';
import { GroupRow } from './group-row';
import { asRowGroup } from './roles';
import { slotOf, toRowWindow } from './row-window';
import { tickedOf } from './selection';
import type { DataColumn, DataTableProps } from './types';
import type { TableNav } from './use-table-nav';

// Enough for a wheel step between two frames.
const overscan = 6;

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
  const count = items.length;
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller ?? null,
    estimateSize: () => rowHeight,
    overscan: 0,
    // The sticky header covers as much of the scroll area as one line has.
    scrollPaddingEnd: rowHeight,
  });
  const { scrollTarget } = nav;
  useEffect(() => {
    if (scrollTarget.index >= 0) virtualizer.scrollToIndex(scrollTarget.index, { align: 'auto' });
  }, [scrollTarget, virtualizer]);
  const first = virtualizer.getVirtualItems()[0]?.index ?? 0;
  const height = virtualizer.scrollRect?.height ?? 0;
  const window = toRowWindow({ first, height, rowHeight, count, overscan });
  const isActiveOutside =
    nav.active >= 0 && (nav.active < window.start || nav.active >= window.start + window.size);
  return (
    <div {...asRowGroup()} className="relative" style={{ height: virtualizer.getTotalSize() }}>
      {Array.from({ length: window.size }, (_, offset) => {
        const index = window.start + offset;
        return <Line key={slotOf(index, window)} {...props} index={index} />;
      })}
      {isActiveOutside ? <Line key="active" {...props} index={nav.active} /> : undefined}
    </div>
  );
};
