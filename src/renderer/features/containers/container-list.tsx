import { Box, CirclePlay, CirclePlus, CircleStop, FolderTree, RotateCw } from 'lucide-react';
import { useCallback, useMemo } from 'react';
import { useLocation } from 'wouter';
import type { ContainerSummary } from '../../../common/contract/containers';
import { Button } from '../../components/button';
import { type Command, toMenuEntries } from '../../components/command';
import { CommandButton } from '../../components/command-button';
import { CommandLine } from '../../components/command-line';
import { RowAction } from '../../components/data-table/cells';
import { EmptyState } from '../../components/empty-state';
import type { MenuEntry } from '../../components/menu-entry';
import { ResourceList } from '../../components/resource-list';
import { SegmentedControl } from '../../components/segmented-control';
import { useActions } from '../../lib/actions';
import { enginePath, useEngineId } from '../../lib/engine';
import { useCopyLabels } from '../../lib/labels';
import { useContainers } from '../../lib/live-list';
import { useFormat, useMessages } from '../../lib/messages';
import { useSettings } from '../../lib/preferences';
import { distinctPorts } from '../../lib/resources/port-link';
import { isUp } from '../../lib/resources/relations';
import { useBulkTexts, useListCondition, useNoMatch } from '../../lib/resources/use-list-condition';
import { type ListControls, useListControls } from '../../lib/resources/use-list-controls';
import { useOffline } from '../../lib/resources/use-offline';
import { useOpenPort } from '../../lib/resources/use-open-port';
import { useTableLabels, useToolbarLabels } from '../../lib/resources/use-resource-labels';
import { useWrittenSizes } from '../../lib/resources/use-written-sizes';
import { toVisibleText } from '../../lib/resources/visible-text';
import { runPath } from '../../lib/run-path';
import { useSearchState } from '../../lib/search-state';
import { containerColumns } from './container-columns';
import { useProjectGrouping } from './container-groups';
import { type ContainerView, containerViews, eligible, isInView } from './container-rules';
import { useContainerActions } from './use-container-actions';
import { type ContainerCommands, useContainerCommands } from './use-container-commands';

const getId = (row: ContainerSummary): string => row.id;
const getName = (row: ContainerSummary): string => toVisibleText(row.name);

/** Menu of a row: open, its ports, all actions. */
function useRowMenu(engineId: string, { commandsFor }: ContainerCommands) {
  const { containers } = useMessages();
  const [, navigate] = useLocation();
  const { urlOf, open } = useOpenPort();
  const onOpen = useCallback(
    (row: ContainerSummary) => navigate(enginePath(engineId, 'containers', row.id)),
    [navigate, engineId],
  );
  const rowMenu = useCallback(
    (row: ContainerSummary): readonly MenuEntry[] => {
      const urls = distinctPorts(row.ports).flatMap((port) => urlOf(port) ?? []);
      return [
        {
          kind: 'item',
          id: 'open',
          label: containers.actions.open,
          shortcut: '⏎',
          onSelect: () => onOpen(row),
        },
        ...[...new Set(urls)].map(
          (url): MenuEntry => ({
            kind: 'item',
            id: url,
            label: containers.openPort(url),
            onSelect: () => open(url),
          }),
        ),
        { kind: 'separator', id: 'before-actions' },
        ...toMenuEntries(commandsFor([row])),
      ];
    },
    [containers, commandsFor, urlOf, open, onOpen],
  );
  return { onOpen, rowMenu };
}

/** Start or stop, and restart, at the end of a row. */
function useQuickActions({ run }: ContainerCommands) {
  const { actions } = useMessages().containers;
  return useCallback(
    (row: ContainerSummary) => (
      <>
        {eligible('stop', [row]).length > 0 ? (
          <RowAction icon={CircleStop} label={actions.stop} onClick={() => run('stop', [row])} />
        ) : (
          <RowAction
            icon={CirclePlay}
            label={actions.start}
            disabled={eligible('start', [row]).length === 0}
            onClick={() => run('start', [row])}
          />
        )}
        <RowAction
          icon={RotateCw}
          label={actions.restart}
          disabled={eligible('restart', [row]).length === 0}
          onClick={() => run('restart', [row])}
        />
      </>
    ),
    [actions, run],
  );
}

interface ViewsProps {
  readonly controls: ListControls<ContainerView>;
  readonly grouped: boolean;
  readonly onGroupedChange: (grouped: boolean) => void;
}

const Views = ({ controls, grouped, onGroupedChange }: ViewsProps) => {
  const { containers, resources } = useMessages();
  return (
    <>
      <SegmentedControl
        label={containers.views.label}
        value={controls.view}
        onChange={controls.setView}
        options={containerViews.map((value) => ({ value, label: containers.views[value] }))}
      />
      <Button icon={FolderTree} aria-pressed={grouped} onClick={() => onGroupedChange(!grouped)}>
        {resources.table.groupByProject}
      </Button>
    </>
  );
};

const Empty = () => {
  const { containers } = useMessages();
  const copy = useCopyLabels();
  return (
    <EmptyState
      icon={Box}
      title={containers.empty}
      actions={<CommandLine command={containers.emptyCommand} labels={copy} />}
    >
      {containers.emptyText}
    </EmptyState>
  );
};

/** What is done with one alone is no action of several. */
function forBulk(commands: readonly Command[], selected: readonly ContainerSummary[]): readonly Command[] {
  return commands.filter(
    ({ id }) => selected.length === 1 || !['rename', 'duplicate', 'recreate'].includes(id),
  );
}

/** What the table shows, and what the user set about it. */
function useContainerTable(engineId: string) {
  const messages = useMessages();
  const format = useFormat();
  const list = useContainers(engineId);
  const { items } = list;
  const controls = useListControls({ table: 'containers', views: containerViews, defaultSort: 'name' });
  const { selection, view } = controls;
  const selected = useMemo(() => items.filter((item) => selection.has(item.id)), [items, selection]);
  const written = useWrittenSizes(engineId, items);
  const { warnBytes } = useSettings().settings.changes;
  const columns = useMemo(
    () => containerColumns({ engineId, messages, format, written, warnBytes }),
    [engineId, messages, format, written, warnBytes],
  );
  const rows = useMemo(() => items.filter((item) => isInView(view, item)), [items, view]);
  return { list, controls, selected, columns, rows };
}

/** Opens the form for a new container. */
function useRunCommand(engineId: string): Command {
  const { actions, title } = useMessages().containers;
  const offline = useOffline();
  const [, navigate] = useLocation();
  const run = (): void => navigate(runPath(engineId));
  const command = {
    id: 'containers.run',
    title: actions.run,
    icon: CirclePlus,
    shortcut: 'n',
    disabled: offline,
    run,
  };
  useActions([{ ...command, group: title }]);
  return command;
}

/** The page Containers. */
export const ContainerList = () => {
  const engineId = useEngineId();
  const { containers } = useMessages();
  const { list, controls, selected, columns, rows } = useContainerTable(engineId);
  const [group, setGroup] = useSearchState('group', '');
  const isGrouped = group === 'project';
  const commands = useContainerCommands(engineId);
  const runCommand = useRunCommand(engineId);
  const bulkCommands = useContainerActions(commands, selected);
  const grouping = useProjectGrouping(isGrouped, list.items, commands);
  const rowActions = useQuickActions(commands);
  const toggleGroups = (on: boolean): void => setGroup(on ? 'project' : '');
  return (
    <>
      <ResourceList
        title={containers.title}
        icon={Box}
        {...{ rows, columns, controls, getId, getName, grouping, rowActions }}
        {...useRowMenu(engineId, commands)}
        total={list.items.length}
        actionsWidth={84}
        headerActions={<CommandButton command={runCommand} />}
        condition={useListCondition(list)}
        labels={useTableLabels(containers.title)}
        toolbarLabels={useToolbarLabels(containers.filter)}
        bulk={{ ...useBulkTexts(selected.length), commands: forBulk(bulkCommands, selected) }}
        noMatch={useNoMatch(controls, 'all')}
        views={<Views controls={controls} grouped={isGrouped} onGroupedChange={toggleGroups} />}
        onDelete={(targets) => commands.run('remove', targets)}
        empty={<Empty />}
        footer={containers.groupSummary(list.items.filter(isUp).length, list.items.length)}
      />
      {commands.dialogs}
    </>
  );
};
