import { Network as NetworkIcon, Trash2 } from 'lucide-react';
import { useCallback, useMemo } from 'react';
import { useLocation } from 'wouter';
import type { NetworkSummary } from '../../../common/contract/networks';
import { toMenuEntries } from '../../components/command';
import { CommandButton } from '../../components/command-button';
import { RowAction } from '../../components/data-table/cells';
import { EmptyState } from '../../components/empty-state';
import type { MenuEntry } from '../../components/menu-entry';
import { ResourceList } from '../../components/resource-list';
import { SegmentedControl } from '../../components/segmented-control';
import { enginePath, useEngineId } from '../../lib/engine';
import { useContainers, useNetworks } from '../../lib/live-list';
import { useFormat, useMessages } from '../../lib/messages';
import { containersByNetwork, containersOf, isUp } from '../../lib/resources/relations';
import { useJoinedRows } from '../../lib/resources/use-joined-rows';
import { useBulkTexts, useListCondition, useNoMatch } from '../../lib/resources/use-list-condition';
import { type ListControls, useListControls } from '../../lib/resources/use-list-controls';
import { useTableLabels, useToolbarLabels } from '../../lib/resources/use-resource-labels';
import { useTargetActions } from '../../lib/resources/use-target-actions';
import { toInlineName, toVisibleText } from '../../lib/resources/visible-text';
import { networkColumns } from './network-columns';
import { isInView, type NetworkRow, type NetworkView, networkViews } from './network-rules';
import { type NetworkCommands, useNetworkCommands } from './use-network-commands';

const getId = (row: NetworkRow): string => row.network.id;
const getName = (row: NetworkRow): string => toVisibleText(row.network.name);
const idOf = (network: NetworkSummary): string => network.id;

/** Networks with the containers that are connected to them. */
function useRows(engineId: string) {
  const list = useNetworks(engineId);
  const containers = useContainers(engineId);
  const index = useMemo(
    () => containersByNetwork(containers.items, list.items),
    [containers.items, list.items],
  );
  const join = useCallback(
    (network: NetworkSummary): NetworkRow => {
      const users = containersOf(index, network.id);
      return { network, users: users.length, up: users.filter(isUp).length };
    },
    [index],
  );
  return { list, rows: useJoinedRows(list.items, idOf, join) };
}

/** Menu and quick action of a row. */
function useRowTools(engineId: string, { commandsFor, remove }: NetworkCommands) {
  const { actions } = useMessages().networks;
  const [, navigate] = useLocation();
  const onOpen = useCallback(
    ({ network }: NetworkRow) => navigate(enginePath(engineId, 'networks', network.id)),
    [navigate, engineId],
  );
  const rowMenu = useCallback(
    (row: NetworkRow): readonly MenuEntry[] => [
      { kind: 'item', id: 'open', label: actions.open, shortcut: '⏎', onSelect: () => onOpen(row) },
      { kind: 'separator', id: 'before-actions' },
      ...toMenuEntries(commandsFor([row.network])),
    ],
    [actions, commandsFor, onOpen],
  );
  const rowActions = useCallback(
    ({ network }: NetworkRow) => (
      <RowAction
        icon={Trash2}
        label={actions.remove}
        disabled={network.predefined}
        onClick={() => remove([network])}
      />
    ),
    [actions, remove],
  );
  return { onOpen, rowMenu, rowActions };
}

/** Registers what can be done with the selection, and the page's own command. */
function useListActions({ commandsFor, create }: NetworkCommands, selected: readonly NetworkSummary[]) {
  const { common, networks } = useMessages();
  const forSelection = useMemo(() => commandsFor(selected), [commandsFor, selected]);
  const own = useMemo(() => [create], [create]);
  const [first] = selected;
  const name = first && selected.length === 1 ? toInlineName(first.name) : undefined;
  const target = first && (name ?? common.networkCount(selected.length));
  useTargetActions({ group: networks.title, prefix: 'networks', commands: own, target: undefined });
  useTargetActions({ group: networks.title, prefix: 'networks', commands: forSelection, target });
  return forSelection;
}

/** What the table shows, and what the user set about it. */
function useNetworkTable(engineId: string) {
  const messages = useMessages();
  const format = useFormat();
  const { list, rows: all } = useRows(engineId);
  const { items } = list;
  const controls = useListControls({ table: 'networks', views: networkViews, defaultSort: 'name' });
  const { selection, view } = controls;
  const selected = useMemo(() => items.filter((network) => selection.has(network.id)), [items, selection]);
  const columns = useMemo(() => networkColumns({ engineId, messages, format }), [engineId, messages, format]);
  const rows = useMemo(() => all.filter((row) => isInView(view, row)), [all, view]);
  return { list, controls, selected, columns, rows };
}

const Views = ({ controls }: { readonly controls: ListControls<NetworkView> }) => {
  const { views } = useMessages().networks;
  return (
    <SegmentedControl
      label={views.label}
      value={controls.view}
      onChange={controls.setView}
      options={networkViews.map((value) => ({ value, label: views[value] }))}
    />
  );
};

const Empty = ({ create }: Pick<NetworkCommands, 'create'>) => {
  const { networks } = useMessages();
  return (
    <EmptyState icon={NetworkIcon} title={networks.empty} actions={<CommandButton command={create} />}>
      {networks.emptyText}
    </EmptyState>
  );
};

/** The page Networks. */
export const NetworkList = () => {
  const engineId = useEngineId();
  const { networks } = useMessages();
  const { list, controls, selected, columns, rows } = useNetworkTable(engineId);
  const commands = useNetworkCommands(engineId);
  const bulkCommands = useListActions(commands, selected);
  return (
    <>
      <ResourceList
        title={networks.title}
        icon={NetworkIcon}
        {...{ rows, columns, controls, getId, getName }}
        {...useRowTools(engineId, commands)}
        total={list.items.length}
        actionsWidth={58}
        headerActions={<CommandButton command={commands.create} primary />}
        condition={useListCondition(list)}
        labels={useTableLabels(networks.title)}
        toolbarLabels={useToolbarLabels(networks.filter)}
        bulk={{ ...useBulkTexts(selected.length), commands: bulkCommands }}
        noMatch={useNoMatch(controls, 'all')}
        views={<Views controls={controls} />}
        onDelete={(targets) => commands.remove(targets.map((row) => row.network))}
        empty={<Empty create={commands.create} />}
      />
      {commands.dialogs}
    </>
  );
};
