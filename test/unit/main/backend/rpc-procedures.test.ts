import { eventIterator, ORPCError, os } from '@orpc/server';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { AppError } from '../../../../src/common/errors';
import { toProcedureMap } from '../../../../src/main/backend/rpc-procedures';

const options = { signal: new AbortController().signal };

function only(procedure: Parameters<typeof toProcedureMap>[0], context?: Record<string, unknown>) {
  const run = toProcedureMap({ feature: { run: procedure } }, context).get('feature.run');
  if (!run) throw new Error('feature.run is missing');
  return run;
}

describe('toProcedureMap', () => {
  test('names the leaves by their paths and nothing else', () => {
    const leaf = os.handler(() => 1);
    const router = Object.create({ inherited: leaf }, { own: { value: { list: leaf }, enumerable: true } });
    expect([...toProcedureMap(router).keys()]).toEqual(['own.list']);
  });

  test('refuses lazy parts, foreign values and two procedures with one path', () => {
    const leaf = os.handler(() => 1);
    const lazy = os.lazy(async () => ({ default: { run: leaf } }));
    expect(() => toProcedureMap({ feature: lazy })).toThrow(/feature is neither/);
    expect(() => toProcedureMap({ feature: { run: 7 } } as never)).toThrow(/feature\.run is neither/);
    expect(() => toProcedureMap({ a: { 'b.c': leaf }, 'a.b': { c: leaf } })).toThrow(/two procedures/);
  });

  test('hands over input, context and signal', async () => {
    const run = only(
      os
        .$context<{ user: string }>()
        .input(z.object({ size: z.number().default(3) }))
        .handler(({ input, context, signal }) => [input.size, context.user, signal === options.signal]),
      { user: 'ana' },
    );
    expect(await run({}, options)).toEqual([3, 'ana', true]);
  });

  test('passes an AppError of a handler as the same object', async () => {
    const error = new AppError('conflict', 'running');
    const run = only(
      os.handler(() => {
        throw error;
      }),
    );
    await expect(run(undefined, options)).rejects.toBe(error);
  });

  test.each([
    ['BAD_REQUEST', 'invalid_argument'],
    ['NOT_FOUND', 'not_found'],
    ['ALREADY_EXISTS', 'already_exists'],
    ['FORBIDDEN', 'permission_denied'],
    ['TOO_MANY_REQUESTS', 'resource_exhausted'],
    ['INTERNAL_SERVER_ERROR', 'internal'],
    ['constructor', 'internal'],
  ])("oRPC's %s becomes %s", async (code, expected) => {
    const run = only(
      os.handler(() => {
        throw new ORPCError(code, { message: 'no', status: 400 });
      }),
    );
    await expect(run(undefined, options)).rejects.toMatchObject({
      name: 'AppError',
      code: expected,
      message: 'no',
    });
  });

  test('an invalid input lists the paths and reasons, ten at most', async () => {
    const run = only(os.input(z.object({ ports: z.array(z.object({ host: z.number() })) })).handler(() => 1));
    const ports = Array.from({ length: 50 }, () => ({ host: 'x' }));
    const error = await run({ ports }, options).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'invalid_argument', details: { path: 'ports[0].host' } });
    const { issues } = (error as AppError).details as { issues: readonly string[] };
    expect(issues).toHaveLength(10);
    expect(issues[1]).toMatch(/^ports\[1\]\.host: /);
  });

  test('an input of the wrong kind altogether has no path', async () => {
    const run = only(os.input(z.object({})).handler(() => 1));
    await expect(run('text', options)).rejects.toMatchObject({
      code: 'invalid_argument',
      details: { path: '' },
      message: expect.stringMatching(/^feature\.run: an invalid input: [^:]/),
    });
  });

  test('answers and items that break the contract are internal', async () => {
    const answer = only(os.output(z.object({ size: z.number() })).handler(() => ({ size: 'x' }) as never));
    await expect(answer(undefined, options)).rejects.toMatchObject({
      code: 'internal',
      details: { path: 'size' },
    });
    const stream = only(
      os.output(eventIterator(z.number())).handler(async function* () {
        yield 1;
        yield 'x' as never;
      }),
    );
    const items = (await stream(undefined, options)) as AsyncIterableIterator<unknown>;
    expect(await items.next()).toEqual({ done: false, value: 1 });
    await expect(items.next()).rejects.toMatchObject({ name: 'AppError', code: 'internal' });
  });

  test('return() reaches the generator through every wrapper', async () => {
    let ended = false;
    const stream = only(
      os.output(eventIterator(z.number())).handler(async function* () {
        try {
          for (;;) yield 1;
        } finally {
          ended = true;
        }
      }),
    );
    const items = (await stream(undefined, options)) as AsyncIterableIterator<unknown>;
    await items.next();
    await items.return?.();
    expect(ended).toBe(true);
  });
});
