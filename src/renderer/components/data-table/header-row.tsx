import { cx } from 'class-variance-authority';
import { ArrowDown, ArrowUp } from 'lucide-react';
import { type KeyboardEvent, useRef, useState } from 'react';
import { nextSort } from './column-layout';
import { indeterminate } from './group-row';
import { ResizeGrip } from './resize-grip';
import { asColumnHeader, asFiller, asRow } from './roles';
import type { Ticked } from './selection';
import type { DataColumn, DataTableLabels, SortState } from './types';

export interface HeaderRowProps<Row> {
  readonly columns: readonly DataColumn<Row>[];
  readonly labels: DataTableLabels;
  readonly sort: SortState | undefined;
  readonly onSortChange: (sort: SortState | undefined) => void;
  /** Undefined when rows cannot be selected. */
  readonly ticked: Ticked | undefined;
  readonly onToggleAll: () => void;
  readonly hasFiller: boolean;
  readonly hasActions: boolean;
  /** Undefined when the layout is fixed. */
  readonly onResize: ((id: string, width: number, done: boolean) => void) | undefined;
  readonly onMove: ((id: string, by: -1 | 1) => void) | undefined;
}

interface HeaderCellProps<Row> extends HeaderRowProps<Row> {
  readonly column: DataColumn<Row>;
  readonly tabStop: boolean;
  readonly onFocus: () => void;
}

const sortDirection = (sort: SortState | undefined, id: string): 'ascending' | 'descending' | 'none' => {
  if (sort?.column !== id) return 'none';
  return sort.descending ? 'descending' : 'ascending';
};

const resizeStep = 16;

/** Arrows: with Shift they resize, with Alt they move the column, alone they go to the next header. */
const onHeaderKey = <Row,>(event: KeyboardEvent<HTMLElement>, props: HeaderCellProps<Row>): void => {
  const by = event.key === 'ArrowRight' ? 1 : event.key === 'ArrowLeft' ? -1 : undefined;
  if (by === undefined) return;
  event.preventDefault();
  event.stopPropagation();
  const cell = event.currentTarget.closest<HTMLElement>('[role=columnheader]');
  if (!cell) return;
  if (event.shiftKey) props.onResize?.(props.column.id, cell.offsetWidth + by * resizeStep, true);
  else if (event.altKey) props.onMove?.(props.column.id, by);
  else {
    const buttons = [...(cell.parentElement?.querySelectorAll<HTMLElement>('[data-header]') ?? [])];
    buttons[buttons.indexOf(event.currentTarget) + by]?.focus();
  }
};

const HeaderCell = <Row,>(props: HeaderCellProps<Row>) => {
  const { column, sort, onSortChange, onResize, labels, tabStop, onFocus } = props;
  const direction = sortDirection(sort, column.id);
  const sortable = column.sortable ?? true;
  const Arrow = direction === 'descending' ? ArrowDown : ArrowUp;
  return (
    <div
      {...asColumnHeader({ 'aria-sort': sortable ? direction : undefined })}
      className={cx('relative flex h-full min-w-0 items-center', column.align === 'end' && 'justify-end')}
    >
      <button
        type="button"
        data-header
        tabIndex={tabStop ? 0 : -1}
        aria-description={labels.headerKeys}
        title={column.header}
        onFocus={onFocus}
        onKeyDown={(event) => onHeaderKey(event, props)}
        onClick={() => (sortable ? onSortChange(nextSort(sort, column)) : undefined)}
        className={cx(
          'focus-inset flex h-full min-w-0 flex-1 items-center gap-1 px-2.5 text-sm font-semibold',
          column.align === 'end' && 'flex-row-reverse',
          direction === 'none' ? 'text-ink-3 hover:text-ink' : 'text-ink',
        )}
      >
        <span className="truncate">{column.header}</span>
        {direction === 'none' ? undefined : <Arrow aria-hidden size={12} className="shrink-0" />}
      </button>
      {onResize ? <ResizeGrip onResize={(width, done) => onResize(column.id, width, done)} /> : undefined}
    </div>
  );
};

/** Names of the columns: sorts, resizes, moves; one tab stop for all of them. */
export const HeaderRow = <Row,>(props: HeaderRowProps<Row>) => {
  const { columns, labels, ticked, onToggleAll, hasFiller, hasActions } = props;
  const [stop, setStop] = useState<string | undefined>(undefined);
  const row = useRef<HTMLDivElement>(null);
  const tabStop = columns.some((column) => column.id === stop) ? stop : columns[0]?.id;
  return (
    <div
      ref={row}
      {...asRow({ 'aria-rowindex': 1 })}
      className="grid h-7.5 items-center border-b border-line bg-panel"
      style={{ gridTemplateColumns: 'var(--dt-columns)' }}
    >
      {ticked === undefined ? undefined : (
        <div {...asColumnHeader()} className="flex h-full items-center justify-center">
          <input
            type="checkbox"
            aria-label={labels.selectAll}
            ref={indeterminate(ticked === 'some')}
            checked={ticked === 'all'}
            onChange={onToggleAll}
            className="tick"
          />
        </div>
      )}
      {columns.map((column) => (
        <HeaderCell
          key={column.id}
          {...props}
          column={column}
          tabStop={column.id === tabStop}
          onFocus={() => setStop(column.id)}
        />
      ))}
      {hasFiller ? <div {...asFiller()} /> : undefined}
      {hasActions ? (
        <div {...asColumnHeader()} className="sticky right-0 h-full bg-panel">
          <span className="sr-only">{labels.actions}</span>
        </div>
      ) : undefined}
    </div>
  );
};
