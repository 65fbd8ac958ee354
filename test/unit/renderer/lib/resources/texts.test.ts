import { describe, expect, it } from 'vitest';
import { createFormat } from '../../../../../src/renderer/lib/format';
import { toCommandLine } from '../../../../../src/renderer/lib/resources/command-line';
import { listNames } from '../../../../../src/renderer/lib/resources/list-names';
import { formatListSort, parseListSort } from '../../../../../src/renderer/lib/resources/list-sort';
import { checkPairs } from '../../../../../src/renderer/lib/resources/pairs';
import { toEnvironment, toPairs } from '../../../../../src/renderer/lib/resources/text-pairs';
import {
  toInlineName,
  toShortId,
  toVisibleText,
} from '../../../../../src/renderer/lib/resources/visible-text';
import { en } from '../../../../../src/renderer/locales/en';
import { es } from '../../../../../src/renderer/locales/es';

describe('toVisibleText', () => {
  it.each([
    ['plain name', 'plain name'],
    ['<b>bold</b>', '<b>bold</b>'],
    ['a\u0007b', 'a⟨BEL⟩b'],
    ['\u001b[31m', '⟨ESC⟩[31m'],
    ['line\r\nline', 'line⟨CR⟩⟨LF⟩line'],
    ['\u007f\u0085', '⟨DEL⟩⟨U+0085⟩'],
    ['invoice\u202egnp.exe', 'invoice⟨U+202E⟩gnp.exe'],
    ['ad\u200bmin\ufeff', 'ad⟨U+200B⟩min⟨U+FEFF⟩'],
    ['tag\u{e0041}', 'tag⟨U+E0041⟩'],
    // Joiners belong to scripts and emoji.
    ['👩‍💻', '👩‍💻'],
    ['שלום', 'שלום'],
  ])('%j becomes %j', (text, visible) => {
    expect(toVisibleText(text)).toBe(visible);
  });

  it('isolates names that are written from right to left, and no others', () => {
    expect(toInlineName('web')).toBe('web');
    expect(toInlineName('שלום')).toBe('\u2068שלום\u2069');
    expect(toInlineName('\u2069x')).toBe('⟨U+2069⟩x');
  });

  it('shortens ids with and without an algorithm', () => {
    expect(toShortId(`sha256:${'0123456789ab'.repeat(5)}`)).toBe('0123456789ab');
    expect(toShortId('0123456789abcdef')).toBe('0123456789ab');
  });
});

describe('listNames', () => {
  const names = ['a', 'b', 'c', 'd', 'e', 'f'];
  it('ends a long list with the count of the rest, in both languages', () => {
    expect(listNames(en, createFormat('en'), names.slice(0, 3))).toBe('a, b, and c');
    expect(listNames(en, createFormat('en'), names)).toBe('a, b, c, d and 2 more');
    expect(listNames(es, createFormat('es'), names)).toBe('a, b, c, d y 2 más');
  });
  it('shortens digests', () => {
    expect(listNames(en, createFormat('en'), [`app@sha256:${'ab'.repeat(32)}`])).toBe('app@abababababab');
  });
});

describe('list sort in the address', () => {
  it.each(['', 'name', '-created'])('survives the way there and back: %j', (text) => {
    expect(formatListSort(parseListSort(text))).toBe(text);
  });
  it('reads the direction', () => {
    expect(parseListSort('-size')).toEqual({ column: 'size', descending: true });
    expect(parseListSort('-')).toBeUndefined();
  });
});

describe('toCommandLine', () => {
  it.each([
    [['sh', '-c', 'echo "$HOME"'], `sh -c 'echo "$HOME"'`],
    [["it's"], `'it'\\''s'`],
    [['--listen', '0.0.0.0:80'], '--listen 0.0.0.0:80'],
    [[''], "''"],
    [[], ''],
  ])('%j', (words, line) => {
    expect(toCommandLine(words)).toBe(line);
  });
});

describe('pairs', () => {
  it('sorts labels by key, shows them safely and keeps the value for copying', () => {
    const raw = 'x'.repeat(5000);
    const pairs = toPairs(
      Object.fromEntries([
        ['b', raw],
        ['__proto__', 'p'],
        ['a\u0007', '\u202e'],
      ]),
    );
    expect(pairs.map(({ key }) => key)).toEqual(['__proto__', 'a⟨BEL⟩', 'b']);
    expect(pairs[1]).toMatchObject({ value: '⟨U+202E⟩', raw: '\u202e' });
    expect(pairs[2]?.raw).toBe(raw);
    expect(pairs[2]?.value.length).toBeLessThan(1000);
  });

  it('reads an environment as a process does: the last of equal keys counts', () => {
    expect(toEnvironment(['A=1', 'URL=http://x?a=b', 'EMPTY=', 'BARE', 'A=2'])).toEqual([
      { key: 'A', value: '2', raw: 'A=2' },
      { key: 'URL', value: 'http://x?a=b', raw: 'URL=http://x?a=b' },
      { key: 'EMPTY', value: '', raw: 'EMPTY=' },
      { key: 'BARE', value: '', raw: 'BARE' },
    ]);
  });

  it('finds values without a key and keys that are there twice', () => {
    const line = (id: string, key: string, value: string) => ({ id, key, value });
    const errors = checkPairs(en, [
      line('1', '', 'x'),
      line('2', 'a', '1'),
      line('3', ' a ', '2'),
      line('4', '', ''),
    ]);
    expect(errors).toEqual({ 1: en.resources.keyMissing, 3: en.resources.keyTwice('a') });
  });
});
