/** What a key means in the table. */
export type TableCommand =
  | { readonly kind: 'move'; readonly to: number; readonly extend: boolean }
  | { readonly kind: 'toggle' }
  | { readonly kind: 'select-all' }
  | { readonly kind: 'clear' }
  | { readonly kind: 'open' }
  | { readonly kind: 'delete' }
  | { readonly kind: 'menu' }
  | { readonly kind: 'expand' }
  | { readonly kind: 'collapse' };

export interface KeyPress {
  readonly key: string;
  readonly shiftKey: boolean;
  /** Control, or Command on macOS. */
  readonly commandKey: boolean;
  readonly altKey: boolean;
}

export interface KeyContext {
  /** Index of the active line, -1 when there is none. */
  readonly active: number;
  readonly count: number;
  /** Lines that fit on the screen. */
  readonly page: number;
}

/** Line that a key moves to, not yet clamped; `undefined` when the key does not move. */
export const targetLineOf = (key: string, { active, count, page }: KeyContext): number | undefined => {
  switch (key) {
    case 'ArrowDown':
      return active + 1;
    case 'ArrowUp':
      return active === -1 ? count - 1 : active - 1;
    case 'PageDown':
      return active + page;
    case 'PageUp':
      return active - page;
    case 'Home':
      return 0;
    case 'End':
      return count - 1;
    default:
      return undefined;
  }
};

const plainCommands: Readonly<Record<string, TableCommand>> = {
  Enter: { kind: 'open' },
  ' ': { kind: 'toggle' },
  Delete: { kind: 'delete' },
  Escape: { kind: 'clear' },
  ContextMenu: { kind: 'menu' },
  ArrowRight: { kind: 'expand' },
  ArrowLeft: { kind: 'collapse' },
};

/** Command of a key press; `undefined` leaves the key to others. */
export const toTableCommand = (press: KeyPress, context: KeyContext): TableCommand | undefined => {
  if (press.altKey) return undefined;
  if (press.commandKey && press.key.toLowerCase() === 'a') return { kind: 'select-all' };
  if (press.shiftKey && press.key === 'F10') return { kind: 'menu' };
  const target = targetLineOf(press.key, context);
  if (target !== undefined) {
    if (context.count === 0) return undefined;
    const to = Math.max(0, Math.min(context.count - 1, target));
    return { kind: 'move', to, extend: press.shiftKey };
  }
  return press.commandKey ? undefined : plainCommands[press.key];
};
