import type { FocusEvent, KeyboardEvent, MouseEvent } from 'react';
import type { MenuPoint } from '../dropdown-menu';
import { rowHeight } from './body-row';
import { runTableCommand } from './run-command';
import { toTableCommand } from './table-keys';
import type { DataTableProps } from './types';
import type { TableModel } from './use-table-model';
import type { TableNav } from './use-table-nav';

interface Input<Row> {
  readonly props: DataTableProps<Row>;
  readonly model: TableModel<Row>;
  readonly nav: TableNav;
  readonly scroller: HTMLDivElement | undefined;
  /** Opens the menu of the row with this key. */
  readonly openMenu: (key: string, at: MenuPoint) => void;
}

const lineOf = (target: EventTarget): HTMLElement | undefined =>
  (target instanceof Element ? target.closest<HTMLElement>('.dt-line') : undefined) ?? undefined;

/** Index of the line an event happened in; -1 outside of all lines. */
const indexOf = (target: EventTarget): number => Number(lineOf(target)?.dataset.index ?? -1);

const isInteractive = (target: EventTarget): boolean =>
  target instanceof Element && target.closest('a, button, input, select, textarea') !== null;

const matches = (target: EventTarget, selector: string): boolean =>
  target instanceof Element && target.closest(selector) !== null;

/** A press on a tick box, a fold button, the menu button or the row itself. */
const handleClick = <Row>(event: MouseEvent, { model, nav, openMenu }: Input<Row>): void => {
  const index = indexOf(event.target);
  const item = model.items[index];
  if (!item) return;
  if (matches(event.target, '[data-select]')) {
    if (event.shiftKey) nav.extend(index);
    else nav.toggle(index);
  } else if (matches(event.target, '[data-fold]') && item.kind === 'group') {
    nav.setCollapsed(item.group.id, !item.collapsed);
  } else if (matches(event.target, '[data-row-menu]')) {
    const box = (event.target as Element).getBoundingClientRect();
    openMenu(item.key, { x: box.left, y: box.bottom });
  } else if (isInteractive(event.target)) return;
  else if (event.shiftKey) nav.extend(index);
  else if (event.ctrlKey || event.metaKey) nav.toggle(index);
  nav.move(index);
};

const handleKey = <Row>(event: KeyboardEvent<HTMLElement>, input: Input<Row>): void => {
  const { props, model, nav, scroller, openMenu } = input;
  // Keys inside a header or a control of a row are theirs.
  if (event.target !== event.currentTarget) return;
  const height = scroller?.clientHeight ?? 0;
  const command = toTableCommand(
    {
      key: event.key,
      shiftKey: event.shiftKey,
      altKey: event.altKey,
      commandKey: event.ctrlKey || event.metaKey,
    },
    { active: nav.active, count: model.items.length, page: Math.max(1, Math.floor(height / rowHeight) - 2) },
  );
  if (!command) return;
  const openAtLine = (index: number): void => {
    const box = scroller?.querySelector(`.dt-line[data-index="${index}"]`)?.getBoundingClientRect();
    const item = model.items[index];
    if (box && item) openMenu(item.key, { x: box.left + 40, y: box.bottom });
  };
  const done = runTableCommand(command, {
    items: model.items,
    rows: props.rows,
    nav,
    props,
    openMenu: openAtLine,
  });
  if (done) event.preventDefault();
};

/** Handlers of the grid element. One set for all lines, so that lines take no functions and stay memoised. */
export const useTableEvents = <Row>(input: Input<Row>) => {
  const { props, model, nav, openMenu } = input;
  return {
    onKeyDown: (event: KeyboardEvent<HTMLElement>) => handleKey(event, input),
    onClick: (event: MouseEvent) => handleClick(event, input),
    onDoubleClick: (event: MouseEvent) => {
      const item = model.items[indexOf(event.target)];
      if (item?.kind === 'row' && !isInteractive(event.target) && !matches(event.target, '[data-select]')) {
        props.onOpen?.(item.row);
      }
    },
    onContextMenu: (event: MouseEvent) => {
      // The ContextMenu key is handled as a key; its event comes from the grid itself, which is no line.
      const index = indexOf(event.target);
      const item = model.items[index];
      if (!props.rowMenu || item?.kind !== 'row') return;
      event.preventDefault();
      nav.move(index);
      openMenu(item.key, { x: event.clientX, y: event.clientY });
    },
    // Tabbing into the grid shows where the keys will act.
    onFocus: (event: FocusEvent<HTMLElement>) => {
      if (event.target === event.currentTarget && nav.active < 0 && model.items.length > 0) nav.move(0);
    },
  };
};
