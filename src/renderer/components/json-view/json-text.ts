/** Control characters that JSON.stringify leaves, direction overrides, zero-width and tag characters. */
const hidden =
  /[\u007f-\u009f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff]|\udb40[\udc00-\udc7f]/g;

function toEscape(text: string): string {
  return Array.from(
    { length: text.length },
    (_, index) => `\\u${text.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}

/** Indented JSON with nothing hidden in it: invisible characters are escaped, which leaves the value as it is. */
export function toJsonText(value: unknown): string {
  return JSON.stringify(value, undefined, 2).replace(hidden, toEscape);
}
