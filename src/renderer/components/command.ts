import type { Icon } from './icon';
import type { MenuEntry } from './menu-entry';

/** Something that can be done with what is selected or shown: one list serves menus, buttons and the palette. */
export interface Command {
  readonly id: string;
  readonly title: string;
  readonly icon?: Icon | undefined;
  readonly shortcut?: string | undefined;
  /** The shortcut in the words of the user's keyboard, for menus. */
  readonly keys?: string | undefined;
  readonly danger?: boolean | undefined;
  /** Why it cannot be done now; shown with it. */
  readonly disabled?: string | undefined;
  run(): void;
}

/** Lines of a menu; what loses something comes last, below a line. */
export const toMenuEntries = (commands: readonly Command[]): readonly MenuEntry[] => {
  const toItem = ({
    id,
    title,
    icon,
    shortcut,
    keys = shortcut,
    danger,
    disabled,
    run,
  }: Command): MenuEntry => ({
    kind: 'item',
    id,
    label: title,
    icon,
    shortcut: keys,
    danger,
    disabled: disabled !== undefined,
    hint: disabled,
    onSelect: run,
  });
  const safe = commands.filter((command) => !command.danger).map(toItem);
  const dangerous = commands.filter((command) => command.danger).map(toItem);
  if (safe.length === 0 || dangerous.length === 0) return [...safe, ...dangerous];
  return [...safe, { kind: 'separator', id: 'before-danger' }, ...dangerous];
};
