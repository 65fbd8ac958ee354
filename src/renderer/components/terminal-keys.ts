/** What of a keyboard event decides whose it is. */
export interface TerminalKey {
  readonly key: string;
  /** By its place: letters, also with Ctrl and on other layouts. */
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
  readonly metaKey: boolean;
}

/**
 * Who gets a key: the program; the program alone, because the browser would reload or scroll by it; the page, which is the
 * way out of the terminal; or the screen itself, which copies.
 * @param plainLines the screen takes no keys: Tab goes on to the line of input
 */
export function ownerOfKey(
  event: TerminalKey,
  plainLines: boolean,
): 'program' | 'program_only' | 'page' | 'copy' {
  const { key, code, ctrlKey, shiftKey } = event;
  if (ctrlKey && shiftKey && code === 'KeyC') return 'copy';
  // The browser pastes by itself when the key is left to it.
  if (ctrlKey && shiftKey && code === 'KeyV') return 'page';
  if (ctrlKey || event.altKey || event.metaKey) return 'program';
  if (key === 'Tab') return shiftKey || plainLines ? 'page' : 'program';
  // Opens the menu.
  if (key === 'F10' && shiftKey) return 'page';
  return /^(F[1-9]|F10|PageUp|PageDown)$/.test(key) ? 'program_only' : 'program';
}
