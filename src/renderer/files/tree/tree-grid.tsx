import { ArrowDown, ArrowUp } from 'lucide-react';
import { useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { TreeRow } from '../../../common/contract/layer-tree';
import { asColumnHeader, asRow, asRowGroup } from '../../components/data-table/roles';
import { slotOf, toRowWindow } from '../../components/data-table/row-window';
import { useFormat, useMessages } from '../../lib/messages';
import { createScrollMap } from './scroll-map';
import { type TreeCommand, toTreeCommand } from './tree-keys';
import { rowHeight, TreeLine } from './tree-line';
import type { TreeState, TreeStore } from './tree-store';

export interface TreeGridProps {
  readonly store: TreeStore;
  readonly state: TreeState;
  /** Starts again at the top when it changes. */
  readonly resetKey: string;
  readonly label: string;
  readonly sort: 'name' | 'size';
  readonly onSort: (sort: string) => void;
  readonly onOpen: (row: TreeRow) => void;
  readonly onMenu: (row: TreeRow, at: { readonly x: number; readonly y: number }, homeId: string) => void;
}

const overscan = 8;

const SortButton = (
  props: Pick<TreeGridProps, 'sort' | 'onSort'> & { readonly by: 'name' | 'size'; readonly text: string },
) => {
  const isOn = props.sort === props.by;
  const Arrow = props.by === 'name' ? ArrowUp : ArrowDown;
  return (
    <button
      type="button"
      onClick={() => props.onSort(props.by)}
      className={`focus-inset inline-flex items-center gap-1 rounded-xs text-sm font-semibold ${isOn ? 'text-ink' : 'text-ink-3 hover:text-ink'}`}
    >
      {props.text}
      {isOn ? <Arrow aria-hidden size={12} /> : undefined}
    </button>
  );
};

const Header = (props: Pick<TreeGridProps, 'sort' | 'onSort'>) => {
  const { tree } = useMessages().layers;
  const sorted = (by: 'name' | 'size') =>
    ({ 'aria-sort': props.sort === by ? (by === 'name' ? 'ascending' : 'descending') : 'none' }) as const;
  return (
    <div {...asRowGroup()} className="sticky top-0 z-10">
      <div
        {...asRow({ 'aria-rowindex': 1 })}
        className="lt-columns h-7.5 border-b border-line bg-panel text-ink-3"
      >
        <div {...asColumnHeader()}>
          <span className="sr-only">{tree.marks}</span>
        </div>
        <div {...asColumnHeader(sorted('name'))} className="pl-5">
          <SortButton {...props} by="name" text={tree.name} />
        </div>
        <div {...asColumnHeader()} className="lt-share text-sm font-semibold">
          {tree.share}
        </div>
        <div {...asColumnHeader(sorted('size'))} className="lt-number">
          <SortButton {...props} by="size" text={tree.size} />
        </div>
        <div {...asColumnHeader()} className="lt-number lt-files font-semibold">
          {tree.files}
        </div>
        <div {...asColumnHeader()} className="lt-number lt-mono font-sans font-semibold">
          {tree.permissions}
        </div>
        <div {...asColumnHeader()} className="lt-number lt-owner font-semibold">
          {tree.owner}
        </div>
      </div>
    </div>
  );
};

/** Place of scrolling and size of the scroll area, in pixels. */
function useScrollArea() {
  const scroller = useRef<HTMLDivElement>(null);
  const [scrollTop, setScrollTop] = useState(0);
  const [height, setHeight] = useState(600);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return;
    const observer = new ResizeObserver(() => setHeight(element.clientHeight - 30));
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  const onScroll = useCallback(() => setScrollTop(scroller.current?.scrollTop ?? 0), []);
  return { scroller, scrollTop, height, onScroll } as const;
}

/** Type-ahead: letters within a second make one word. */
function useTyped() {
  const typed = useRef({ text: '', at: 0 });
  return (letter: string): string => {
    const now = Date.now();
    typed.current = { text: now - typed.current.at < 1000 ? typed.current.text + letter : letter, at: now };
    return typed.current.text.toLowerCase();
  };
}

type Area = ReturnType<typeof useScrollArea>;

/** The active line, and what keys do with it. */
function useTreeNav(props: TreeGridProps, area: Area, id: string) {
  const { store, state, onOpen, onMenu, resetKey } = props;
  const count = state.view?.rowCount ?? 0;
  const [chosen, setActive] = useState(-1);
  const active = Math.min(chosen, count - 1);
  const type = useTyped();
  const { scroller, height } = area;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view begins at its top.
  useEffect(() => {
    setActive(-1);
    scroller.current?.scrollTo({ top: 0 });
  }, [resetKey, scroller]);
  const move = (to: number): void => {
    setActive(to);
    const element = scroller.current;
    if (!element) return;
    const map = createScrollMap(count, rowHeight, height);
    const top = map.topOf(to, element.scrollTop) - element.scrollTop;
    if (top < 0) element.scrollTop = map.scrollTo(to);
    else if (top + rowHeight > height)
      element.scrollTop = map.scrollTo(to - Math.floor(height / rowHeight) + 1);
  };
  const collapse = async (row: TreeRow): Promise<void> => {
    if (row.expandable && row.expanded) return store.expand(row.node, false);
    const parent = row.depth > 1 ? row.path.slice(0, row.path.lastIndexOf('/')) : '';
    const at = parent === '' ? -1 : await store.reveal(parent);
    if (at >= 0) move(at);
  };
  const find = async (text: string): Promise<void> => {
    const from = Math.max(0, text.length > 1 ? active : active + 1);
    const at = await store.find(from, (row) => row.name.toLowerCase().startsWith(text));
    if (at !== undefined) move(at);
  };
  const run = (command: TreeCommand): void => {
    const row = store.row(active);
    if (command.kind === 'move') move(command.to);
    else if (command.kind === 'type') void find(type(command.text));
    else if (!row) return;
    else if (command.kind === 'collapse') void collapse(row);
    else if (command.kind === 'menu') openMenu(row);
    else if (command.kind === 'open' && row.kind !== 'directory') onOpen(row);
    else if (row.expandable && (command.kind === 'open' || !row.expanded))
      void store.expand(row.node, !row.expanded);
    else if (command.kind === 'expand' && row.expanded) move(Math.min(count - 1, active + 1));
  };
  const openMenu = (row: TreeRow): void => {
    const box = document.getElementById(`${id}-${active}`)?.getBoundingClientRect();
    onMenu(row, { x: (box?.left ?? 0) + 40, y: box?.bottom ?? 0 }, id);
  };
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.target !== event.currentTarget) return;
    const page = Math.max(1, Math.floor(height / rowHeight) - 1);
    const command = toTreeCommand(event, { active, count, page });
    if (!command) return;
    event.preventDefault();
    run(command);
  };
  return { active, move, setActive, onKeyDown };
}

function lineOf(target: EventTarget): number {
  const line = target instanceof Element ? target.closest<HTMLElement>('[data-index]') : null;
  return Number(line?.dataset.index ?? -1);
}

/** The rows of a view: only those in sight are mounted and asked for. One tab stop; everything by keyboard. */
export const TreeGrid = (props: TreeGridProps) => {
  const { store, state, label, onOpen, onMenu } = props;
  const { layers } = useMessages();
  const format = useFormat();
  const id = useId();
  const area = useScrollArea();
  const nav = useTreeNav(props, area, id);
  const count = state.view?.rowCount ?? 0;
  const map = useMemo(() => createScrollMap(count, rowHeight, area.height), [count, area.height]);
  const first = map.firstAt(area.scrollTop);
  const window = toRowWindow({ first, height: area.height, rowHeight, count, overscan });
  useEffect(() => store.setWindow(window.start, window.size), [store, window.start, window.size]);
  const onClick = (event: React.MouseEvent): void => {
    const index = lineOf(event.target);
    const row = store.row(index);
    if (!row) return;
    nav.setActive(index);
    const onExpander = event.target instanceof Element && event.target.closest('[data-expander]') !== null;
    if (row.expandable && (onExpander || event.detail === 2)) void store.expand(row.node, !row.expanded);
    else if (event.detail === 2 && row.kind !== 'directory') onOpen(row);
  };
  const onContextMenu = (event: React.MouseEvent): void => {
    const index = lineOf(event.target);
    const row = store.row(index);
    if (!row) return;
    event.preventDefault();
    nav.setActive(index);
    onMenu(row, { x: event.clientX, y: event.clientY }, id);
  };
  const isActiveMounted = nav.active >= window.start && nav.active < window.start + window.size;
  return (
    <div
      id={id}
      ref={area.scroller}
      role="treegrid"
      tabIndex={0}
      data-own-keys
      aria-label={label}
      aria-rowcount={count + 1}
      aria-busy={state.isBusy}
      aria-activedescendant={isActiveMounted ? `${id}-${nav.active}` : undefined}
      onScroll={area.onScroll}
      onKeyDown={nav.onKeyDown}
      onClick={onClick}
      onContextMenu={onContextMenu}
      className="lt-grid min-h-0 flex-1 overflow-x-hidden overflow-y-auto bg-panel"
    >
      <Header {...props} />
      <div {...asRowGroup()} className="relative" style={{ height: map.height }}>
        {Array.from({ length: window.size }, (_, offset) => {
          const index = window.start + offset;
          return (
            <TreeLine
              key={slotOf(index, window)}
              id={`${id}-${index}`}
              index={index}
              top={map.topOf(index, area.scrollTop)}
              row={store.row(index)}
              isActive={index === nav.active}
              total={state.view?.bytes ?? 0}
              layers={layers}
              format={format}
            />
          );
        })}
      </div>
    </div>
  );
};
