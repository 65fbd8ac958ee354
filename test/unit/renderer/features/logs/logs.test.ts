import { describe, expect, it } from 'vitest';
import type { LogLines } from '../../../../../src/common/contract/logs';
import { maxRuns, parseAnsi, stripAnsi } from '../../../../../src/renderer/features/logs/ansi';
import { readJsonFields } from '../../../../../src/renderer/features/logs/json-fields';
import { LineScan } from '../../../../../src/renderer/features/logs/line-scan';
import { LogBuffer } from '../../../../../src/renderer/features/logs/log-buffer';
import { guessLevel } from '../../../../../src/renderer/features/logs/log-level';
import { compileSearch } from '../../../../../src/renderer/features/logs/search-pattern';

const lines = (...times: number[]): LogLines => ({
  texts: times.map((time) => `t${time}`),
  ms: times,
  nanos: times.map(() => 0),
  flags: times.map(() => 0),
  cut: [],
});

const textsOf = (buffer: LogBuffer): string[] =>
  Array.from({ length: buffer.length }, (_none, index) => buffer.at(buffer.first + index)?.text ?? '');

describe('LogBuffer', () => {
  it('keeps the newest lines within its bounds and counts what it dropped', () => {
    const buffer = new LogBuffer({ lines: 3, characters: 1000 });
    buffer.append(0, lines(1, 2));
    buffer.append(0, lines(3, 4, 5));
    expect(textsOf(buffer)).toEqual(['t3', 't4', 't5']);
    expect([buffer.dropped, buffer.first, buffer.end]).toEqual([2, 2, 5]);
    expect(buffer.at(1)).toBeUndefined();
  });

  it('merges containers by time and leaves one container in the order of its engine', () => {
    const buffer = new LogBuffer();
    buffer.append(0, lines(1, 5, 4));
    const change = buffer.append(1, lines(2, 6));
    expect(textsOf(buffer)).toEqual(['t1', 't2', 't5', 't4', 't6']);
    expect(change.from).toBe(1);
  });

  it('puts older lines in front without moving the others', () => {
    const buffer = new LogBuffer();
    buffer.append(0, lines(10, 11));
    buffer.prepend(0, lines(8, 9));
    expect(textsOf(buffer)).toEqual(['t8', 't9', 't10', 't11']);
    expect(buffer.first).toBe(-2);
    expect(buffer.at(0)?.text).toBe('t10');
  });

  it('takes older lines in front only within both bounds, the newest of them, and counts the others', () => {
    const buffer = new LogBuffer({ lines: 5, characters: 8 });
    buffer.append(0, lines(5, 6));
    buffer.prepend(0, lines(1, 2, 3, 4));
    expect(textsOf(buffer)).toEqual(['t3', 't4', 't5', 't6']);
    expect([buffer.characters, buffer.dropped, buffer.first]).toEqual([8, 2, -2]);
    buffer.prepend(0, lines(0));
    expect([buffer.length, buffer.dropped]).toEqual([4, 3]);
  });
});

describe('LineScan', () => {
  it('finds what comes, what is put in front, and forgets what was dropped', () => {
    const buffer = new LogBuffer({ lines: 4, characters: 1000 });
    const scan = new LineScan(buffer, ({ ms }) => ms % 2 === 0);
    const step = () => scan.step(Number.POSITIVE_INFINITY);
    scan.noteChange(buffer.append(0, lines(1, 2)));
    step();
    expect([scan.count, scan.at(0)]).toEqual([1, 1]);
    scan.noteChange(buffer.prepend(0, lines(0)));
    step();
    expect([scan.count, scan.at(0), scan.at(1)]).toEqual([2, -1, 1]);
    scan.noteChange(buffer.append(0, lines(3, 4, 6)));
    step();
    expect(scan.count).toBe(3);
    expect(scan.at(scan.count - 1)).toBe(4);
  });

  it('does not go on beyond its time', () => {
    const buffer = new LogBuffer();
    buffer.append(0, lines(...Array.from({ length: 1000 }, (_none, index) => index)));
    const scan = new LineScan(buffer, () => true);
    scan.step(0);
    expect(scan.done).toBe(false);
    expect(scan.count).toBeLessThan(200);
  });
});

describe('guessLevel', () => {
  it.each([
    ['{"level":"warn","msg":"x"}', 'warn'],
    ['{"severity":"ERROR","message":"x"}', 'error'],
    ['{"level":50,"msg":"x"}', 'error'],
    ['{"level":30}', 'info'],
    ['time=2024 level=debug msg=x', 'debug'],
    ['E0501 10:00:00.123456 1 main.go:5] no', 'error'],
    ['2024-05-01 10:00:00,123 WARN  [main] com.example.App', 'warn'],
    ['[error] 12#0: open() failed', 'error'],
    ['ERROR: no such table', 'error'],
    ['\u001b[32mINFO\u001b[0m ready', 'info'],
    ['Traceback of nothing', 'none'],
    ['INFORMATIONAL nothing', 'none'],
    ['', 'none'],
  ])('%s is %s', (text, level) => {
    expect(guessLevel(text)).toBe(level);
  });
});

describe('colours', () => {
  it('splits at colours and drops what would move the cursor or set a title', () => {
    const text = '\u001b]0;title\u0007a\u001b[1;31mb\u001b[38;5;196mc\u001b[0m\u001b[2Kd\u001b[38;2;1;2;3me';
    expect(parseAnsi(text)).toEqual([
      { text: 'a' },
      { text: 'b', bold: true, color: 1 },
      { text: 'c', bold: true, color: '#ff0000' },
      { text: 'd' },
      { text: 'e', color: '#010203' },
    ]);
    expect(stripAnsi(text)).toBe('abcde');
  });

  it('gives up colours, not text, where a line has very many', () => {
    const runs = parseAnsi('\u001b[31mx\u001b[32my'.repeat(1000));
    expect(runs).toHaveLength(maxRuns);
    expect(runs.map((run) => run.text).join('')).toBe('xy'.repeat(1000));
    expect(runs.at(-1)).toEqual({ text: 'xy'.repeat(1000).slice(maxRuns - 1) });
  });
});

describe('search', () => {
  it('finds texts without the colours between, also far behind in a line', () => {
    const found = compileSearch('a.b', false);
    if (!('pattern' in found) || found.pattern.kind !== 'text') throw new Error('no text');
    expect(found.pattern.ranges('xA\u001b[1m.b a.b')).toEqual([
      [1, 4],
      [5, 8],
    ]);
    expect(found.pattern.test(`${'x'.repeat(60_000)}A.B`)).toBe(true);
  });

  it('leaves expressions to a worker and refuses what is none', () => {
    expect(compileSearch('(a+)+$', true)).toEqual({ pattern: { kind: 'expression', source: '(a+)+$' } });
    expect(compileSearch('(', true)).toEqual({ fault: 'syntax' });
  });
});

describe('readJsonFields', () => {
  it('gives nested fields by their path and nothing for other text', () => {
    expect(readJsonFields('{"a":1,"b":{"c":"d"},"e":[1]}')).toEqual([
      { name: 'a', value: '1' },
      { name: 'b.c', value: 'd' },
      { name: 'e', value: '[1]' },
    ]);
    expect(readJsonFields('{no}')).toBeUndefined();
  });
});
