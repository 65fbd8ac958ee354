/** Short names of U+0000 to U+001F, as tables of ASCII have them. */
const controlNames = [
  ...[
    'NUL',
    'SOH',
    'STX',
    'ETX',
    'EOT',
    'ENQ',
    'ACK',
    'BEL',
    'BS',
    'TAB',
    'LF',
    'VT',
    'FF',
    'CR',
    'SO',
    'SI',
  ],
  ...[
    'DLE',
    'DC1',
    'DC2',
    'DC3',
    'DC4',
    'NAK',
    'SYN',
    'ETB',
    'CAN',
    'EM',
    'SUB',
    'ESC',
    'FS',
    'GS',
    'RS',
    'US',
  ],
];

/** Bidirectional overrides and marks, zero-width characters, and the tag characters that nothing draws. */
const invisible =
  /[\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060-\u2069\ufeff\u{e0000}-\u{e007f}]/gu;

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that must be made visible.
const control = /[\u0000-\u001f\u007f-\u009f]/g;

function toControlName(character: string): string {
  const code = character.charCodeAt(0);
  const name = code === 0x7f ? 'DEL' : controlNames[code];
  return name === undefined ? toCodePoint(character) : `⟨${name}⟩`;
}

function toCodePoint(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  return `⟨U+${code.toString(16).toUpperCase().padStart(4, '0')}⟩`;
}

/**
 * A name from an engine, an image or a label with nothing hidden in it: control characters by their names (⟨ESC⟩),
 * direction overrides and invisible characters by their code points. The same string when there is nothing to show.
 */
export function toVisibleText(text: string): string {
  return text.replace(control, toControlName).replace(invisible, toCodePoint);
}

/** As `toVisibleText`, for text of several lines: what an engine or a program said. */
export function toVisibleLines(text: string): string {
  return text.split(/\r?\n/).map(toVisibleText).join('\n');
}

/** Letters that are written from right to left. */
const rightToLeft = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;
const firstStrongIsolate = '\u2068';
const popIsolate = '\u2069';

/** As `toVisibleText`, for the middle of a sentence: a name written from right to left does not reorder the rest. */
export function toInlineName(text: string): string {
  const visible = toVisibleText(text);
  return rightToLeft.test(visible) ? `${firstStrongIsolate}${visible}${popIsolate}` : visible;
}

/** The first 12 hexadecimal digits of an id, without its algorithm. */
export function toShortId(id: string): string {
  return id.replace(/^[a-z0-9]+:/, '').slice(0, 12);
}
