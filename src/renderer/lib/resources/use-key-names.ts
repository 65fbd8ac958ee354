import { useCallback } from 'react';
import { useMessages } from '../messages';
import { formatShortcut } from '../shortcuts';

/** A shortcut without modifiers as the user's keyboard has it: Delete is 'Supr' in Spanish. */
export function useKeyNames(): (shortcut: string) => string {
  const { keys } = useMessages().common;
  return useCallback((shortcut) => formatShortcut(shortcut, keys, false), [keys]);
}
