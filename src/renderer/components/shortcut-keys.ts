export interface KeyEventLike {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

/**
 * Whether an event is the shortcut, written as Kbd shows it: names separated by blanks, `Ctrl K`, `Shift F10`, `/`, `?`.
 * `Ctrl` also means Command. Shift counts only when it is named or the key is longer than one character, since `?`
 * needs Shift on some keyboards and not on others.
 */
export const matchesShortcut = (keys: string, event: KeyEventLike): boolean => {
  const parts = keys.split(' ').filter(Boolean);
  const key = parts.at(-1)?.toLowerCase();
  const modifiers = parts.slice(0, -1).map((part) => part.toLowerCase());
  if (key === undefined || event.key.toLowerCase() !== key) return false;
  if (modifiers.includes('ctrl') !== (event.ctrlKey || event.metaKey)) return false;
  if (modifiers.includes('alt') !== event.altKey) return false;
  const shift = modifiers.includes('shift');
  return shift === event.shiftKey || (!shift && key.length === 1);
};

/** Whether keys typed here are text, so that shortcuts without Ctrl must keep out. */
export const isTyping = (target: EventTarget | null): boolean => {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.closest('[data-own-keys]') !== null) return true;
  if (target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement) return true;
  return (
    target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'range'].includes(target.type)
  );
};
