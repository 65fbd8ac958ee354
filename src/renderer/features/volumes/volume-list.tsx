import { HardDrive, RefreshCw, Trash2 } from 'lucide-react';
import { useCallback, useMemo } from 'react';
import { useLocation } from 'wouter';
import type { VolumeSummary } from '../../../common/contract/volumes';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { toMenuEntries } from '../../components/command';
import { CommandButton } from '../../components/command-button';
import { RowAction } from '../../components/data-table/cells';
import { EmptyState } from '../../components/empty-state';
import type { MenuEntry } from '../../components/menu-entry';
import { ResourceList } from '../../components/resource-list';
import { SegmentedControl } from '../../components/segmented-control';
import { enginePath, useEngineId } from '../../lib/engine';
import { useContainers, useVolumes } from '../../lib/live-list';
import { useFormat, useMessages } from '../../lib/messages';
import { useNow } from '../../lib/now';
import { containersByVolume, containersOf } from '../../lib/resources/relations';
import { useErrorLine } from '../../lib/resources/use-error-line';
import { useJoinedRows } from '../../lib/resources/use-joined-rows';
import { useBulkTexts, useListCondition, useNoMatch } from '../../lib/resources/use-list-condition';
import { type ListControls, useListControls } from '../../lib/resources/use-list-controls';
import { toVolumeName } from '../../lib/resources/use-relations';
import { useTableLabels, useToolbarLabels } from '../../lib/resources/use-resource-labels';
import { useTargetActions } from '../../lib/resources/use-target-actions';
import { useVolumeSizes, type VolumeSizes } from '../../lib/resources/use-volume-sizes';
import { useVolumeCommands, type VolumeCommands } from './use-volume-commands';
import { volumeColumns } from './volume-columns';
import { isInView, type VolumeRow, type VolumeView, volumeViews } from './volume-rules';

const getId = (row: VolumeRow): string => row.volume.name;
const getName = (row: VolumeRow): string => toVolumeName(row.volume.name);
const idOf = (volume: VolumeSummary): string => volume.name;

/** Volumes with the containers that mount them and what they hold. */
function useRows(engineId: string) {
  const list = useVolumes(engineId);
  const containers = useContainers(engineId);
  const measured = useVolumeSizes(engineId);
  const index = useMemo(() => containersByVolume(containers.items), [containers.items]);
  const { sizes } = measured;
  const join = useCallback(
    (volume: VolumeSummary): VolumeRow => ({
      volume,
      users: containersOf(index, volume.name).length,
      sizeBytes: sizes.get(volume.name),
    }),
    [index, sizes],
  );
  return { list, measured, rows: useJoinedRows(list.items, idOf, join) };
}

/** Menu and quick action of a row. */
function useRowTools(engineId: string, { commandsFor, remove }: VolumeCommands) {
  const { actions } = useMessages().volumes;
  const [, navigate] = useLocation();
  const onOpen = useCallback(
    ({ volume }: VolumeRow) => navigate(enginePath(engineId, 'volumes', volume.name)),
    [navigate, engineId],
  );
  const rowMenu = useCallback(
    (row: VolumeRow): readonly MenuEntry[] => [
      { kind: 'item', id: 'open', label: actions.open, shortcut: '⏎', onSelect: () => onOpen(row) },
      { kind: 'separator', id: 'before-actions' },
      ...toMenuEntries(commandsFor([row.volume])),
    ],
    [actions, commandsFor, onOpen],
  );
  const rowActions = useCallback(
    ({ volume }: VolumeRow) => (
      <RowAction icon={Trash2} label={actions.remove} onClick={() => remove([volume])} />
    ),
    [actions, remove],
  );
  return { onOpen, rowMenu, rowActions };
}

/** Registers what can be done with the selection, and the page's own command. */
function useListActions(commands: VolumeCommands, selected: readonly VolumeSummary[]) {
  const { common, volumes } = useMessages();
  const { commandsFor, create } = commands;
  const forSelection = useMemo(() => commandsFor(selected), [commandsFor, selected]);
  const own = useMemo(() => [create], [create]);
  const [first] = selected;
  const name = first && selected.length === 1 ? toVolumeName(first.name) : undefined;
  const target = first && (name ?? common.volumeCount(selected.length));
  useTargetActions({ group: volumes.title, prefix: 'volumes', commands: own, target: undefined });
  useTargetActions({ group: volumes.title, prefix: 'volumes', commands: forSelection, target });
  return forSelection;
}

/** When the sizes were measured, and what all of them make. */
const Total = ({ sizes, measuredAt, measuring }: VolumeSizes) => {
  const { volumes } = useMessages();
  const format = useFormat();
  const now = useNow();
  if (measuring) return volumes.measuring;
  if (measuredAt === undefined) return volumes.notMeasured;
  const total = [...sizes.values()].reduce((sum, bytes) => sum + bytes, 0);
  return (
    <span title={format.exactBytes(total)}>
      {volumes.total(format.bytes(total), format.relative(Math.min(measuredAt, now), now))}
    </span>
  );
};

const HeaderActions = ({
  measured,
  create,
}: { readonly measured: VolumeSizes } & Pick<VolumeCommands, 'create'>) => {
  const { volumes } = useMessages();
  return (
    <>
      <Button icon={RefreshCw} loading={measured.measuring} onClick={measured.measure}>
        {measured.measuredAt === undefined ? volumes.measure : volumes.measureAgain}
      </Button>
      <CommandButton command={create} primary />
    </>
  );
};

const MeasureFailed = ({ error }: Pick<VolumeSizes, 'error'>) => {
  const { volumes } = useMessages();
  const describe = useErrorLine();
  if (error === undefined) return undefined;
  return (
    <Banner flush tone="warn" title={volumes.measureFailed}>
      {describe(error)}
    </Banner>
  );
};

function useColumns(engineId: string, { sizes, measuring, measuredAt }: VolumeSizes) {
  const messages = useMessages();
  const format = useFormat();
  const { volumes } = messages;
  const largest = useMemo(() => Math.max(0, ...sizes.values()), [sizes]);
  const unmeasured = measuring ? volumes.measuring : volumes.notMeasured;
  const missing = measuredAt === undefined ? unmeasured : volumes.notInMeasure;
  return useMemo(
    () => volumeColumns({ engineId, messages, format, largest, missing }),
    [engineId, messages, format, largest, missing],
  );
}

/** What the table shows, and what the user set about it. */
function useVolumeTable(engineId: string) {
  const { list, measured, rows: all } = useRows(engineId);
  const { items } = list;
  const controls = useListControls({ table: 'volumes', views: volumeViews, defaultSort: 'name' });
  const { selection, view } = controls;
  const selected = useMemo(() => items.filter((volume) => selection.has(volume.name)), [items, selection]);
  const columns = useColumns(engineId, measured);
  const rows = useMemo(() => all.filter((row) => isInView(view, row)), [all, view]);
  return { list, measured, controls, selected, columns, rows };
}

const Views = ({ controls }: { readonly controls: ListControls<VolumeView> }) => {
  const { views } = useMessages().volumes;
  return (
    <SegmentedControl
      label={views.label}
      value={controls.view}
      onChange={controls.setView}
      options={volumeViews.map((value) => ({ value, label: views[value] }))}
    />
  );
};

/** Sum of the sizes that are known of these volumes; undefined when none is. */
function useKnownSum({ sizes }: VolumeSizes, volumes: readonly VolumeSummary[]): string | undefined {
  const format = useFormat();
  const known = volumes.flatMap((volume) => sizes.get(volume.name) ?? []);
  return known.length === 0 ? undefined : format.bytes(known.reduce((total, bytes) => total + bytes, 0));
}

const Empty = ({ create }: Pick<VolumeCommands, 'create'>) => {
  const { volumes } = useMessages();
  return (
    <EmptyState icon={HardDrive} title={volumes.empty} actions={<CommandButton command={create} />}>
      {volumes.emptyText}
    </EmptyState>
  );
};

/** The page Volumes. */
export const VolumeList = () => {
  const engineId = useEngineId();
  const { volumes } = useMessages();
  const { list, measured, controls, selected, columns, rows } = useVolumeTable(engineId);
  const commands = useVolumeCommands(engineId);
  const bulkCommands = useListActions(commands, selected);
  const sum = useKnownSum(measured, selected);
  return (
    <>
      <ResourceList
        title={volumes.title}
        icon={HardDrive}
        {...{ rows, columns, controls, getId, getName }}
        {...useRowTools(engineId, commands)}
        total={list.items.length}
        actionsWidth={58}
        headerActions={<HeaderActions measured={measured} create={commands.create} />}
        banner={<MeasureFailed error={measured.error} />}
        condition={useListCondition(list)}
        labels={useTableLabels(volumes.title)}
        toolbarLabels={useToolbarLabels(volumes.filter)}
        bulk={{ ...useBulkTexts(selected.length, sum), commands: bulkCommands }}
        noMatch={useNoMatch(controls, 'all')}
        views={<Views controls={controls} />}
        onDelete={(targets) => commands.remove(targets.map((row) => row.volume))}
        empty={<Empty create={commands.create} />}
        footer={<Total {...measured} />}
      />
      {commands.dialogs}
    </>
  );
};
