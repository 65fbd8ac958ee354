import { useEffect, useEffectEvent, useSyncExternalStore } from 'react';
import { isTyping, matchesShortcut } from './shortcut-keys';

export interface Shortcut {
  /** As Kbd shows it: `Ctrl K`, `/`, `?`. `undefined` registers nothing. */
  readonly keys: string | undefined;
  /** What it does, for the list of shortcuts. */
  readonly label: string;
  /** Heading in the list of shortcuts, e.g. the page. */
  readonly scope?: string | undefined;
  readonly enabled?: boolean | undefined;
  readonly run: (event: KeyboardEvent) => void;
}

export interface RegisteredShortcut {
  readonly keys: string;
  readonly label: string;
  readonly scope: string | undefined;
}

interface Entry extends RegisteredShortcut {
  readonly handle: (event: KeyboardEvent) => void;
}

let entries: readonly Entry[] = [];
const listeners = new Set<() => void>();

const setEntries = (next: readonly Entry[]): void => {
  entries = next;
  for (const listener of listeners) listener();
};

/** The innermost (last mounted) part that knows the key gets it; none does while a dialog is open over the page. */
const onKeyDown = (event: KeyboardEvent): void => {
  if (event.defaultPrevented || event.isComposing) return;
  const entry = entries.findLast(({ keys }) => matchesShortcut(keys, event));
  if (!entry) return;
  if (isTyping(event.target) && !event.ctrlKey && !event.metaKey) return;
  if (document.querySelector('[role=dialog][data-state=open], [role=alertdialog][data-state=open]')) return;
  event.preventDefault();
  entry.handle(event);
};

const add = (entry: Entry): (() => void) => {
  if (entries.length === 0) window.addEventListener('keydown', onKeyDown);
  setEntries([...entries, entry]);
  return () => {
    setEntries(entries.filter((other) => other !== entry));
    if (entries.length === 0) window.removeEventListener('keydown', onKeyDown);
  };
};

/** A keyboard shortcut of the part that is mounted. Text fields keep their keys, except for those with Ctrl. */
export const useShortcut = ({ keys, label, scope, enabled = true, run }: Shortcut): void => {
  const handle = useEffectEvent((event: KeyboardEvent) => run(event));
  useEffect(() => {
    if (keys === undefined || !enabled) return;
    return add({ keys, label, scope, handle: (event) => handle(event) });
  }, [keys, label, scope, enabled]);
};

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener);
  return () => listeners.delete(listener);
};

/** All shortcuts that work now, for the help dialog. */
export const useRegisteredShortcuts = (): readonly RegisteredShortcut[] =>
  useSyncExternalStore(subscribe, () => entries);
