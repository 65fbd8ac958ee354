/** A run of characters of one look. Colours: 0 to 15 by theme, or `#rrggbb`. */
export interface AnsiRun {
  readonly text: string;
  readonly color?: number | string | undefined;
  readonly background?: number | string | undefined;
  readonly bold?: boolean | undefined;
  readonly dim?: boolean | undefined;
  readonly italic?: boolean | undefined;
  readonly underline?: boolean | undefined;
  readonly inverse?: boolean | undefined;
}

/** Each is an element of the page, for every row in view. */
export const maxRuns = 100;

type Look = Omit<AnsiRun, 'text'>;

const sequences =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: the escape character is what is looked for.
  /\u001b(?:\[([0-?]*)[ -/]*([@-~])|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[PX^_][^\u001b]*(?:\u001b\\)?|[ -/]*[0-~])/g;

/** The text without its escape sequences. */
export function stripAnsi(text: string): string {
  return text.includes('\u001b') ? text.replace(sequences, '') : text;
}

/** Splits a line at its colours; behind `maxRuns` of them the rest has none. Sequences that are no colours (cursor, title) have no effect and are not shown. */
export function parseAnsi(text: string): readonly AnsiRun[] {
  if (!text.includes('\u001b')) return [{ text }];
  const runs: AnsiRun[] = [];
  let look: Look = {};
  let at = 0;
  for (const match of text.matchAll(sequences)) {
    if (match.index > at) runs.push({ ...look, text: text.slice(at, match.index) });
    at = match.index + match[0].length;
    if (runs.length === maxRuns - 1) {
      runs.push({ text: stripAnsi(text.slice(at)) });
      return runs;
    }
    if (match[2] === 'm') look = applyCodes(look, match[1] ?? '');
  }
  if (at < text.length) runs.push({ ...look, text: text.slice(at) });
  return runs;
}

function applyCodes(before: Look, parameters: string): Look {
  let look = before;
  const codes = parameters.split(/[;:]/).map(Number);
  for (let index = 0; index < codes.length; index += 1) {
    const code = codes[index] ?? 0;
    if (code === 38 || code === 48) {
      const { color, used } = readColor(codes, index + 1);
      look = { ...look, [code === 38 ? 'color' : 'background']: color };
      index += used;
    } else look = applyCode(look, code);
  }
  return look;
}

const switches: Readonly<Record<number, Look>> = {
  1: { bold: true },
  2: { dim: true },
  3: { italic: true },
  4: { underline: true },
  7: { inverse: true },
  22: { bold: false, dim: false },
  23: { italic: false },
  24: { underline: false },
  27: { inverse: false },
  39: { color: undefined },
  49: { background: undefined },
};

function applyCode(look: Look, code: number): Look {
  if (code === 0) return {};
  if (code >= 30 && code <= 37) return { ...look, color: code - 30 };
  if (code >= 90 && code <= 97) return { ...look, color: code - 82 };
  if (code >= 40 && code <= 47) return { ...look, background: code - 40 };
  if (code >= 100 && code <= 107) return { ...look, background: code - 92 };
  return { ...look, ...switches[code] };
}

/** `5;n` of the palette of 256, or `2;r;g;b`. */
function readColor(
  codes: readonly number[],
  at: number,
): { color: number | string | undefined; used: number } {
  if (codes[at] === 5) return { color: paletteColor(codes[at + 1] ?? 0), used: 2 };
  if (codes[at] === 2) return { color: toHex(codes.slice(at + 1, at + 4)), used: 4 };
  return { color: undefined, used: 0 };
}

/** xterm's palette: 16 of the theme, a cube of 6 by 6 by 6, 24 greys. */
function paletteColor(index: number): number | string {
  if (index < 16) return Math.max(0, index | 0);
  if (index >= 232) {
    const grey = 8 + (index - 232) * 10;
    return toHex([grey, grey, grey]);
  }
  const cube = index - 16;
  return toHex(
    [cube / 36, (cube / 6) % 6, cube % 6].map((part) =>
      Math.floor(part) === 0 ? 0 : 55 + Math.floor(part) * 40,
    ),
  );
}

function toHex(parts: readonly number[]): string {
  const hex = [0, 1, 2].map((index) =>
    Math.max(0, Math.min(255, parts[index] || 0))
      .toString(16)
      .padStart(2, '0'),
  );
  return `#${hex.join('')}`;
}
