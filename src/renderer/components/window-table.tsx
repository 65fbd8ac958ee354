import { useVirtualizer } from '@tanstack/react-virtual';
import { cx } from 'class-variance-authority';
import { ArrowDown } from 'lucide-react';
import { type KeyboardEvent, type MouseEvent, type ReactNode, useEffect, useId, useRef } from 'react';
import { rowHeight } from './data-table/body-row';
import { asCell, asColumnHeader, asGrid, asRow, asRowGroup } from './data-table/roles';
import { toNextLine } from './window-table-keys';

export interface WindowColumn<Row> {
  readonly id: string;
  readonly header: string;
  /** Width as a track of a CSS grid: `120px`, `minmax(200px, 1fr)`. */
  readonly track: string;
  readonly align?: 'end' | undefined;
  readonly cell: (row: Row) => ReactNode;
  /** Set for columns that the list can be sorted by; the one in use shows it. */
  readonly sort?: { readonly active: boolean; readonly onSort: () => void } | undefined;
}

export interface WindowTableProps<Row> {
  /** Accessible name of the grid. */
  readonly label: string;
  readonly columns: readonly WindowColumn<Row>[];
  /** Of all rows, also of those that are not here yet. */
  readonly count: number;
  /** Undefined while the row is on its way. */
  readonly rowAt: (index: number) => Row | undefined;
  /** Which rows are in view; fetch them. Stable. */
  readonly onWindow: (first: number, last: number) => void;
  /** The chosen row, -1 for none; the page owns it. */
  readonly active: number;
  readonly onActiveChange: (index: number) => void;
  /** Enter or double click. */
  readonly onOpen?: ((row: Row) => void) | undefined;
  /** Pixels below which it scrolls sideways. */
  readonly minWidth: number;
  /** Shown instead of rows when there is none. */
  readonly empty: ReactNode;
  readonly footer?: ReactNode;
}

const overscan = 8;

const Header = <Row,>({ column }: { readonly column: WindowColumn<Row> }) => {
  const { sort, header, align } = column;
  const text = <span className="truncate">{header}</span>;
  return (
    <div
      {...asColumnHeader({ 'aria-sort': sort?.active ? 'other' : undefined })}
      className={cx(
        'flex h-full min-w-0 items-center text-sm font-semibold',
        align === 'end' && 'justify-end',
      )}
    >
      {sort ? (
        <button
          type="button"
          onClick={sort.onSort}
          className={cx(
            'focus-inset flex h-full min-w-0 flex-1 items-center gap-1 px-2.5',
            align === 'end' && 'flex-row-reverse',
            sort.active ? 'text-ink' : 'text-ink-3 hover:text-ink',
          )}
        >
          {text}
          {sort.active ? <ArrowDown aria-hidden size={12} className="shrink-0" /> : undefined}
        </button>
      ) : (
        <span className="flex min-w-0 px-2.5 text-ink-3">{text}</span>
      )}
    </div>
  );
};

const Bone = () => <span className="block h-2 w-1/2 rounded-sm bg-neutral-soft" />;

interface LineProps<Row> {
  readonly id: string;
  readonly index: number;
  readonly row: Row | undefined;
  readonly columns: readonly WindowColumn<Row>[];
  readonly active: boolean;
}

const Line = <Row,>({ id, index, row, columns, active }: LineProps<Row>) => (
  <div
    id={id}
    {...asRow({ 'aria-rowindex': index + 2, 'aria-selected': active, 'aria-busy': row ? undefined : true })}
    data-index={index}
    data-active={active || undefined}
    className="dt-line"
    style={{
      height: rowHeight,
      gridTemplateColumns: 'var(--dt-columns)',
      transform: `translateY(${index * rowHeight}px)`,
    }}
  >
    {columns.map(({ id: column, align, cell }) => (
      <div
        key={column}
        {...asCell()}
        className={cx(
          'flex h-full min-w-0 items-center overflow-hidden px-2.5',
          align === 'end' && 'tabular justify-end',
        )}
      >
        {row ? cell(row) : <Bone />}
      </div>
    ))}
  </div>
);

const indexOf = (target: EventTarget): number => {
  const line = target instanceof Element ? target.closest('[data-index]') : undefined;
  return line instanceof HTMLElement ? Number(line.dataset.index) : -1;
};

function useLines<Row>(props: WindowTableProps<Row>) {
  const { count, active, onActiveChange, onWindow, onOpen, rowAt } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan,
    scrollPaddingEnd: rowHeight,
  });
  const lines = virtualizer.getVirtualItems();
  const first = lines[0]?.index ?? 0;
  const last = lines.at(-1)?.index ?? 0;
  useEffect(() => onWindow(first, last), [onWindow, first, last]);
  const open = (index: number): void => {
    const row = rowAt(index);
    if (row) onOpen?.(row);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    if (event.key === 'Enter' && active >= 0) open(active);
    const page = Math.max(1, Math.floor((virtualizer.scrollRect?.height ?? 0) / rowHeight) - 2);
    const next = toNextLine(event.key, { active, count, page });
    if (next === undefined) return;
    event.preventDefault();
    onActiveChange(next);
    virtualizer.scrollToIndex(next, { align: 'auto' });
  };
  return { scroller, virtualizer, lines, onKeyDown, open };
}

/**
 * A list whose rows are fetched as they come into view: lines of 30 px, one tab stop, arrows, Home, End and pages
 * move, Enter opens.
 */
export const WindowTable = <Row,>(props: WindowTableProps<Row>) => {
  const { label, columns, count, rowAt, active, onActiveChange, minWidth, empty, footer } = props;
  const { scroller, virtualizer, lines, onKeyDown, open } = useLines(props);
  const idPrefix = useId();
  const mounted = lines.some(({ index }) => index === active);
  // The focus stays on the grid, and so do its events.
  const events = {
    tabIndex: 0,
    onKeyDown,
    onClick: ({ target }: MouseEvent): void => {
      const index = indexOf(target);
      if (index >= 0) onActiveChange(index);
    },
    onDoubleClick: ({ target }: MouseEvent): void => open(indexOf(target)),
  };
  return (
    <div
      className="flex min-h-0 min-w-0 flex-1 flex-col bg-panel"
      style={{ ['--dt-columns' as string]: columns.map(({ track }) => track).join(' ') }}
    >
      <div
        ref={scroller}
        {...asGrid({
          'aria-label': label,
          'aria-rowcount': count + 1,
          'aria-activedescendant': mounted ? `${idPrefix}-${active}` : undefined,
        })}
        {...events}
        className="dt-grid min-h-0 flex-1 overflow-auto"
      >
        <div className="relative flex min-h-full flex-col" style={{ minWidth }}>
          <div {...asRowGroup()} className="sticky top-0 z-10">
            <div
              {...asRow({ 'aria-rowindex': 1 })}
              className="grid h-7.5 items-center border-b border-line bg-panel"
              style={{ gridTemplateColumns: 'var(--dt-columns)' }}
            >
              {columns.map((column) => (
                <Header key={column.id} column={column} />
              ))}
            </div>
          </div>
          {count === 0 ? (
            <div {...asRowGroup()} className="flex flex-1 flex-col">
              <div {...asRow()} className="flex flex-1 flex-col">
                <div {...asCell()} className="flex flex-1 flex-col">
                  {empty}
                </div>
              </div>
            </div>
          ) : (
            <div {...asRowGroup()} className="relative" style={{ height: virtualizer.getTotalSize() }}>
              {lines.map(({ index }) => (
                <Line
                  key={index}
                  id={`${idPrefix}-${index}`}
                  {...{ index, columns, row: rowAt(index), active: index === active }}
                />
              ))}
            </div>
          )}
        </div>
      </div>
      {footer === undefined ? undefined : (
        <div className="tabular flex min-h-7 shrink-0 flex-wrap items-center justify-between gap-x-4 border-t border-line px-3 py-1 text-sm text-ink-3">
          {footer}
        </div>
      )}
    </div>
  );
};
