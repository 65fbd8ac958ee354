import { type ReactNode, useMemo } from 'react';
import { Banner } from './banner';
import { BulkBar } from './bulk-bar';
import { Button } from './button';
import type { Command } from './command';
import { CommandButtons } from './command-button';
import { initialLayout } from './data-table/column-layout';
import { DataTable } from './data-table/data-table';
import { TableToolbar, type TableToolbarLabels } from './data-table/table-toolbar';
import type { ColumnLayout, DataColumn, DataTableProps, SortState, TableStatus } from './data-table/types';
import { EmptyState } from './empty-state';
import { ErrorState, type ErrorStateProps } from './error-state';
import type { Icon } from './icon';
import { PageHeader } from './page-header';

/** What the user sets on a list page; the page keeps it in the address and the settings. */
export interface ResourceListControls {
  readonly filter: string;
  /** The filter of the rows; it may follow `filter` a frame later. */
  readonly rowFilter: string;
  readonly setFilter: (filter: string) => void;
  readonly sort: SortState | undefined;
  readonly setSort: (sort: SortState | undefined) => void;
  readonly layout: ColumnLayout | undefined;
  readonly setLayout: (layout: ColumnLayout) => void;
  readonly selection: ReadonlySet<string>;
  readonly setSelection: (selection: ReadonlySet<string>) => void;
  readonly clearSelection: () => void;
}

/** Whether the list is there, and whether it is still right. */
export interface ListCondition {
  readonly kind: 'ready' | 'loading' | 'error';
  /** For `error`: why the list never came. */
  readonly error?: ErrorStateProps | undefined;
  /** The list is no longer live. */
  readonly stale?: { readonly title: string; readonly text: string } | undefined;
}

export interface NoMatch {
  readonly title: string;
  readonly text: string;
  readonly reset: string;
  readonly onReset: () => void;
}

export interface BulkActions {
  /** Name of the bar. */
  readonly label: string;
  readonly text: string;
  readonly clear: string;
  readonly commands: readonly Command[];
}

type TableProps<Row> = Pick<
  DataTableProps<Row>,
  | 'rows'
  | 'getId'
  | 'getName'
  | 'labels'
  | 'grouping'
  | 'onOpen'
  | 'onDelete'
  | 'rowMenu'
  | 'rowActions'
  | 'actionsWidth'
  | 'empty'
  | 'footer'
>;

export interface ResourceListProps<Row> extends TableProps<Row> {
  readonly title: string;
  readonly icon: Icon;
  /** Right of the title. */
  readonly headerActions?: ReactNode;
  /** Below the header, e.g. that measuring failed. */
  readonly banner?: ReactNode;
  /** Between the filter and the column chooser: views, switches. */
  readonly views?: ReactNode;
  /** How many there are in all views. */
  readonly total: number;
  readonly condition: ListCondition;
  readonly columns: readonly DataColumn<Row>[];
  readonly controls: ResourceListControls;
  readonly toolbarLabels: TableToolbarLabels;
  readonly bulk: BulkActions;
  readonly noMatch: NoMatch;
  /** Nothing can be done with several rows at once. */
  readonly unselectable?: boolean | undefined;
}

const Toolbar = <Row,>({ controls, toolbarLabels, columns, views }: ResourceListProps<Row>) => (
  <TableToolbar
    filter={controls.filter}
    onFilterChange={controls.setFilter}
    labels={toolbarLabels}
    columns={columns}
    layout={controls.layout ?? initialLayout(columns)}
    onChange={controls.setLayout}
  >
    {views}
  </TableToolbar>
);

const Bulk = <Row,>({ bulk, controls }: ResourceListProps<Row>) => (
  <BulkBar
    label={bulk.label}
    text={bulk.text}
    count={controls.selection.size}
    clear={{ label: bulk.clear, onClear: controls.clearSelection }}
  >
    <CommandButtons commands={bulk.commands} size="sm" />
  </BulkBar>
);

const toStatus = ({ kind, error }: ListCondition): TableStatus => {
  if (kind === 'error') return { kind, content: error && <ErrorState {...error} /> };
  return { kind };
};

const Table = <Row extends object>(props: ResourceListProps<Row>) => {
  const { title, headerActions, banner, views, toolbarLabels, bulk, ...rest } = props;
  const { icon, total, condition, controls, noMatch, empty, unselectable, ...table } = rest;
  const status = useMemo(() => toStatus(condition), [condition]);
  const nothing = (
    <EmptyState
      icon={icon}
      title={noMatch.title}
      actions={<Button onClick={noMatch.onReset}>{noMatch.reset}</Button>}
    >
      {noMatch.text}
    </EmptyState>
  );
  return (
    <DataTable
      {...table}
      status={status}
      filter={controls.rowFilter}
      sort={controls.sort}
      onSortChange={controls.setSort}
      layout={controls.layout}
      onLayoutChange={controls.setLayout}
      selection={unselectable ? undefined : controls.selection}
      onSelectionChange={unselectable ? undefined : controls.setSelection}
      empty={total === 0 ? empty : nothing}
      noMatch={nothing}
    />
  );
};

/** A page with one list: header, filter and views (or the actions of the selection), table. */
export const ResourceList = <Row extends object>(props: ResourceListProps<Row>) => {
  const { title, headerActions, banner, condition, controls } = props;
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <PageHeader title={title} actions={headerActions} />
      {condition.stale ? (
        <Banner flush tone="warn" title={condition.stale.title}>
          {condition.stale.text}
        </Banner>
      ) : undefined}
      {banner}
      {controls.selection.size === 0 ? <Toolbar {...props} /> : <Bulk {...props} />}
      <Table {...props} />
    </div>
  );
};
