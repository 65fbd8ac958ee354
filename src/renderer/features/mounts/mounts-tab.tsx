import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { HardDrive } from 'lucide-react';
import { useCallback, useMemo, useState } from 'react';
import type { MountOrigin, MountsLook, ShownMount } from '../../../common/contract/mounts';
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
import { useApi } from '../../lib/query';
import { useNoMatch } from '../../lib/resources/use-list-condition';
import { useListControls } from '../../lib/resources/use-list-controls';
import { useTableLabels, useToolbarLabels } from '../../lib/resources/use-resource-labels';
import { toVisibleText } from '../../lib/resources/visible-text';
import { mountColumns } from './mount-columns';
import { MountDialog } from './mount-dialog';
import { NetworkPart } from './network-view';
import { RootStrip } from './root-strip';

/** Milliseconds between two looks: each costs the engine one inspect. */
const againMs = 3000;

const views = ['own', 'all', 'network'] as const;
type View = (typeof views)[number];
type Controls = ReturnType<typeof useListControls<View>>;

/** What every container has is not shown until it is asked for. */
const commonOrigins: ReadonlySet<MountOrigin> = new Set(['engine', 'system']);

const getId = ({ id }: ShownMount): string => id;
const getName = ({ destination }: ShownMount): string => toVisibleText(destination);

/** Another look every few seconds. Only where there are more than are told at once does the back end look for the word. */
function useLook({ engineId, details }: ContainerTabProps, filter: string) {
  const [isCut, setIsCut] = useState(false);
  const query = useQuery({
    ...useApi().mounts.look.queryOptions({
      input: { engineId, id: details.id, filter: isCut ? filter : '' },
    }),
    staleTime: 0,
    gcTime: 0,
    refetchInterval: againMs,
    placeholderData: keepPreviousData,
  });
  const { data } = query;
  if (data && !isCut && data.total > data.mounts.length) setIsCut(true);
  return query;
}

const Source = ({ look }: { readonly look: MountsLook }) => {
  const { mounts } = useMessages();
  const { source } = look;
  if (!source) return undefined;
  const files = '/proc/<pid>/mountinfo, /proc/<pid>/net';
  return (
    <SourceChip
      kernel={source.kind === 'proc'}
      title={source.kind === 'proc' ? files : mounts.reasons[source.reason]}
    >
      {mounts.sources[source.kind]}
    </SourceChip>
  );
};

const Notices = ({ look, lost }: { readonly look: MountsLook; readonly lost: boolean }) => {
  const { mounts } = useMessages();
  const format = useFormat();
  const { source, running, matching } = look;
  return (
    <>
      {lost ? <Banner flush tone="warn" title={mounts.lost} /> : undefined}
      {running ? undefined : <Banner flush tone="info" title={mounts.stopped} />}
      {source?.kind === 'engine' ? (
        <Banner flush tone="info" title={mounts.reasons[source.reason]}>
          {mounts.engineText}
        </Banner>
      ) : undefined}
      {matching > look.mounts.length ? (
        <Banner
          flush
          tone="info"
          title={mounts.cut(format.number(look.mounts.length), format.number(matching))}
        />
      ) : undefined}
    </>
  );
};

interface PartProps extends ContainerTabProps {
  readonly look: MountsLook;
  readonly controls: Controls;
  readonly onShow: (mount: ShownMount) => void;
}

const Table = ({ look, controls, onShow, rows, columns }: TablePartProps) => {
  const { mounts, common } = useMessages();
  const noMatch = useNoMatch(controls, 'own');
  const rowMenu = useCallback(
    (mount: ShownMount): readonly MenuEntry[] => [
      { kind: 'item', id: 'show', label: mounts.show, onSelect: () => onShow(mount) },
      {
        ...{ kind: 'item', id: 'copy', label: `${common.copy}: ${mounts.columns.destination}` },
        onSelect: () => void navigator.clipboard.writeText(mount.destination),
      },
      {
        ...{ kind: 'item', id: 'copySource', label: `${common.copy}: ${mounts.columns.source}` },
        disabled: mount.source === undefined,
        onSelect: () => void navigator.clipboard.writeText(mount.source ?? ''),
      },
    ],
    [mounts, common, onShow],
  );
  const root = look.mounts.find(({ origin }) => origin === 'root');
  const nothing = (
    <EmptyState
      icon={HardDrive}
      title={noMatch.title}
      actions={<Button onClick={noMatch.onReset}>{noMatch.reset}</Button>}
    >
      {noMatch.text}
    </EmptyState>
  );
  return (
    <>
      {look.overlay ? (
        <RootStrip overlay={look.overlay} root={root} onShow={() => root && onShow(root)} />
      ) : undefined}
      <DataTable
        {...{ rows, columns, getId, getName, rowMenu }}
        onOpen={onShow}
        labels={useTableLabels(mounts.title)}
        filter={controls.rowFilter}
        sort={controls.sort}
        onSortChange={controls.setSort}
        layout={controls.layout}
        onLayoutChange={controls.setLayout}
        empty={nothing}
        noMatch={nothing}
      />
    </>
  );
};

interface TablePartProps extends PartProps {
  readonly rows: readonly ShownMount[];
  readonly columns: ReturnType<typeof mountColumns>;
}

const Content = (props: PartProps & { readonly lost: boolean }) => {
  const { engineId, look, controls, lost, details } = props;
  const messages = useMessages();
  const format = useFormat();
  const { mounts } = messages;
  const columns = useMemo(() => mountColumns({ engineId, messages, format }), [engineId, messages, format]);
  const { view } = controls;
  const rows = useMemo(
    () => (view === 'all' ? look.mounts : look.mounts.filter(({ origin }) => !commonOrigins.has(origin))),
    [look.mounts, view],
  );
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <Notices look={look} lost={lost} />
      <TableToolbar
        filter={controls.filter}
        onFilterChange={controls.setFilter}
        labels={useToolbarLabels(view === 'network' ? mounts.filterNetwork : mounts.filter)}
        columns={view === 'network' ? [] : columns}
        layout={controls.layout ?? initialLayout(columns)}
        onChange={controls.setLayout}
      >
        <SegmentedControl
          label={mounts.view}
          value={view}
          onChange={controls.setView}
          options={views.map((value) => ({ value, label: mounts.views[value] }))}
        />
        <Source look={look} />
      </TableToolbar>
      {view === 'network' ? (
        <NetworkPart
          engineId={engineId}
          details={details}
          network={look.network}
          filter={controls.rowFilter}
        />
      ) : (
        <Table {...props} rows={rows} columns={columns} />
      )}
    </div>
  );
};

/** What a container sees of file systems and networks, looked at again every few seconds. */
export const MountsTab = (props: ContainerTabProps) => {
  const { common } = useMessages();
  const controls = useListControls<View>({ table: 'mounts', views, defaultSort: 'destination' });
  const { data: look, error } = useLook(props, controls.rowFilter);
  const errorView = useErrorView(error);
  const [shownId, setShownId] = useState<string | undefined>(undefined);
  const onShow = useCallback(({ id }: ShownMount) => setShownId(id), []);
  const shown = look?.mounts.find(({ id }) => id === shownId);
  if (!look) return error ? <ErrorState {...errorView} level={2} /> : <SkeletonRows label={common.loading} />;
  return (
    <>
      <Content {...props} {...{ look, controls, onShow }} lost={error !== null} />
      {shown ? (
        <MountDialog
          engineId={props.engineId}
          containerId={props.details.id}
          mount={shown}
          overlay={look.overlay}
          onClose={() => setShownId(undefined)}
        />
      ) : undefined}
    </>
  );
};
