import { toVisibleText } from './visible-text';

/** A key and its value as they are shown, and as they are copied. */
export interface TextPair {
  readonly key: string;
  readonly value: string;
  readonly raw: string;
}

/** Characters of a value that are shown; all of them are copied. */
const longest = 600;

function shorten(text: string): string {
  return text.length > longest ? `${text.slice(0, longest)}…` : text;
}

/** Labels and options, by key. `raw` is the value. */
export function toPairs(record: Readonly<Record<string, string>>): readonly TextPair[] {
  return Object.entries(record)
    .toSorted(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, raw]) => ({ key: toVisibleText(key), value: toVisibleText(shorten(raw)), raw }));
}

/** Lines `KEY=value` in their order; the last of equal keys counts, as for a process. `raw` is the line. */
export function toEnvironment(lines: readonly string[]): readonly TextPair[] {
  const byKey = new Map<string, TextPair>();
  for (const raw of lines) {
    const at = raw.indexOf('=');
    const key = at < 0 ? raw : raw.slice(0, at);
    const value = at < 0 ? '' : raw.slice(at + 1);
    byKey.set(key, { key: toVisibleText(key), value: toVisibleText(shorten(value)), raw });
  }
  return [...byKey.values()];
}
