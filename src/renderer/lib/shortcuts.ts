/** One key with its modifiers. `mod` is Ctrl, and Command on a Mac. */
interface Chord {
  readonly key: string;
  readonly mod: boolean;
  readonly alt: boolean;
  readonly shift: boolean;
}

/** What of a keyboard event decides. */
export interface KeyLike {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly shiftKey: boolean;
}

/** `Mod+K`, `Shift+Delete`, `?`, or a sequence of two: `g c`. */
export function parseShortcut(shortcut: string): readonly Chord[] {
  return shortcut.split(' ').map((part) => {
    const names = part.split('+');
    const key = names.at(-1) ?? '';
    const has = (name: string): boolean => names.slice(0, -1).includes(name);
    return { key: key.toLowerCase(), mod: has('Mod'), alt: has('Alt'), shift: has('Shift') };
  });
}

function matches(chord: Chord, event: KeyLike): boolean {
  if (event.key.toLowerCase() !== chord.key) return false;
  if ((event.ctrlKey || event.metaKey) !== chord.mod || event.altKey !== chord.alt) return false;
  // Signs such as ? need Shift on some keyboards and not on others.
  const isSign = chord.key.length === 1 && chord.key.toLowerCase() === chord.key.toUpperCase();
  return isSign || event.shiftKey === chord.shift;
}

/** True when the shortcut begins with a modifier, so that it cannot be meant as text. */
export function isModified(shortcut: string): boolean {
  return parseShortcut(shortcut)[0]?.mod ?? false;
}

/** The keys as a reader of `Kbd` sees them: 'Ctrl K', 'g c', 'Supr'. */
export function formatShortcut(
  shortcut: string,
  names: Readonly<Record<string, string>>,
  isMac: boolean,
): string {
  return shortcut
    .split(' ')
    .map((part) =>
      part
        .split('+')
        .map((name) => (name === 'Mod' && isMac ? '⌘' : (names[name] ?? name)))
        .join(' '),
    )
    .join(' ');
}

export type KeyOutcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'waiting' }
  | { readonly kind: 'run'; readonly id: string };

/** How long the second key of a sequence may take, in milliseconds. */
const sequenceMs = 1200;

/** Recognises shortcuts in a stream of keys; remembers the first key of a sequence for a moment. */
export class ShortcutMatcher {
  #first: KeyLike | undefined;
  #firstAt = 0;

  /** @param bindings shortcut by id of what it runs; an earlier one wins */
  press(
    event: KeyLike,
    bindings: readonly (readonly [id: string, shortcut: string])[],
    now: number,
  ): KeyOutcome {
    const first = now - this.#firstAt <= sequenceMs ? this.#first : undefined;
    this.#first = undefined;
    let waiting = false;
    for (const [id, shortcut] of bindings) {
      const [one, two] = parseShortcut(shortcut);
      if (!one) continue;
      if (!two && !first && matches(one, event)) return { kind: 'run', id };
      if (two && first && matches(one, first) && matches(two, event)) return { kind: 'run', id };
      if (two && !first && matches(one, event)) waiting = true;
    }
    if (!waiting) return { kind: 'none' };
    this.#first = event;
    this.#firstAt = now;
    return { kind: 'waiting' };
  }
}
