import { cx } from 'class-variance-authority';
import { EllipsisVertical } from 'lucide-react';
import { memo, type ReactNode, useState } from 'react';
import { asCell, asFiller, asRow } from './roles';
import type { DataColumn, DataTableLabels } from './types';

/** Height of every line, in pixels. */
export const rowHeight = 30;

export const lineStyle = (index: number) => ({
  height: rowHeight,
  gridTemplateColumns: 'var(--dt-columns)',
  transform: `translateY(${index * rowHeight}px)`,
});

export interface BodyRowProps<Row> {
  readonly id: string;
  readonly row: Row;
  readonly name: string;
  readonly index: number;
  readonly selected: boolean;
  readonly selectable: boolean;
  readonly active: boolean;
  readonly inGroup: boolean;
  readonly columns: readonly DataColumn<Row>[];
  readonly labels: DataTableLabels;
  readonly hasMenu: boolean;
  readonly hasFiller: boolean;
  readonly actions: ((row: Row) => ReactNode) | undefined;
}

const CellView = <Row,>({
  column,
  row,
  first,
}: {
  readonly column: DataColumn<Row>;
  readonly row: Row;
  readonly first: boolean;
}) => {
  const value = column.value(row);
  return (
    <div
      {...asCell()}
      className={cx(
        'flex h-full min-w-0 items-center overflow-hidden px-2.5',
        column.align === 'end' && 'tabular justify-end',
        first && 'pl-(--dt-indent)',
      )}
    >
      {column.cell ? (
        column.cell(row)
      ) : (
        <span className="truncate">{value === undefined ? '–' : String(value)}</span>
      )}
    </div>
  );
};

/**
 * Quick actions show while the row is hovered or active, over the cells to their left when no room is kept for them.
 * They are not there otherwise: hidden ones were a third of what scrolling had to make.
 */
const ActionsCell = <Row,>(props: BodyRowProps<Row> & { readonly hovered: boolean }) => {
  const { row, name, active, hovered, labels, hasMenu, actions } = props;
  return (
    <div {...asCell()} className="sticky right-0 flex h-full items-center justify-end bg-inherit pr-1.5">
      {actions !== undefined && (active || hovered) ? (
        <span
          className={cx(
            'absolute inset-y-0 flex items-center gap-0.5 bg-inherit pl-2',
            hasMenu ? 'right-9' : 'right-0 pr-1.5',
          )}
        >
          {actions(row)}
        </span>
      ) : undefined}
      {hasMenu ? (
        <button
          type="button"
          tabIndex={-1}
          data-row-menu
          aria-label={labels.rowMenu(name)}
          className="inline-flex size-6 items-center justify-center rounded-md text-ink-3 hover:bg-sunk hover:text-ink"
        >
          <EllipsisVertical aria-hidden size={14} />
        </button>
      ) : undefined}
    </div>
  );
};

const BodyRowView = <Row,>(props: BodyRowProps<Row>) => {
  const { id, row, name, index, selected, selectable, active, inGroup, columns, labels, hasFiller } = props;
  const hasActions = props.hasMenu || props.actions !== undefined;
  const [hovered, setHovered] = useState(false);
  return (
    <div
      id={id}
      {...asRow({ 'aria-rowindex': index + 2, 'aria-selected': selectable ? selected : undefined })}
      data-index={index}
      data-active={active || undefined}
      onPointerEnter={() => setHovered(true)}
      onPointerLeave={() => setHovered(false)}
      className="dt-line"
      style={{ ...lineStyle(index), ['--dt-indent' as string]: inGroup ? '26px' : '10px' }}
    >
      {selectable ? (
        <div {...asCell()} data-select className="flex h-full items-center justify-center">
          <input
            type="checkbox"
            tabIndex={-1}
            readOnly
            checked={selected}
            aria-label={labels.selectRow(name)}
            className="tick"
          />
        </div>
      ) : undefined}
      {columns.map((column, position) => (
        <CellView key={column.id} column={column} row={row} first={position === 0} />
      ))}
      {hasFiller ? <div {...asFiller()} /> : undefined}
      {hasActions ? <ActionsCell {...props} hovered={hovered} /> : undefined}
    </div>
  );
};

/** One row. Scrolling and changes elsewhere do not render it again: every prop is stable while the row is the same. */
export const BodyRow = memo(BodyRowView) as typeof BodyRowView;
