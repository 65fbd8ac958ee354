import { useMemo } from 'react';
import type { ContainerSummary } from '../../../common/contract/containers';
import { useActions } from '../../lib/actions';
import { useMessages } from '../../lib/messages';
import { toInlineName } from '../../lib/resources/visible-text';
import type { ContainerCommands } from './use-container-commands';

/** Puts the actions for these containers into the palette and the list of keys. */
export function useContainerActions(
  { commandsFor }: ContainerCommands,
  targets: readonly ContainerSummary[],
): void {
  const messages = useMessages();
  const group = messages.containers.title;
  const actions = useMemo(() => {
    const [first] = targets;
    const name =
      first && targets.length === 1
        ? toInlineName(first.name)
        : messages.common.containerCount(targets.length);
    return commandsFor(targets).map((command) => ({
      ...command,
      id: `containers.${command.id}`,
      title: targets.length === 0 ? command.title : `${command.title} · ${name}`,
      group,
    }));
  }, [commandsFor, targets, messages, group]);
  useActions(actions);
}
