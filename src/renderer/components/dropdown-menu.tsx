import { DropdownMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import { focusHomeAttribute } from './focus-home';
import type { MenuEntry } from './menu-entry';
import { MenuEntries, menuContentClass } from './menu-parts';

export interface DropdownMenuProps {
  /** The button that opens it: one element that takes a ref. */
  readonly trigger: ReactNode;
  readonly entries: readonly MenuEntry[];
  readonly align?: 'start' | 'end' | undefined;
  readonly side?: 'top' | 'bottom' | undefined;
}

/** A menu behind a button. */
export const DropdownMenu = ({ trigger, entries, align = 'start', side = 'bottom' }: DropdownMenuProps) => (
  <Radix.Root modal={false}>
    <Radix.Trigger asChild>{trigger}</Radix.Trigger>
    <Radix.Portal>
      <Radix.Content
        align={align}
        side={side}
        sideOffset={4}
        collisionPadding={8}
        className={menuContentClass}
      >
        <MenuEntries parts={Radix} entries={entries} />
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
);

export interface MenuPoint {
  /** Pixels in the viewport. */
  readonly x: number;
  readonly y: number;
}

export interface PointMenuProps {
  /** Where it opens; `undefined` is closed. */
  readonly at: MenuPoint | undefined;
  readonly label: string;
  readonly entries: readonly MenuEntry[];
  readonly onClose: () => void;
  /** Id of the element that gets the focus back. */
  readonly homeId: string;
}

/** One menu for a whole list: opens at a point, e.g. by the ContextMenu key on a row. */
export const PointMenu = ({ at, label, entries, onClose, homeId }: PointMenuProps) => (
  <Radix.Root open={at !== undefined} onOpenChange={(open) => (open ? undefined : onClose())} modal={false}>
    <Radix.Trigger asChild>
      <span
        aria-hidden
        className="pointer-events-none fixed size-0"
        style={{ left: at?.x ?? 0, top: at?.y ?? 0 }}
      />
    </Radix.Trigger>
    <Radix.Portal>
      <Radix.Content
        aria-label={label}
        aria-labelledby={undefined}
        {...{ [focusHomeAttribute]: homeId }}
        align="start"
        collisionPadding={8}
        className={menuContentClass}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          document.getElementById(homeId)?.focus({ preventScroll: true });
        }}
      >
        <MenuEntries parts={Radix} entries={entries} />
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
);
