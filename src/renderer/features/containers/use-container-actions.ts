import { useMemo } from 'react';
import type { ContainerSummary } from '../../../common/contract/containers';
import type { Command } from '../../components/command';
import { useMessages } from '../../lib/messages';
import { useTargetActions } from '../../lib/resources/use-target-actions';
import { toInlineName } from '../../lib/resources/visible-text';
import type { ContainerCommands } from './use-container-commands';

/** The commands for these containers, also put into the palette and the list of keys. */
export function useContainerActions(
  { commandsFor }: ContainerCommands,
  targets: readonly ContainerSummary[],
): readonly Command[] {
  const { common, containers } = useMessages();
  const commands = useMemo(() => commandsFor(targets), [commandsFor, targets]);
  const [first] = targets;
  const name = first && targets.length === 1 ? toInlineName(first.name) : undefined;
  const target = first && (name ?? common.containerCount(targets.length));
  useTargetActions({ group: containers.title, prefix: 'containers', commands, target });
  return commands;
}
