import type { Icon } from './icon';

export interface MenuItem {
  readonly kind: 'item';
  readonly id: string;
  readonly label: string;
  readonly icon?: Icon | undefined;
  /** Keys that do the same, as Kbd shows them. */
  readonly shortcut?: string | undefined;
  readonly danger?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  /** Why it is off, or what it does: a second line. */
  readonly hint?: string | undefined;
  readonly onSelect: () => void;
}

export interface MenuCheck {
  readonly kind: 'check';
  readonly id: string;
  readonly label: string;
  readonly checked: boolean;
  readonly disabled?: boolean | undefined;
  readonly onChange: (checked: boolean) => void;
}

export interface MenuGroup {
  readonly kind: 'group';
  readonly id: string;
  readonly label: string;
  readonly entries: readonly MenuEntry[];
}

export interface MenuSub {
  readonly kind: 'sub';
  readonly id: string;
  readonly label: string;
  readonly icon?: Icon | undefined;
  readonly entries: readonly MenuEntry[];
}

export interface MenuSeparator {
  readonly kind: 'separator';
  readonly id: string;
}

/** One line of a menu. The same list serves the button's menu, the context menu and the menu of a row. */
export type MenuEntry = MenuItem | MenuCheck | MenuGroup | MenuSub | MenuSeparator;
