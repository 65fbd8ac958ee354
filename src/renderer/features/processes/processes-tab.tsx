import { Cpu, ListTree, Pause, Play, Rows3, ShieldCheck, Zap } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import type { ContainerProcess, ProcessBatch } from '../../../common/contract/processes';
import type { SendableSignal } from '../../../common/security/signals';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { initialLayout } from '../../components/data-table/column-layout';
import { DataTable } from '../../components/data-table/data-table';
import { TableToolbar } from '../../components/data-table/table-toolbar';
import { EmptyState } from '../../components/empty-state';
import { ErrorState } from '../../components/error-state';
import type { MenuEntry } from '../../components/menu-entry';
import { SegmentedControl } from '../../components/segmented-control';
import { SkeletonRows } from '../../components/skeleton';
import { SourceChip } from '../../components/source-chip';
import type { ContainerTabProps } from '../../lib/contributions';
import { useErrorView } from '../../lib/labels';
import { useFormat, useMessages } from '../../lib/messages';
import { useNoMatch } from '../../lib/resources/use-list-condition';
import { useListControls } from '../../lib/resources/use-list-controls';
import { useTableLabels, useToolbarLabels } from '../../lib/resources/use-resource-labels';
import { toVisibleText } from '../../lib/resources/visible-text';
import { commandOf, processColumns, valueOfColumn } from './process-columns';
import { useProcesses } from './process-store';
import { SecurityDialog } from './security-dialog';
import { SignalDialog } from './signal-dialog';
import { type ProcessRow, toFlat, toTree } from './tree';

const getId = ({ id }: ProcessRow): string => id;
const getName = ({ process }: ProcessRow): string => `${process.pid} ${process.name}`;

/** What is shown stands still while the user holds it. */
function useHeld(batch: ProcessBatch | undefined) {
  const [held, setHeld] = useState<ProcessBatch | undefined>(undefined);
  return { batch: held ?? batch, held, toggle: () => setHeld(held ? undefined : batch) };
}

function useRows(batch: ProcessBatch, controls: ReturnType<typeof useListControls<'tree' | 'flat'>>) {
  const messages = useMessages();
  const format = useFormat();
  const { missing } = messages.processes;
  const fromEngine = batch.source?.kind === 'engine';
  const ioReason = fromEngine
    ? missing.engine
    : batch.ioMissing
      ? messages.stats.missing[batch.ioMissing]
      : missing.rate;
  const input = useMemo(
    () => ({ messages, format, ioReason, fromEngine }),
    [messages, format, ioReason, fromEngine],
  );
  // Filtered lines have lost their parents: they stand as a plain list.
  const isTree = controls.view === 'tree' && controls.rowFilter === '';
  const { column, descending = false } = controls.sort ?? {};
  const rows = useMemo(
    () =>
      isTree ? toTree(batch.processes, valueOfColumn(column, input), descending) : toFlat(batch.processes),
    [batch.processes, isTree, column, descending, input],
  );
  const columns = useMemo(() => processColumns(input, isTree, descending), [input, isTree, descending]);
  return { rows, columns };
}

const Source = ({ batch }: { readonly batch: ProcessBatch }) => {
  const { processes } = useMessages();
  const { source } = batch;
  if (!source) return undefined;
  const title = source.kind === 'proc' ? toVisibleText(source.cgroup) : processes.reasons[source.reason];
  return (
    <SourceChip kernel={source.kind === 'proc'} title={title}>
      {processes.sources[source.kind]}
    </SourceChip>
  );
};

const Notices = ({ batch, lost }: { readonly batch: ProcessBatch; readonly lost: boolean }) => {
  const { processes } = useMessages();
  const format = useFormat();
  return (
    <>
      {lost ? <Banner flush tone="warn" title={processes.lost} /> : undefined}
      {batch.source?.kind === 'engine' ? (
        <Banner flush tone="info" title={processes.reasons[batch.source.reason]}>
          {processes.engineText}
        </Banner>
      ) : undefined}
      {batch.unreadable > 0 ? (
        <Banner flush tone="info" title={processes.unreadable(batch.unreadable)} />
      ) : undefined}
      {batch.total > batch.processes.length ? (
        <Banner
          flush
          tone="info"
          title={processes.cut(format.number(batch.processes.length), format.number(batch.total))}
        />
      ) : undefined}
    </>
  );
};

type Asked =
  | { readonly kind: 'security'; readonly process: ContainerProcess | undefined }
  | { readonly kind: 'signal'; readonly process: ContainerProcess; readonly signal: SendableSignal };

const menuSignals = ['TERM', 'HUP', 'KILL'] as const;

function useRowMenu(ask: (asked: Asked) => void, fromEngine: boolean) {
  const { processes, common } = useMessages();
  return useCallback(
    ({ process }: ProcessRow): readonly MenuEntry[] => {
      const disabled = fromEngine && !process.main;
      const hint = disabled ? processes.signal.onlyMain : undefined;
      return [
        {
          ...{ kind: 'item', id: 'security', icon: ShieldCheck, disabled: fromEngine && !process.main },
          label: processes.security.show,
          onSelect: () => ask({ kind: 'security', process }),
        },
        {
          ...{ kind: 'item', id: 'copy', label: `${common.copy}: ${processes.columns.command}` },
          onSelect: () => void navigator.clipboard.writeText(commandOf(process)),
        },
        { kind: 'separator', id: 'line' },
        ...menuSignals.map(
          (signal): MenuEntry => ({
            ...{
              kind: 'item',
              id: signal,
              label: `SIG${signal}…`,
              disabled,
              hint,
              danger: signal === 'KILL',
            },
            onSelect: () => ask({ kind: 'signal', process, signal }),
          }),
        ),
        {
          ...{ kind: 'item', id: 'other', icon: Zap, label: processes.signal.other, disabled, hint },
          onSelect: () => ask({ kind: 'signal', process, signal: 'USR1' }),
        },
      ];
    },
    [ask, fromEngine, processes, common],
  );
}

interface ListProps extends ContainerTabProps {
  readonly batch: ProcessBatch;
  readonly held: boolean;
  readonly lost: boolean;
  readonly onHold: () => void;
}

const List = ({ engineId, details, batch, held, lost, onHold }: ListProps) => {
  const { processes } = useMessages();
  const format = useFormat();
  const controls = useListControls({ table: 'processes', views: ['tree', 'flat'], defaultSort: 'pid' });
  const { rows, columns } = useRows(batch, controls);
  const [asked, setAsked] = useState<Asked | undefined>(undefined);
  const close = (): void => setAsked(undefined);
  const noMatch = useNoMatch(controls, 'tree');
  const onOpen = useCallback(({ process }: ProcessRow) => setAsked({ kind: 'security', process }), []);
  const rowMenu = useRowMenu(setAsked, batch.source?.kind === 'engine');
  const nothing = (
    <EmptyState
      icon={Cpu}
      title={noMatch.title}
      actions={<Button onClick={noMatch.onReset}>{noMatch.reset}</Button>}
    >
      {noMatch.text}
    </EmptyState>
  );
  const loads = batch.processes.flatMap(({ cpuCores }) => cpuCores ?? []);
  const cores = loads.reduce((sum, load) => sum + load, 0);
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <Notices batch={batch} lost={lost} />
      <TableToolbar
        filter={controls.filter}
        onFilterChange={controls.setFilter}
        labels={useToolbarLabels(processes.filter)}
        columns={columns}
        layout={controls.layout ?? initialLayout(columns)}
        onChange={controls.setLayout}
        actions={
          <Button icon={ShieldCheck} onClick={() => setAsked({ kind: 'security', process: undefined })}>
            {processes.security.show}
          </Button>
        }
      >
        <SegmentedControl
          label={processes.view}
          value={controls.view}
          onChange={controls.setView}
          options={[
            { value: 'tree', label: processes.tree, icon: ListTree },
            { value: 'flat', label: processes.flat, icon: Rows3 },
          ]}
        />
        <Button icon={held ? Play : Pause} aria-pressed={held} onClick={onHold}>
          {held ? processes.resume : processes.pause}
        </Button>
        <Source batch={batch} />
      </TableToolbar>
      <DataTable
        {...{ rows, columns, getId, getName, onOpen, rowMenu }}
        labels={useTableLabels(processes.title)}
        filter={controls.rowFilter}
        sort={controls.sort}
        onSortChange={controls.setSort}
        layout={controls.layout}
        onLayoutChange={controls.setLayout}
        empty={nothing}
        noMatch={nothing}
        footer={loads.length > 0 ? processes.sum(format.number(cores)) : undefined}
      />
      {asked?.kind === 'security' ? (
        <SecurityDialog engineId={engineId} id={details.id} process={asked.process} onClose={close} />
      ) : undefined}
      {asked?.kind === 'signal' ? (
        <SignalDialog
          engineId={engineId}
          id={details.id}
          process={asked.process}
          initial={asked.signal}
          onClose={close}
        />
      ) : undefined}
    </div>
  );
};

/** The processes of a container, live, as a tree or flat. */
export const ProcessesTab = ({ engineId, details }: ContainerTabProps) => {
  const { common, processes } = useMessages();
  const state = useProcesses({ engineId, id: details.id });
  const { batch, held, toggle } = useHeld(state.value);
  const error = useErrorView(state.error);
  if (!batch && state.error) return <ErrorState {...error} level={2} />;
  if (!batch) return <SkeletonRows label={common.loading} />;
  if (!batch.running) {
    return (
      <EmptyState icon={Cpu} title={processes.stopped}>
        {processes.stoppedText}
      </EmptyState>
    );
  }
  return (
    <List
      {...{ engineId, details, batch }}
      held={held !== undefined}
      lost={state.error !== undefined}
      onHold={toggle}
    />
  );
};
