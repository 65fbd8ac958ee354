import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { type JsonLinesOptions, jsonLines } from '../../../../../src/main/backend/engine/json-lines';

async function collect(chunks: readonly (string | Buffer)[], options?: JsonLinesOptions): Promise<unknown[]> {
  const values: unknown[] = [];
  const buffers = chunks.map((chunk) => Buffer.from(chunk));
  for await (const { value } of jsonLines(Readable.from(buffers), options)) values.push(value);
  return values;
}

describe('jsonLines', () => {
  it('reads lines however they are cut, also in the middle of a character', async () => {
    const whole = Buffer.from('{"a":"ñandú 🐦"}\r\n\n{"b":2}\n[3]');
    for (let size = 1; size < 8; size++) {
      const chunks: Buffer[] = [];
      for (let at = 0; at < whole.length; at += size) chunks.push(whole.subarray(at, at + size));
      expect(await collect(chunks)).toEqual([{ a: 'ñandú 🐦' }, { b: 2 }, [3]]);
    }
  });

  it("rejects with the engine's words at an error line, after what came before", async () => {
    const seen: unknown[] = [];
    const lines = jsonLines(
      Readable.from([
        Buffer.from(
          '{"stream":"x"}\n{"errorDetail":{"code":7,"message":"exit 7"},"error":"exit 7"}\n{"late":1}\n',
        ),
      ]),
    );
    const reading = (async () => {
      for await (const { value } of lines) seen.push(value);
    })();
    await expect(reading).rejects.toMatchObject({ message: 'exit 7', details: { exitCode: 7 } });
    expect(seen).toEqual([{ stream: 'x' }]);
  });

  it('rejects an error line without detail, with a code from its words', async () => {
    await expect(collect(['{"error":"no space left on device"}\n'])).rejects.toMatchObject({
      code: 'resource_exhausted',
    });
  });

  it('gives error lines as values when asked to', async () => {
    expect(await collect(['{"error":"x"}\n'], { rejectErrors: false })).toEqual([{ error: 'x' }]);
  });

  it.each([['{"a":1}\nnonsense\n'], ['{"a":']])('rejects %j as lost data', async (text) => {
    await expect(collect([text])).rejects.toMatchObject({ code: 'data_loss' });
  });

  it.each([
    ['with its end', ['"', 'x'.repeat(2000), '"\n']],
    ['that never ends', ['"', ...Array.from({ length: 40 }, () => 'x'.repeat(50))]],
  ])('rejects a line that is too long %s', async (_what, chunks) => {
    await expect(collect(chunks, { maxLineBytes: 1000 })).rejects.toMatchObject({ code: 'data_loss' });
  });

  it('destroys its source when the reader leaves', async () => {
    const source = Readable.from(['1\n2\n3\n'].map((text) => Buffer.from(text)));
    for await (const { value } of jsonLines(source)) {
      expect(value).toBe(1);
      break;
    }
    expect(source.destroyed).toBe(true);
  });

  it('passes on what breaks the stream', async () => {
    const source = new Readable({ read: () => undefined });
    source.push('{"a":1}\n');
    setImmediate(() => source.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })));
    const reading = (async () => {
      for await (const { value } of jsonLines(source)) expect(value).toEqual({ a: 1 });
    })();
    await expect(reading).rejects.toMatchObject({ code: 'data_loss' });
  });
});
