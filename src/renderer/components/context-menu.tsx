import { ContextMenu as Radix } from 'radix-ui';
import type { ReactNode } from 'react';
import type { MenuEntry } from './menu-entry';
import { MenuEntries, menuContentClass } from './menu-parts';

export interface ContextMenuProps {
  /** The place that answers to the right button and the ContextMenu key: one element that takes a ref. */
  readonly children: ReactNode;
  readonly entries: readonly MenuEntry[];
}

/** A menu at the pointer. Everything in it is also reachable without a pointer, elsewhere. */
export const ContextMenu = ({ children, entries }: ContextMenuProps) => (
  <Radix.Root modal={false}>
    <Radix.Trigger asChild>{children}</Radix.Trigger>
    <Radix.Portal>
      <Radix.Content collisionPadding={8} className={menuContentClass}>
        <MenuEntries parts={Radix} entries={entries} />
      </Radix.Content>
    </Radix.Portal>
  </Radix.Root>
);
