import type { ColumnLayout, DataColumn, SortState } from './types';

type Column = Pick<
  DataColumn<unknown>,
  'id' | 'width' | 'minWidth' | 'grow' | 'initiallyHidden' | 'required'
>;

export const selectWidth = 34;
const defaultMinWidth = 56;
const maxWidth = 1200;

/** The layout before the user has changed anything. */
export const initialLayout = (columns: readonly Column[]): ColumnLayout => ({
  order: columns.map((column) => column.id),
  hidden: columns.filter((column) => column.initiallyHidden).map((column) => column.id),
  widths: {},
});

/** All column ids in order. Ids that no longer exist are dropped; new columns come in where they are defined. */
export const orderedIds = (columns: readonly Column[], order: readonly string[]): readonly string[] => {
  const known = new Set(columns.map((column) => column.id));
  const ids = order.filter((id, index) => known.has(id) && order.indexOf(id) === index);
  columns.forEach((column, index) => {
    if (!ids.includes(column.id)) ids.splice(index, 0, column.id);
  });
  return ids;
};

/** Which columns are shown, by id. A required column is never hidden. */
export const toVisibility = (
  columns: readonly Column[],
  hidden: readonly string[],
): Readonly<Record<string, boolean>> =>
  Object.fromEntries(columns.map((column) => [column.id, column.required || !hidden.includes(column.id)]));

/** The layout with one column moved by some places among the visible ones; unchanged at the ends. */
export const moveColumn = (
  columns: readonly Column[],
  layout: ColumnLayout,
  id: string,
  by: -1 | 1,
): ColumnLayout => {
  const order = orderedIds(columns, layout.order);
  const isVisible = toVisibility(columns, layout.hidden);
  const visible = order.filter((candidate) => isVisible[candidate]);
  const neighbour = visible[visible.indexOf(id) + by];
  if (neighbour === undefined || !visible.includes(id)) return layout;
  const without = order.filter((candidate) => candidate !== id);
  const at = without.indexOf(neighbour) + (by === 1 ? 1 : 0);
  return { ...layout, order: [...without.slice(0, at), id, ...without.slice(at)] };
};

export const toggleColumn = (layout: ColumnLayout, id: string, visible: boolean): ColumnLayout => ({
  ...layout,
  hidden: visible ? layout.hidden.filter((hidden) => hidden !== id) : [...layout.hidden, id],
});

/** The layout with a width set by hand, kept between the column's least width and 1200 px. */
export const resizeColumn = (layout: ColumnLayout, column: Column, width: number): ColumnLayout => {
  const least = column.minWidth ?? defaultMinWidth;
  const clamped = Math.round(Math.max(least, Math.min(maxWidth, width)));
  return { ...layout, widths: { ...layout.widths, [column.id]: clamped } };
};

export interface GridSize {
  /** Value of grid-template-columns. */
  readonly template: string;
  /** Pixels below which the table scrolls sideways. */
  readonly minWidth: number;
  /** An empty track takes the room that is left, because no column grows. */
  readonly hasFiller: boolean;
}

/** Grid tracks for tick box, visible columns, filler (when no column grows) and actions. */
export const toGridSize = (
  columns: readonly Column[],
  widths: ColumnLayout['widths'],
  extra: { readonly select: boolean; readonly actions: number },
): GridSize => {
  const tracks = columns.map((column) => {
    const fixed = widths[column.id];
    if (fixed !== undefined) return { px: fixed, css: `${fixed}px` };
    if (column.grow) return { px: column.width, css: `minmax(${column.width}px, ${column.grow}fr)` };
    return { px: column.width, css: `${column.width}px` };
  });
  const grows = columns.some((column) => column.grow && widths[column.id] === undefined);
  const select = extra.select ? [`${selectWidth}px`] : [];
  const filler = grows ? [] : ['minmax(0px, 1fr)'];
  const actions = extra.actions > 0 ? [`${extra.actions}px`] : [];
  const sum = tracks.reduce((total, track) => total + track.px, 0);
  return {
    template: [...select, ...tracks.map((track) => track.css), ...filler, ...actions].join(' '),
    minWidth: sum + (extra.select ? selectWidth : 0) + extra.actions,
    hasFiller: !grows,
  };
};

/** Next state of a header that is pressed: first direction, other direction, unsorted. */
export const nextSort = (
  sort: SortState | undefined,
  column: { readonly id: string; readonly descendingFirst?: boolean | undefined },
): SortState | undefined => {
  const first = column.descendingFirst ?? false;
  if (sort?.column !== column.id) return { column: column.id, descending: first };
  return sort.descending === first ? { column: column.id, descending: !first } : undefined;
};
