import { Boxes } from 'lucide-react';
import { useCallback, useMemo } from 'react';
import { useLocation } from 'wouter';
import type { NamespaceMatrix } from '../../../common/contract/namespaces';
import { namespaceKinds as kinds } from '../../../common/namespace-kinds';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { EmptyState } from '../../components/empty-state';
import { BareLink } from '../../components/link';
import type { MenuEntry } from '../../components/menu-entry';
import { type ListCondition, ResourceList } from '../../components/resource-list';
import { SegmentedControl } from '../../components/segmented-control';
import { enginePath, useEngineId } from '../../lib/engine';
import { useErrorView } from '../../lib/labels';
import { useContainers } from '../../lib/live-list';
import { useMessages } from '../../lib/messages';
import { useBulkTexts, useListCondition, useNoMatch } from '../../lib/resources/use-list-condition';
import { useListControls } from '../../lib/resources/use-list-controls';
import { useTableLabels, useToolbarLabels } from '../../lib/resources/use-resource-labels';
import { useSearchState } from '../../lib/search-state';
import { type NamespaceRow, namespaceColumns } from './namespace-columns';
import {
  groupKey,
  groupNamespaces,
  groupOf,
  isShared,
  isWithHost,
  type NamespaceGroup,
  type NamespaceGroups,
} from './namespace-groups';
import { NamespacePanel } from './namespace-panel';
import { useNamespaces } from './namespaces-store';

const views = ['all', 'shared', 'host'] as const;
type View = (typeof views)[number];

const hostId = 'host';
const getId = ({ id }: NamespaceRow): string => id;
const getName = ({ name }: NamespaceRow): string => name;
const nothing: NamespaceMatrix = { at: 0, containers: [], stopped: 0 };

function rowsOf(
  { containers, host }: NamespaceMatrix,
  groups: NamespaceGroups,
  view: View,
  names: { readonly host: string; readonly estiba: string },
): readonly NamespaceRow[] {
  const fits = {
    all: () => true,
    shared: (container: NamespaceMatrix['containers'][number]) => isShared(container, groups),
    host: isWithHost,
  }[view];
  const rows = containers.filter(fits).map((container) => ({ ...container, container }));
  if (!host) return rows;
  const name = host.self ? names.estiba : names.host;
  return [{ id: hostId, name, cells: host.cells, container: undefined }, ...rows];
}

function useCondition(
  engineId: string,
  { value: matrix, error }: ReturnType<typeof useNamespaces>,
): ListCondition {
  const { namespaces } = useMessages();
  const list = useListCondition(useContainers(engineId));
  const errorView = useErrorView(error);
  if (list.kind === 'error') return list;
  if (!matrix) return error ? { kind: 'error', error: errorView } : { kind: 'loading' };
  const stale = list.stale ?? (error ? { title: namespaces.lost, text: error.message } : undefined);
  return { kind: 'ready', stale };
}

const Notice = ({ matrix }: { readonly matrix: NamespaceMatrix }) => {
  const { namespaces } = useMessages();
  const guessed = matrix.containers.flatMap(({ source }) =>
    source.kind === 'engine' ? [source.reason] : [],
  );
  const [reason] = guessed;
  if (reason === undefined) return undefined;
  return (
    <Banner flush tone="info" title={namespaces.reasons[reason]}>
      {namespaces.fromSettings(guessed.length, matrix.containers.length)}
    </Banner>
  );
};

const Empty = ({ engineId, stopped }: { readonly engineId: string; readonly stopped: number }) => {
  const { namespaces } = useMessages();
  return (
    <EmptyState
      icon={Boxes}
      title={namespaces.none}
      actions={
        <Button asChild>
          <BareLink href={enginePath(engineId, 'containers')}>{namespaces.showContainers}</BareLink>
        </Button>
      }
    >
      {stopped === 0 ? namespaces.noneText : namespaces.noneStopped(stopped)}
    </EmptyState>
  );
};

/** The chosen namespace lives in the address; one that is gone is no longer chosen. */
function useChosen(groups: NamespaceGroups) {
  const [key, setKey] = useSearchState('namespace', '');
  const choose = useCallback(
    (group: NamespaceGroup) => {
      const next = groupKey(group.kind, group.group);
      setKey(next === key ? '' : next);
    },
    [key, setKey],
  );
  return { chosen: groups.get(key), choose, close: () => setKey('') };
}

function useRowMenu(groups: NamespaceGroups, choose: (group: NamespaceGroup) => void) {
  const { namespaces } = useMessages();
  return useCallback(
    ({ cells }: NamespaceRow): readonly MenuEntry[] =>
      kinds.flatMap((kind) => {
        const group = groupOf(groups, kind, cells[kind]);
        if (!group) return [];
        const label = namespaces.who(namespaces.kinds[kind].name);
        return [{ kind: 'item', id: kind, label, onSelect: () => choose(group) } as const];
      }),
    [groups, choose, namespaces],
  );
}

/** The page Namespaces: containers and the host against the eight kinds of namespaces. */
export const NamespacesPage = () => {
  const engineId = useEngineId();
  const messages = useMessages();
  const { namespaces } = messages;
  const [, navigate] = useLocation();
  const state = useNamespaces(engineId);
  const matrix = state.value ?? nothing;
  const groups = useMemo(() => groupNamespaces(matrix), [matrix]);
  const controls = useListControls({ table: 'namespaces', views, defaultSort: 'name' });
  const { chosen, choose, close } = useChosen(groups);
  const rows = useMemo(
    () => rowsOf(matrix, groups, controls.view, { host: namespaces.hostRow, estiba: namespaces.estibaRow }),
    [matrix, groups, controls.view, namespaces],
  );
  const columns = useMemo(
    () => namespaceColumns({ engineId, messages, groups, chosen, onChoose: choose }),
    [engineId, messages, groups, chosen, choose],
  );
  const onOpen = useCallback(
    ({ id, container }: NamespaceRow) => {
      if (container) navigate(`${enginePath(engineId, 'containers', id)}?tab=namespaces`);
    },
    [navigate, engineId],
  );
  const isEmpty = matrix.containers.length === 0;
  return (
    <div className="flex min-h-0 min-w-0 flex-1 max-[1180px]:flex-col">
      <ResourceList
        title={namespaces.title}
        icon={Boxes}
        rows={isEmpty ? [] : rows}
        {...{ columns, controls, getId, getName, onOpen }}
        rowMenu={useRowMenu(groups, choose)}
        unselectable
        total={matrix.containers.length}
        condition={useCondition(engineId, state)}
        labels={useTableLabels(namespaces.title)}
        toolbarLabels={useToolbarLabels(namespaces.filter)}
        bulk={{ ...useBulkTexts(controls.selection.size), commands: [] }}
        noMatch={useNoMatch(controls, 'all')}
        banner={<Notice matrix={matrix} />}
        views={
          <SegmentedControl
            label={namespaces.view}
            value={controls.view}
            onChange={controls.setView}
            options={views.map((view) => ({ value: view, label: namespaces.views[view] }))}
          />
        }
        empty={<Empty engineId={engineId} stopped={matrix.stopped} />}
        footer={isEmpty ? undefined : namespaces.legend}
      />
      {chosen ? (
        <NamespacePanel engineId={engineId} matrix={matrix} group={chosen} onClose={close} />
      ) : undefined}
    </div>
  );
};
