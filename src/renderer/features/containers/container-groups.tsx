import { CirclePlay, CircleStop, RotateCw, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import type { ContainerSummary } from '../../../common/contract/containers';
import { RowAction } from '../../components/data-table/cells';
import type { Grouping } from '../../components/data-table/types';
import { type Action, useActions } from '../../lib/actions';
import { type Messages, useMessages } from '../../lib/messages';
import { createProjectGroups } from '../../lib/resources/compose-groups';
import { groupItems } from '../../lib/resources/group-items';
import { isUp } from '../../lib/resources/relations';
import { useOffline } from '../../lib/resources/use-offline';
import { toInlineName } from '../../lib/resources/visible-text';
import { eligible } from './container-rules';
import type { ContainerCommands } from './use-container-commands';

const projectActions = [
  { action: 'start', icon: CirclePlay, title: 'startProject' },
  { action: 'stop', icon: CircleStop, title: 'stopProject' },
  { action: 'restart', icon: RotateCw, title: 'restartProject' },
  { action: 'remove', icon: Trash2, title: 'removeProject' },
] as const;

/** Actions on all containers of a project, also on those that the filter hides. */
function actionsOf(
  messages: Messages,
  commands: ContainerCommands,
  offline: string | undefined,
  project: string,
  members: readonly ContainerSummary[],
): readonly Action[] {
  return projectActions.map(({ action, icon, title }) => ({
    id: `containers.project.${action}.${project}`,
    title: messages.containers.actions[title](toInlineName(project)),
    group: messages.containers.title,
    icon,
    danger: action === 'remove',
    disabled:
      offline ?? (eligible(action, members).length === 0 ? messages.containers.reasons.noneOf : undefined),
    run: () => commands.run(action, members),
  }));
}

/** Compose projects as groups, with actions on each; undefined while rows are not grouped. */
export function useProjectGrouping(
  enabled: boolean,
  containers: readonly ContainerSummary[],
  commands: ContainerCommands,
): Grouping<ContainerSummary> | undefined {
  const messages = useMessages();
  const offline = useOffline();
  const [collapsed, onCollapsedChange] = useState<ReadonlySet<string>>(new Set());
  const [groupOf] = useState(() => createProjectGroups<ContainerSummary>((row) => row.compose));
  const actions = useMemo(() => {
    if (!enabled) return new Map<string, readonly Action[]>();
    const members = groupItems(containers, (container) => container.compose?.project);
    return new Map(
      [...members].map(([project, all]) => [project, actionsOf(messages, commands, offline, project, all)]),
    );
  }, [enabled, containers, messages, commands, offline]);
  const flat = useMemo(() => [...actions.values()].flat(), [actions]);
  useActions(flat);
  return useMemo(() => {
    if (!enabled) return undefined;
    return {
      groupOf,
      collapsed,
      onCollapsedChange,
      summary: (rows) => messages.containers.groupSummary(rows.filter(isUp).length, rows.length),
      actions: (group) =>
        actions
          .get(group.id)
          ?.map(({ id, icon = CirclePlay, title, disabled, run }) => (
            <RowAction
              key={id}
              icon={icon}
              label={title}
              disabled={disabled !== undefined}
              onClick={() => void run()}
            />
          )),
    };
  }, [enabled, groupOf, collapsed, actions, messages]);
}
