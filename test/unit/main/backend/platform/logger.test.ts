import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { LogFile } from '../../../../../src/main/backend/platform/log-file';
import { createLogger, type LogLevel, parseLogLevel } from '../../../../../src/main/backend/platform/logger';

let folder = '';
let file = '';
const clock = { now: () => Date.UTC(2026, 10, 23) };

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'estiba-log-'));
  file = path.join(folder, 'state', 'estiba.log');
});
afterEach(() => {
  vi.useRealTimers();
  rmSync(folder, { recursive: true, force: true });
});

function setUp(level?: LogLevel) {
  const lines: string[] = [];
  const console = (line: string) => void lines.push(line);
  return { lines, logger: createLogger({ file: new LogFile(file), level, clock, console }) };
}

function entries(): Record<string, unknown>[] {
  const text = readFileSync(file, 'utf8');
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
}

describe('logger', () => {
  it('writes one JSON object per entry, readable by the user only', () => {
    setUp().logger.child('engine').child('events').info('lost\nagain', { attempt: 2 });
    expect(entries()).toEqual([
      {
        at: '2026-11-23T00:00:00.000Z',
        level: 'info',
        pid: process.pid,
        scope: 'engine.events',
        message: 'lost\nagain',
        attempt: 2,
      },
    ]);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it('leaves out what is below its level', () => {
    const { logger } = setUp('warn');
    logger.debug('a');
    logger.info('b');
    logger.warn('c');
    expect(entries().map(({ message }) => message)).toEqual(['c']);
  });

  it('names an error by the id that it returns', () => {
    const { logger } = setUp();
    const first = logger.error('broken', new Error('why'));
    const second = logger.error('broken again');
    expect(first).not.toBe(second);
    expect(entries()[0]).toMatchObject({ errorId: first, error: { message: 'why' } });
    expect(entries()[1]).toMatchObject({ errorId: second });
  });

  it('does not let fields replace what an entry is', () => {
    setUp().logger.info('true', { message: 'false', level: 'error', at: 'never' });
    expect(entries()[0]).toMatchObject({ message: 'true', level: 'info', at: '2026-11-23T00:00:00.000Z' });
  });

  it('writes no secret', () => {
    setUp().logger.warn('GET /?token=abcdefghijk', { headers: { authorization: 'Bearer abcdefghijk' } });
    expect(readFileSync(file, 'utf8')).not.toContain('abcdefghijk');
  });

  it('tells warnings and errors to the terminal, on one line without control characters', () => {
    const { logger, lines } = setUp();
    logger.info('quiet');
    logger.child('images').warn('name \u001b[2J\n\u202egpj.exe\u009b1m token=abcdef');
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^estiba: warn: images: name {2}\[2J gpj\.exe 1m token=\[redacted\]$/);
  });

  it('reads levels by name', () => {
    expect([' DEBUG', 'warn', 'loud', undefined].map(parseLogLevel)).toEqual([
      'debug',
      'warn',
      undefined,
      undefined,
    ]);
  });

  it('never throws', () => {
    mkdirSync(path.dirname(path.dirname(file)), { recursive: true });
    appendFileSync(path.dirname(file), 'a file where the folder should be');
    expect(setUp().logger.error('cannot be kept')).toMatch(/^\w+$/);
  });
});

describe('LogFile', () => {
  it('keeps three files and never grows past the limit', () => {
    const log = new LogFile(file, { maxBytes: 1000 });
    for (let index = 0; index < 100; index += 1) log.append(`${index} ${'x'.repeat(90)}`);
    const names = readdirSync(path.dirname(file)).sort();
    expect(names).toEqual(['estiba.1.log', 'estiba.2.log', 'estiba.log']);
    for (const name of names)
      expect(statSync(path.join(path.dirname(file), name)).size).toBeLessThanOrEqual(1000);
    expect(readFileSync(file, 'utf8').trimEnd().split('\n').at(-1)).toMatch(/^99 /);
  });

  it('goes on in the new file after another process has put the old one aside', () => {
    vi.useFakeTimers();
    const log = new LogFile(file);
    log.append('before');
    renameSync(file, `${file}.old`);
    vi.advanceTimersByTime(1001);
    log.append('after');
    expect(readFileSync(file, 'utf8')).toBe('after\n');
  });

  it('says how many lines were lost once it can write again', () => {
    appendFileSync(path.join(folder, 'state'), '');
    const log = new LogFile(file);
    log.append('lost');
    log.append('lost');
    rmSync(path.join(folder, 'state'));
    log.append('kept');
    expect(readFileSync(file, 'utf8').split('\n')).toEqual([
      '{"level":"warn","message":"2 log lines lost"}',
      'kept',
      '',
    ]);
  });

  it('loses nothing on a full disk but the lines themselves', () => {
    const log = new LogFile('/dev/full');
    expect(() => log.append('no room')).not.toThrow();
  });
});
