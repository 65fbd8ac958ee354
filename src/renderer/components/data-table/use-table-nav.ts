import { useCallback, useMemo, useRef, useState } from 'react';
import type { DisplayItem } from './display-items';
import { idsOf, type Selection, selectRange, toggleIds } from './selection';
import type { DataTableProps, Grouping } from './types';

type Input<Row> = Pick<DataTableProps<Row>, 'selection' | 'onSelectionChange' | 'onOpen' | 'onDelete'> & {
  readonly items: readonly DisplayItem<Row>[];
  readonly grouping: Grouping<Row> | undefined;
  readonly initialActiveId: string | undefined;
};

const noSelection: Selection = new Set();

/** The active line follows its row when the list changes; when the row is gone, its place is taken by the next. */
const useActive = <Row>(items: readonly DisplayItem<Row>[], initialKey: string | undefined) => {
  const [active, setActive] = useState<{ readonly key: string | undefined; readonly index: number }>({
    key: initialKey,
    index: -1,
  });
  const indexOf = useMemo(() => new Map(items.map((item, index) => [item.key, index])), [items]);
  const found = active.key === undefined ? undefined : indexOf.get(active.key);
  const index = found ?? Math.min(active.index, items.length - 1);
  // A new object for every move: the body scrolls to it. Changes of the list move the index without scrolling.
  const [scrollTarget, setScrollTarget] = useState({ index });
  const activate = useCallback((key: string | undefined, at: number) => {
    setActive({ key, index: at });
    setScrollTarget({ index: at });
  }, []);
  return { index, indexOf, activate, scrollTarget };
};

/** Active line, selection and group commands of a table, by index of the line. */
export const useTableNav = <Row>(input: Input<Row>) => {
  const { items, grouping, selection = noSelection, onSelectionChange } = input;
  const { index: active, indexOf, activate, scrollTarget } = useActive(items, input.initialActiveId);
  // Where a range began and where it ends now, by key, since the list may change in between.
  const range = useRef<{ readonly anchor: string; readonly previous: string } | undefined>(undefined);

  const move = (to: number): void => activate(items[to]?.key, to);
  const setAnchor = (key: string): void => {
    range.current = { anchor: key, previous: key };
  };
  const toggle = (at: number): void => {
    const item = items[at];
    if (!item || !onSelectionChange) return;
    setAnchor(item.key);
    onSelectionChange(toggleIds(selection, idsOf(item)));
  };
  const extend = (to: number): void => {
    const target = items[to];
    if (!target || !onSelectionChange) return;
    const start = range.current ?? { anchor: items[Math.max(0, active)]?.key ?? '', previous: '' };
    const anchor = indexOf.get(start.anchor) ?? to;
    const previous = indexOf.get(start.previous) ?? anchor;
    range.current = { anchor: items[anchor]?.key ?? target.key, previous: target.key };
    onSelectionChange(selectRange(selection, items, { anchor, previous, target: to }));
  };
  const selectAll = (): void => onSelectionChange?.(new Set(items.flatMap(idsOf)));
  const clear = (): void => onSelectionChange?.(noSelection);
  const setCollapsed = (groupId: string, collapsed: boolean): void => {
    const next = new Set(grouping?.collapsed);
    if (collapsed) next.add(groupId);
    else next.delete(groupId);
    grouping?.onCollapsedChange(next);
  };
  return { active, scrollTarget, selection, move, setAnchor, toggle, extend, selectAll, clear, setCollapsed };
};

export type TableNav = ReturnType<typeof useTableNav>;
