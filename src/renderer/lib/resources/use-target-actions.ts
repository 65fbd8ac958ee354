import { useMemo } from 'react';
import type { Action } from '../actions';
import { useActions } from '../actions';

type Command = Omit<Action, 'group'>;

export interface TargetActions {
  /** Name of the feature: heading in the palette, and the beginning of the ids. */
  readonly group: string;
  readonly prefix: string;
  readonly commands: readonly Command[];
  /** What the commands would act on, in words; undefined while it is nothing. */
  readonly target: string | undefined;
}

/** Puts the commands for a selection or a detail page into the palette and the list of keys. */
export function useTargetActions({ group, prefix, commands, target }: TargetActions): void {
  const actions = useMemo(
    () =>
      commands.map((command) => ({
        ...command,
        id: `${prefix}.${command.id}`,
        title: target === undefined ? command.title : `${command.title} · ${target}`,
        group,
      })),
    [group, prefix, commands, target],
  );
  useActions(actions);
}
