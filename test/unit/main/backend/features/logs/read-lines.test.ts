import { PassThrough, Readable } from 'node:stream';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { LogLines } from '../../../../../../src/common/contract/logs';
import { lineFlag, maxLineBytes } from '../../../../../../src/common/log-limits';
import { LinePieces } from '../../../../../../src/main/backend/features/logs/line-pieces';
import { toEngineTime } from '../../../../../../src/main/backend/features/logs/log-stamp';
import { readLines } from '../../../../../../src/main/backend/features/logs/read-lines';
import { mergeLogs } from '../../../../../../src/main/backend/features/logs/save-logs';
import { filterLines, SeenLines } from '../../../../../../src/main/backend/features/logs/seen-lines';

const at = (nanos: number): string => `2024-05-01T10:00:00.${String(nanos).padStart(9, '0')}Z`;

function frame(stream: 1 | 2, text: string | Buffer): Buffer {
  const payload = Buffer.from(text);
  const header = Buffer.alloc(8);
  header[0] = stream;
  header.writeUInt32BE(payload.length, 4);
  return Buffer.concat([header, payload]);
}

/** The same bytes in chunks of every size from one byte on. */
async function readAll(bytes: Buffer, size = bytes.length): Promise<LogLines> {
  const chunks: Buffer[] = [];
  for (let from = 0; from < bytes.length; from += size) chunks.push(bytes.subarray(from, from + size));
  const all: LogLines = { texts: [], ms: [], nanos: [], flags: [], cut: [] };
  for await (const lines of readLines(Readable.from(chunks, { objectMode: false }))) {
    all.cut.push(
      ...lines.cut.map(({ index, bytes: full }) => ({ index: index + all.texts.length, bytes: full })),
    );
    for (const name of ['ms', 'nanos', 'flags'] as const) all[name].push(...lines[name]);
    all.texts.push(...lines.texts);
  }
  return all;
}

describe('readLines', () => {
  const log = Buffer.concat([
    frame(1, `${at(5)} one ñ\n`),
    frame(2, `${at(1_000_006)} two\r\n`),
    frame(1, `${at(7)} \n`),
    frame(1, `${at(8)} 2024-05-01T10:00:00Z own time\n`),
    frame(1, `${at(9)} no end`),
  ]);

  it.each([1, 2, 3, 7, 8, 9, 31, 1000])('reads frames that come in chunks of %i bytes', async (size) => {
    const lines = await readAll(log, size);
    expect(lines.texts).toEqual(['one ñ', 'two', '', '2024-05-01T10:00:00Z own time', 'no end']);
    expect(lines.flags).toEqual([0, lineFlag.stderr, 0, 0, 0]);
    expect(lines.nanos).toEqual([5, 6, 7, 8, 9]);
    expect(lines.ms[1]).toBe(Date.parse('2024-05-01T10:00:00.001Z'));
  });

  it.each([1, 5, 64, 1000])('reads a terminal without frames, in chunks of %i bytes', async (size) => {
    const lines = await readAll(Buffer.from(`${at(1)} \u001b[31mred\u001b[0m\r\n${at(2)} two\r\n`), size);
    expect(lines.texts).toEqual(['\u001b[31mred\u001b[0m', 'two']);
  });

  it('joins the parts in which Docker keeps a long line, also with the other stream between them', async () => {
    const part = 'a'.repeat(16_384);
    const bytes = Buffer.concat([
      frame(1, `${at(1)} ${part}`),
      frame(2, `${at(2)} other\n`),
      frame(1, `${at(1)} ${part}`),
      frame(1, `${at(1)} end\n`),
    ]);
    const lines = await readAll(bytes, 1000);
    expect(lines.texts).toEqual(['other', `${part}${part}end`]);
  });

  it('says that the last entries of a log may begin in the middle of a line', async () => {
    const part = 'a'.repeat(16_384);
    const bytes = [
      frame(1, `${at(1)} ${part}`),
      frame(2, `${at(2)} whole\n`),
      frame(1, `${at(1)} end\n`),
      frame(1, `${at(3)} ${part}`),
      frame(1, `${at(3)} end\n`),
    ];
    const flagsOf = async (isTail: boolean): Promise<number[]> => {
      const flags: number[] = [];
      const stream = Readable.from(bytes, { objectMode: false });
      for await (const lines of readLines(stream, { isTail })) flags.push(...lines.flags);
      return flags;
    };
    expect(await flagsOf(true)).toEqual([lineFlag.stderr, lineFlag.headless, 0]);
    expect(await flagsOf(false)).toEqual([lineFlag.stderr, 0, 0]);
  });

  it.each([1, 2, 5, 30, 1000])('joins short parts of a line, in chunks of %i bytes', async (size) => {
    const second = '2024-05-01T10:00:00Z';
    const bytes = Buffer.concat([
      frame(1, `${second} 18`),
      frame(1, `${second} 60\n`),
      frame(1, `${second} a\r`),
      frame(2, `${second} `),
      frame(1, `${second} b\r`),
      frame(1, `${second} \n`),
      frame(2, `${second} end\n`),
    ]);
    const lines = await readAll(bytes, size);
    expect(lines.texts).toEqual(['1860', 'a\rb', 'end']);
  });

  it.each([1, 31, 1000, 16_384, 100_000])(
    'takes out the time that Docker writes again after 16 KiB of a line of a terminal, in chunks of %i bytes',
    async (size) => {
      const part = 'a'.repeat(16_384);
      const own = `${at(1)} `;
      const log = [
        `${at(1)} ${part}${at(1)} ${part}${at(1)} end\r\n`,
        `${at(2)} ${part}${at(2)} \r\n`,
        // The program's own words, at the place and elsewhere.
        `${at(3)} ${part}${at(4)} other time\r\n`,
        `${at(1)} b${own}${part}\r\n`,
        `${at(5)} last\r\n`,
      ];
      const lines = await readAll(Buffer.from(log.join('')), size);
      const head = `b${own}${'a'.repeat(16_384)}`;
      expect(lines.texts).toEqual([`${part}${part}end`, part, `${part}${at(4)} other time`, head, 'last']);
      expect(lines.nanos).toEqual([1, 2, 3, 1, 5]);
    },
  );

  it('cuts a long line, says how long it was, and goes on right', async () => {
    const long = 'x'.repeat(3 * maxLineBytes);
    const lines = await readAll(
      Buffer.concat([frame(1, `${at(1)} ${long}\n`), frame(1, `${at(2)} next\n`)]),
      999,
    );
    expect(lines.texts.map((text) => text.length)).toEqual([maxLineBytes, 4]);
    expect(lines.cut).toEqual([{ index: 0, bytes: 3 * maxLineBytes }]);
  });

  it('takes binary output for text and loses no line', async () => {
    const binary = Buffer.from([0, 255, 254, 1, 2, 0, 13, 7]);
    const bytes = Buffer.concat([
      frame(1, Buffer.concat([Buffer.from(`${at(1)} `), binary, Buffer.from('\n')])),
      frame(1, `${at(2)} next\n`),
    ]);
    const lines = await readAll(bytes, 3);
    expect(lines.texts).toHaveLength(2);
    expect(lines.texts[1]).toBe('next');
  });

  it('reads the whole seconds and the offset that Podman gives', async () => {
    const lines = await readAll(frame(1, '2024-05-01T12:00:01+02:00 hello\n'));
    expect(lines.texts).toEqual(['hello']);
    expect(lines.ms).toEqual([Date.parse('2024-05-01T10:00:01Z')]);
  });
});

describe('SeenLines', () => {
  const lines = (...nanos: number[]): LogLines => ({
    texts: nanos.map(String),
    ms: nanos.map(() => 1_714_557_600_500),
    nanos,
    flags: nanos.map(() => 0),
    cut: [],
  });

  it('leaves out as many lines of one time as were seen', () => {
    const seen = new SeenLines();
    seen.add(lines(1, 2, 2));
    const again = filterLines(lines(1, 2, 2, 2, 3), seen.filter());
    expect(again.nanos).toEqual([2, 3]);
    expect(seen.since && toEngineTime(seen.since)).toBe('1714557600.400000000');
  });
});

describe('mergeLogs', () => {
  async function* source(text: string) {
    const pieces = new LinePieces();
    yield* pieces.push(Buffer.from(text));
    yield* pieces.end();
  }

  it('writes the lines of several containers in order of time', async () => {
    const sources = [
      { name: 'a', pieces: source(`${at(1)} a1\n${at(4)} a2\n`) },
      { name: 'b', pieces: source(`${at(2)} b1\n${at(3)} b2\n${at(9)} b3\n`) },
    ];
    const chunks: Buffer[] = [];
    for await (const chunk of mergeLogs(sources, { timestamps: false })) chunks.push(chunk);
    expect(Buffer.concat(chunks).toString()).toBe('a | a1\nb | b1\nb | b2\na | a2\nb | b3\n');
  });
});

it('ends with a log whose end comes while nobody asks for lines', async () => {
  const stream = new PassThrough();
  const lines = readLines(stream);
  const first = lines.next();
  stream.write('2024-05-01T10:00:00.000000000Z one\n');
  expect((await first).value?.texts).toEqual(['one']);
  // The generator stands at its yield: what the stream says now is heard by nobody.
  stream.end();
  await sleep(20);
  const late = sleep(2000).then(() => 'nothing came');
  expect(await Promise.race([lines.next(), late])).toEqual({ done: true, value: undefined });
});

it('gives what came before a failure, then fails', async () => {
  const stream = new PassThrough();
  const lines = readLines(stream);
  const first = lines.next();
  stream.write(`${at(1)} one\n`);
  await sleep(5);
  stream.destroy(new Error('the engine went away'));
  expect((await first).value?.texts).toEqual(['one']);
  await expect(lines.next()).rejects.toThrow('the engine went away');
});
