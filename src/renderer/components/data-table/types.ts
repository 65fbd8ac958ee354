import type { ReactNode } from 'react';
import type { MenuEntry } from '../menu-entry';

/** What a column sorts by. `undefined` (not measured) stays last in both directions. */
export type CellValue = string | number | boolean | undefined;

export interface DataColumn<Row> {
  readonly id: string;
  readonly header: string;
  /** Sorted by, searched in when it is a string, and shown when there is no `cell`. */
  readonly value: (row: Row) => CellValue;
  /** Text that the filter searches, when it is not the value. */
  readonly searchText?: ((row: Row) => string) | undefined;
  readonly cell?: ((row: Row) => ReactNode) | undefined;
  /** Pixels. */
  readonly width: number;
  /** Pixels, default 56. */
  readonly minWidth?: number | undefined;
  /** Share of the room that is left; default 0. A width set by hand ends the growing. */
  readonly grow?: number | undefined;
  readonly align?: 'start' | 'end' | undefined;
  /** Default true. */
  readonly sortable?: boolean | undefined;
  /** The first click sorts from large to small: sizes, times, loads. */
  readonly descendingFirst?: boolean | undefined;
  /** Not shown until chosen. */
  readonly initiallyHidden?: boolean | undefined;
  /** Cannot be hidden: the name. */
  readonly required?: boolean | undefined;
}

export interface SortState {
  readonly column: string;
  readonly descending: boolean;
}

/** What the user changed about the columns; the page keeps it (settings), useColumnLayout keeps it in memory. */
export interface ColumnLayout {
  readonly order: readonly string[];
  readonly hidden: readonly string[];
  /** Pixels by column id, only where set by hand. */
  readonly widths: Readonly<Record<string, number>>;
}

export interface RowGroup {
  readonly id: string;
  readonly label: string;
}

export interface Grouping<Row> {
  /** Group of a row; `undefined` stands alone, between the groups. Return the same strings for the same group. */
  readonly groupOf: (row: Row) => RowGroup | undefined;
  /** Totals behind the name, e.g. '3 of 4 running · 1.2 GiB'. */
  readonly summary?: ((rows: readonly Row[]) => ReactNode) | undefined;
  readonly actions?: ((group: RowGroup, rows: readonly Row[]) => ReactNode) | undefined;
  readonly collapsed: ReadonlySet<string>;
  readonly onCollapsedChange: (collapsed: ReadonlySet<string>) => void;
}

export interface TableCounts {
  /** Rows that pass the filter. */
  readonly shown: number;
  readonly total: number;
  readonly selected: number;
  /** Selected rows that the filter hides. */
  readonly selectedHidden: number;
}

export interface DataTableLabels {
  /** Accessible name of the grid. */
  readonly table: string;
  readonly selectAll: string;
  readonly selectRow: (name: string) => string;
  readonly selectGroup: (name: string) => string;
  readonly expandGroup: (name: string) => string;
  readonly collapseGroup: (name: string) => string;
  readonly rowMenu: (name: string) => string;
  /** Header of the last column. */
  readonly actions: string;
  /** Said with every header: Enter sorts, Shift with arrows resizes, Alt with arrows moves. */
  readonly headerKeys: string;
  readonly loading: string;
  /** Footer, e.g. '12 of 500 · 3 selected'. */
  readonly summary: (counts: TableCounts) => string;
}

export type TableStatus =
  | { readonly kind: 'ready' }
  /** Skeleton rows are shown while there is no row yet. */
  | { readonly kind: 'loading' }
  /** Shown instead of the rows while there is none; a stale list stays, with a banner of the page above it. */
  | { readonly kind: 'error'; readonly content: ReactNode };

export interface DataTableProps<Row> {
  readonly rows: readonly Row[];
  /** Keep it stable (module scope or useMemo): it is the key of every memo below. */
  readonly columns: readonly DataColumn<Row>[];
  readonly getId: (row: Row) => string;
  /** Name of a row for screen readers. */
  readonly getName: (row: Row) => string;
  readonly labels: DataTableLabels;
  readonly filter?: string | undefined;
  readonly sort: SortState | undefined;
  readonly onSortChange: (sort: SortState | undefined) => void;
  readonly layout?: ColumnLayout | undefined;
  readonly onLayoutChange?: ((layout: ColumnLayout) => void) | undefined;
  readonly selection?: ReadonlySet<string> | undefined;
  /** Without it rows cannot be selected. Also called when selected rows have left the list. */
  readonly onSelectionChange?: ((selection: ReadonlySet<string>) => void) | undefined;
  readonly grouping?: Grouping<Row> | undefined;
  readonly onOpen?: ((row: Row) => void) | undefined;
  /** Delete key: the selected rows, or the active one when none is selected. Ask before acting. */
  readonly onDelete?: ((rows: readonly Row[]) => void) | undefined;
  /** Menu of a row: right button, ContextMenu key, Shift+F10 and the button at its end. */
  readonly rowMenu?: ((row: Row) => readonly MenuEntry[]) | undefined;
  /** Quick actions at the end of the row (RowAction), shown on hover and on the active row. */
  readonly rowActions?: ((row: Row) => ReactNode) | undefined;
  /** Pixels kept free for the quick actions, 28 for each. Default 0: they lie over the last cells while they show. */
  readonly actionsWidth?: number | undefined;
  readonly status?: TableStatus | undefined;
  /** Shown when there is no row at all. */
  readonly empty: ReactNode;
  /** Shown when the filter hides every row. */
  readonly noMatch: ReactNode;
  /** Right side of the footer, e.g. totals. */
  readonly footer?: ReactNode;
  /** Row that is active (and scrolled to) at first, e.g. the one the user comes back from. */
  readonly initialActiveId?: string | undefined;
}
