import { Container, Play, Square, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { BulkBar } from '../components/bulk-bar';
import { Button } from '../components/button';
import {
  BytesCell,
  CodeCell,
  LinkCell,
  MissingCell,
  RowAction,
  TextCell,
  TimeCell,
} from '../components/data-table/cells';
import { DataTable } from '../components/data-table/data-table';
import { TableToolbar } from '../components/data-table/table-toolbar';
import type { DataColumn, SortState, TableStatus } from '../components/data-table/types';
import { useColumnLayout } from '../components/data-table/use-column-layout';
import { EmptyState } from '../components/empty-state';
import { ErrorState } from '../components/error-state';
import { SegmentedControl } from '../components/segmented-control';
import { StateBadge } from '../components/state-badge';
import {
  type DemoContainer,
  demoContainers,
  demoStates,
  formatAge,
  formatExactSize,
  formatSize,
  formatTime,
} from './gallery-data';
import { errorLabels, tableLabels, toolbarLabels } from './gallery-labels';
import { GallerySection } from './gallery-section';
import { demoMenu } from './overlays-section';

const largest = 997 * 1024 * 512;

const columns: readonly DataColumn<DemoContainer>[] = [
  {
    id: 'name',
    header: 'Name',
    width: 190,
    grow: 2,
    required: true,
    value: (row) => row.name,
    cell: (row) => <LinkCell href={`#${row.id}`} text={row.name} icon={Container} />,
  },
  {
    id: 'state',
    header: 'State',
    width: 124,
    value: (row) => row.state,
    cell: (row) => <StateBadge {...demoStates[row.state]} />,
  },
  {
    id: 'image',
    header: 'Image',
    width: 220,
    grow: 3,
    value: (row) => row.image,
    cell: (row) => <TextCell text={row.image} muted />,
  },
  {
    id: 'id',
    header: 'Id',
    width: 120,
    value: (row) => row.id,
    cell: (row) => <CodeCell text={row.id.slice(0, 12)} />,
    initiallyHidden: true,
  },
  {
    id: 'cpu',
    header: 'CPU',
    width: 90,
    align: 'end',
    descendingFirst: true,
    value: (row) => row.cpu,
    cell: (row) => `${row.cpu.toFixed(2)}`,
  },
  {
    id: 'size',
    header: 'Writable layer',
    width: 170,
    align: 'end',
    descendingFirst: true,
    value: (row) => row.size,
    cell: (row) =>
      row.size === undefined ? (
        <MissingCell reason="not measured" />
      ) : (
        <BytesCell text={formatSize(row.size)} exact={formatExactSize(row.size)} share={row.size / largest} />
      ),
  },
  {
    id: 'created',
    header: 'Created',
    width: 120,
    descendingFirst: true,
    value: (row) => row.createdAt,
    cell: (row) => <TimeCell at={row.createdAt} formatRelative={formatAge} formatExact={formatTime} />,
  },
];

const getId = (row: DemoContainer): string => row.id;
const getName = (row: DemoContainer): string => row.name;
const rowMenu = () => demoMenu;
const nothing = (): void => undefined;
const rowActions = () => (
  <>
    <RowAction icon={Play} label="Start" onClick={nothing} />
    <RowAction icon={Square} label="Stop" onClick={nothing} />
  </>
);

const groupCache = new Map<string, { readonly id: string; readonly label: string }>();
const groupOf = (row: DemoContainer) => {
  if (row.project === undefined) return undefined;
  const known = groupCache.get(row.project) ?? { id: row.project, label: row.project };
  groupCache.set(row.project, known);
  return known;
};
const summary = (rows: readonly DemoContainer[]): string =>
  `${rows.filter((row) => row.state === 'running').length} of ${rows.length} running · ${formatSize(
    rows.reduce((sum, row) => sum + (row.size ?? 0), 0),
  )}`;

type View = 'rows' | 'groups' | 'empty' | 'loading' | 'error';
const views = ['rows', 'groups', 'empty', 'loading', 'error'] as const;

const toStatus = (view: View): TableStatus => {
  if (view === 'loading') return { kind: 'loading' };
  if (view !== 'error') return { kind: 'ready' };
  return {
    kind: 'error',
    content: <ErrorState level={3} title="The list could not be read" labels={errorLabels} />,
  };
};

const useDemoTable = (view: View, count: number) => {
  const [filter, setFilter] = useState('');
  const [sort, setSort] = useState<SortState | undefined>(undefined);
  const [selection, setSelection] = useState<ReadonlySet<string>>(new Set());
  const [collapsed, setCollapsed] = useState<ReadonlySet<string>>(new Set());
  const [layout, setLayout] = useColumnLayout(columns);
  const [now] = useState(() => Date.now());
  const full = view === 'rows' || view === 'groups';
  const rows = useMemo(() => (full ? demoContainers(count, now) : []), [full, count, now]);
  const grouping = useMemo(
    () => (view === 'groups' ? { groupOf, summary, collapsed, onCollapsedChange: setCollapsed } : undefined),
    [view, collapsed],
  );
  return { filter, setFilter, sort, setSort, selection, setSelection, layout, setLayout, rows, grouping };
};

/** The table with its toolbar, as a page would use it. */
export const DemoTable = ({ count, initialView }: { readonly count: number; readonly initialView: View }) => {
  const [view, setView] = useState<View>(initialView);
  const table = useDemoTable(view, count);
  const clear = (): void => table.setSelection(new Set());
  return (
    <>
      {table.selection.size > 0 ? (
        <BulkBar
          label="Actions for the selection"
          text={`${table.selection.size} selected`}
          count={table.selection.size}
          clear={{ label: 'Clear the selection', onClear: clear }}
        >
          <Button size="sm" icon={Square}>
            Stop
          </Button>
          <Button size="sm" variant="dangerGhost" icon={Trash2}>
            Remove…
          </Button>
        </BulkBar>
      ) : (
        <TableToolbar
          filter={table.filter}
          onFilterChange={table.setFilter}
          labels={toolbarLabels}
          columns={columns}
          layout={table.layout}
          onChange={table.setLayout}
          actions={<Button variant="primary">Create…</Button>}
        >
          <SegmentedControl
            label="View"
            value={view}
            onChange={setView}
            options={views.map((value) => ({ value, label: value }))}
          />
        </TableToolbar>
      )}
      <DataTable
        rows={table.rows}
        columns={columns}
        getId={getId}
        getName={getName}
        labels={tableLabels}
        filter={table.filter}
        sort={table.sort}
        onSortChange={table.setSort}
        layout={table.layout}
        onLayoutChange={table.setLayout}
        selection={table.selection}
        onSelectionChange={table.setSelection}
        grouping={table.grouping}
        rowMenu={rowMenu}
        rowActions={rowActions}
        status={toStatus(view)}
        empty={<EmptyState icon={Container} title="No containers yet" level={3} />}
        noMatch={<EmptyState icon={Container} title="No container matches the filter" level={3} />}
        footer="1.2 GiB in writable layers"
      />
    </>
  );
};

export const TableSection = () => (
  <>
    <GallerySection title="Table" height={460}>
      <DemoTable count={1000} initialView="rows" />
    </GallerySection>
  </>
);
