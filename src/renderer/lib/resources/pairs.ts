import type { Messages } from '../messages';

interface Pair {
  readonly id: string;
  readonly key: string;
  readonly value: string;
}

/** What is wrong with the lines of a key-value editor, by their ids: a value without a key, a key twice. */
export function checkPairs(messages: Messages, pairs: readonly Pair[]): Readonly<Record<string, string>> {
  const { resources } = messages;
  const seen = new Set<string>();
  const errors: Record<string, string> = {};
  for (const { id, key, value } of pairs) {
    const name = key.trim();
    if (name === '' && value !== '') errors[id] = resources.keyMissing;
    if (name !== '' && seen.has(name)) errors[id] = resources.keyTwice(name);
    seen.add(name);
  }
  return errors;
}
