import { describe, expect, test, vi } from 'vitest';
import { isAppError } from '../../src/common/errors';
import { createLink } from '../../src/common/rpc';
import { fillBytes } from './backend';
import { connectClient, createSharedController, rejection, startSession } from './session';
import { transports } from './transports';

describe.each(transports)('requests over $name', (transport) => {
  test('answers a request, also one made before the channel is open', async () => {
    const client = connectClient(await startSession(transport));
    expect(await client.echo.named({ name: 'web', labels: ['a', 'b'] })).toEqual({ greeting: 'web/a,b' });
  });

  test.each([
    ['text', 'ñandú 🐳 \u0000'],
    ['null', null],
    ['undefined', undefined],
    ['false', false],
    ['nesting', { a: [1, 2.5, { b: null }], 'c.d': [] }],
    ['empty text', ''],
  ])('carries %s unchanged', async (_, value) => {
    const client = connectClient(await startSession(transport));
    expect(await client.echo.value(value)).toEqual(value);
  });

  test('fills in the defaults of the contract', async () => {
    const client = connectClient(await startSession(transport));
    expect(await client.echo.named({ name: 'web' })).toEqual({ greeting: 'web/' });
  });

  test('carries bytes as an answer and as an input', async () => {
    const client = connectClient(await startSession(transport));
    const answer = await client.bytes.make({ size: 100_000 });
    expect(answer).toBeInstanceOf(Uint8Array);
    expect(answer).toEqual(fillBytes(100_000));
    expect(await client.bytes.make({ size: 0 })).toEqual(new Uint8Array(0));
    expect(await client.bytes.measure(Uint8Array.of(1, 2, 250))).toEqual({ size: 3, sum: 253 });
  });

  test('sends a small Buffer without the pool it lives in', async () => {
    const client = connectClient(await startSession(transport));
    const bytes = await client.bytes.pooled();
    expect(bytes.constructor).toBe(Uint8Array);
    expect(new TextDecoder().decode(bytes)).toBe('abc');
    expect(bytes.buffer.byteLength).toBeLessThan(100);
  });

  test('carries a tree of 5 MB', async () => {
    const client = connectClient(await startSession(transport));
    const tree = Array.from({ length: 50_000 }, (_, index) => ({
      path: `/usr/share/package-${index}/files/${index}.txt`,
      size: index,
      children: [{ name: 'entry', mode: 0o644 }],
    }));
    expect(JSON.stringify(tree).length).toBeGreaterThan(5_000_000);
    expect(await client.echo.value(tree)).toEqual(tree);
  });

  test('answers 500 simultaneous calls, each with its own answer', async () => {
    const session = await startSession(transport);
    const client = connectClient(session);
    const answers = await Promise.all(
      Array.from({ length: 500 }, (_, index) => client.echo.value({ index })),
    );
    expect(answers).toEqual(Array.from({ length: 500 }, (_, index) => ({ index })));
    const { served } = await session.server();
    await vi.waitFor(() => expect(served.liveCalls).toBe(0));
  });

  test('keeps 500 calls open at the same time', async () => {
    const session = await startSession(transport);
    const client = connectClient(session);
    const controller = createSharedController();
    const calls = Array.from({ length: 500 }, () =>
      rejection(client.wait.forever(undefined, { signal: controller.signal })),
    );
    await vi.waitFor(() => expect(session.probes.waiting).toBe(500));
    expect(await client.echo.value('still there')).toBe('still there');
    controller.abort();
    for (const error of await Promise.all(calls)) expect(error).toMatchObject({ code: 'canceled' });
    await vi.waitFor(() => expect(session.probes.waiting).toBe(0));
  });
});

describe.each(transports)('errors over $name', (transport) => {
  test('an AppError arrives with code, message and details, and is not logged', async () => {
    const session = await startSession(transport);
    const error = await rejection(connectClient(session).errors.expected());
    expect(isAppError(error)).toBe(true);
    expect(error).toMatchObject({
      code: 'conflict',
      message: 'the container is running',
      details: { container: 'web', ports: ['80'] },
      errorId: undefined,
    });
    expect(session.reported).toEqual([]);
  });

  test('an unexpected error arrives as internal with the id of its log entry', async () => {
    const session = await startSession(transport);
    const error = await rejection(connectClient(session).errors.unexpected());
    expect(isAppError(error)).toBe(true);
    expect(error).toMatchObject({ code: 'internal', errorId: 'error-1' });
    expect(session.reported).toMatchObject([{ path: 'errors.unexpected', thrown: expect.any(TypeError) }]);
  });

  test('an invalid input names the first path and the reason', async () => {
    const client = connectClient(await startSession(transport));
    const error = await rejection(client.echo.named({ name: 'web', labels: ['a', 7] as never }));
    expect(error).toMatchObject({ code: 'invalid_argument', details: { path: 'labels[1]' } });
    expect(error).toMatchObject({ message: expect.stringMatching(/^echo\.named: .*labels\[1\]: .*string/) });
  });

  test('an answer that breaks the contract is our fault', async () => {
    const session = await startSession(transport);
    const error = await rejection(connectClient(session).errors.badAnswer());
    expect(error).toMatchObject({ code: 'internal', errorId: 'error-1', details: { path: 'size' } });
  });

  test('an answer that cannot be sent fails its call and no other', async () => {
    const session = await startSession(transport);
    const client = connectClient(session);
    const error = await rejection(client.errors.unsendable());
    expect(error).toMatchObject({ code: 'internal', errorId: 'error-1' });
    expect(await client.echo.value(1)).toBe(1);
  });

  test('an input above the limit fails its call and no other', async () => {
    const client = connectClient(await startSession(transport));
    const error = await rejection(client.echo.value('x'.repeat(17 * 1024 * 1024)));
    expect(error).toMatchObject({ code: 'resource_exhausted' });
    expect(await client.echo.value(1)).toBe(1);
  });

  test.each(['nothing.here', '__proto__', 'constructor.name', 'echo', 'echo.value.handler', 'toString'])(
    'refuses the path %s',
    async (path) => {
      const session = await startSession(transport);
      const link = createLink(session.connection.client);
      const error = await rejection(link.call(path.split('.'), {}, { context: {} }));
      expect(error).toMatchObject({ code: 'not_found' });
      expect(await connectClient(session).echo.value(1)).toBe(1);
    },
  );
});
