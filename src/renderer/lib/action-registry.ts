import type { LucideIcon } from 'lucide-react';
import { isSameValue } from './same-value';

/** Something the user can do now: in the palette, in the list of keys, in the native menu. */
export interface Action {
  readonly id: string;
  readonly title: string;
  /** Heading in the palette: the feature's name. */
  readonly group: string;
  readonly icon?: LucideIcon | undefined;
  /** See lib/shortcuts: `Mod+K`, `g c`, `Delete`. */
  readonly shortcut?: string | undefined;
  /** More words to find it by. */
  readonly keywords?: string | undefined;
  /** Why it cannot be done now. It is shown, and does not run. */
  readonly disabled?: string | undefined;
  readonly danger?: boolean | undefined;
  run(): void | Promise<void>;
}

/** What is registered by whoever is mounted. */
export class ActionRegistry {
  readonly #owners = new Map<symbol, readonly Action[]>();
  readonly #listeners = new Set<() => void>();
  #all: readonly Action[] = [];

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /**
   * The later an owner came, the earlier its actions: the page before the frame. The same array while nothing visible
   * changes: run an action by `find`, which knows the newest closure.
   */
  readonly list = (): readonly Action[] => this.#all;

  set(owner: symbol, actions: readonly Action[]): void {
    const before = this.#owners.get(owner);
    this.#owners.set(owner, actions);
    // New closures each time; only what can be seen is worth a new drawing.
    if (before && isSameValue(before.map(toVisible), actions.map(toVisible))) return;
    this.#change();
  }

  remove(owner: symbol): void {
    if (this.#owners.delete(owner)) this.#change();
  }

  find(id: string): Action | undefined {
    for (const actions of this.#owners.values()) {
      const found = actions.find((action) => action.id === id);
      if (found) return found;
    }
    return undefined;
  }

  #change(): void {
    this.#all = [...this.#owners.values()].toReversed().flat();
    for (const listener of [...this.#listeners]) listener();
  }
}

function toVisible({ run: _run, icon: _icon, ...visible }: Action): unknown {
  return visible;
}
