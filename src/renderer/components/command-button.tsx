import { Ellipsis } from 'lucide-react';
import { Button } from './button';
import { type Command, toMenuEntries } from './command';
import { DropdownMenu } from './dropdown-menu';
import { IconButton } from './icon-button';
import type { MenuEntry } from './menu-entry';
import { Tooltip } from './tooltip';

export interface CommandButtonProps {
  readonly command: Command;
  readonly size?: 'sm' | 'md' | undefined;
  readonly primary?: boolean | undefined;
}

/** A command as a button. While it is off it keeps its place in the tab order and says why. */
export const CommandButton = ({ command, size = 'md', primary }: CommandButtonProps) => {
  const { title, icon, danger, disabled, run } = command;
  const button = (
    <Button
      size={size}
      icon={icon}
      variant={danger ? 'dangerGhost' : primary ? 'primary' : 'default'}
      aria-disabled={disabled === undefined ? undefined : true}
      onClick={disabled === undefined ? run : undefined}
    >
      {title}
    </Button>
  );
  return disabled === undefined ? button : <Tooltip content={disabled}>{button}</Tooltip>;
};

export interface CommandButtonsProps {
  readonly commands: readonly Command[];
  readonly size?: 'sm' | 'md' | undefined;
  /** Further commands, behind a button with three dots. */
  readonly more?: readonly Command[] | undefined;
  readonly moreEntries?: readonly MenuEntry[] | undefined;
  /** Name of that button. */
  readonly moreLabel?: string | undefined;
}

/** The commands of a page or a selection. */
export const CommandButtons = (props: CommandButtonsProps) => {
  const { commands, size, more = [], moreEntries = [], moreLabel = '' } = props;
  const entries = [...moreEntries, ...toMenuEntries(more)];
  return (
    <>
      {commands.map((command) => (
        <CommandButton key={command.id} command={command} size={size} />
      ))}
      {entries.length === 0 ? undefined : (
        <DropdownMenu
          align="end"
          entries={entries}
          trigger={<IconButton icon={Ellipsis} label={moreLabel} variant="default" size={size} />}
        />
      )}
    </>
  );
};
