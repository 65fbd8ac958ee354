import { ChevronDown, ChevronRight } from 'lucide-react';
import { lineStyle } from './body-row';
import type { GroupItem } from './display-items';
import { asCell, asRow } from './roles';
import type { Ticked } from './selection';
import type { DataTableLabels, Grouping } from './types';

export interface GroupRowProps<Row> {
  readonly id: string;
  readonly item: GroupItem<Row>;
  readonly index: number;
  readonly active: boolean;
  readonly ticked: Ticked;
  readonly selectable: boolean;
  readonly columnCount: number;
  readonly labels: DataTableLabels;
  readonly grouping: Grouping<Row>;
}

/** Ref that shows the third state of a tick box, which HTML has no attribute for. */
export const indeterminate =
  (some: boolean) =>
  (box: HTMLInputElement | null): void => {
    if (box) box.indeterminate = some;
  };

/** Header of a group: fold, tick all, name, totals. */
export const GroupRow = <Row,>(props: GroupRowProps<Row>) => {
  const { id, item, index, active, ticked, selectable, columnCount, labels, grouping } = props;
  const { label } = item.group;
  const Chevron = item.collapsed ? ChevronRight : ChevronDown;
  return (
    <div
      id={id}
      {...asRow({
        'aria-rowindex': index + 2,
        'aria-level': 1,
        'aria-expanded': !item.collapsed,
        'aria-selected': selectable ? ticked === 'all' : undefined,
      })}
      data-index={index}
      data-active={active || undefined}
      className="dt-line dt-group"
      style={lineStyle(index)}
    >
      {selectable ? (
        <div {...asCell()} data-select className="flex h-full items-center justify-center">
          <input
            type="checkbox"
            tabIndex={-1}
            readOnly
            ref={indeterminate(ticked === 'some')}
            checked={ticked === 'all'}
            aria-label={labels.selectGroup(label)}
            className="tick"
          />
        </div>
      ) : undefined}
      <div
        {...asCell({ 'aria-colspan': columnCount })}
        className="dt-span flex h-full min-w-0 items-center gap-2 px-1.5"
      >
        <button
          type="button"
          tabIndex={-1}
          data-fold
          aria-label={item.collapsed ? labels.expandGroup(label) : labels.collapseGroup(label)}
          className="inline-flex size-6 shrink-0 items-center justify-center rounded-md text-ink-3 hover:bg-sunk"
        >
          <Chevron aria-hidden size={14} />
        </button>
        <span className="truncate font-semibold">{label}</span>
        <span className="tabular truncate text-sm text-ink-3">{grouping.summary?.(item.rows)}</span>
        <span className="ml-auto flex shrink-0 items-center gap-0.5">
          {grouping.actions?.(item.group, item.rows)}
        </span>
      </div>
    </div>
  );
};
