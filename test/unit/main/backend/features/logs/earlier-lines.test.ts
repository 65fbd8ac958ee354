import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { maxEarlierCharacters, maxLineBytes } from '../../../../../../src/common/log-limits';
import type { EngineConnection } from '../../../../../../src/main/backend/engine/engine-connection';
import { readEarlier } from '../../../../../../src/main/backend/features/logs/earlier-lines';

const stampAt = (second: number): string =>
  new Date(second * 1000).toISOString().replace('.000Z', '.000000001Z');
const timeOf = (second: number) => ({ ms: second * 1000, nanos: 1 });

/** An engine with one terminal's log, of which it gives the last lines that it is asked for. */
function engineWith(lines: readonly { readonly second: number; readonly text: string }[]): EngineConnection {
  const read = ({ query }: { query: { tail: string } }) => {
    const wanted = query.tail === 'all' ? lines : lines.slice(-Number(query.tail));
    const chunks = wanted.map(({ second, text }) => Buffer.from(`${stampAt(second)} ${text}\n`));
    return Promise.resolve(Readable.from(chunks, { objectMode: false }));
  };
  return { api: { read } } as unknown as EngineConnection;
}

const long = 'x'.repeat(maxLineBytes);
const times = (count: number, from = 1) => Array.from({ length: count }, (_none, index) => index + from);

describe('readEarlier', () => {
  it('gives the lines before the known ones and says whether there are more', async () => {
    const connection = engineWith(times(10).map((second) => ({ second, text: `t${second}` })));
    const options = { connection, id: 'x', before: timeOf(8), atTime: 1, known: 3 };
    const some = await readEarlier({ ...options, limit: 4 });
    expect([some.lines.texts, some.hasMore]).toEqual([['t4', 't5', 't6', 't7'], true]);
    const all = await readEarlier({ ...options, limit: 20 });
    expect([all.lines.texts.length, all.hasMore]).toEqual([7, false]);
  });

  it('gives no more than fits an answer, the newest of them, and says that there are more', async () => {
    const count = 300;
    const connection = engineWith(times(count).map((second) => ({ second, text: long })));
    const { lines, hasMore } = await readEarlier({
      connection,
      id: 'x',
      before: timeOf(count),
      atTime: 1,
      known: 1,
      limit: 5000,
    });
    expect(lines.texts.length).toBe(maxEarlierCharacters / maxLineBytes);
    expect(lines.ms.at(-1)).toBe((count - 1) * 1000);
    expect(hasMore).toBe(true);
  });

  it('finds the lines before many long ones of one time that are known', async () => {
    const known = 200;
    const connection = engineWith([
      { second: 1, text: 'older' },
      { second: 2, text: 'first of that time' },
      ...times(known).map(() => ({ second: 2, text: long })),
    ]);
    const options = { connection, id: 'x', before: timeOf(2), atTime: known, known, limit: 5000 };
    expect((await readEarlier(options)).lines.texts).toEqual(['older', 'first of that time']);
  });
});
