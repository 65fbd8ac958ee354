import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test, vi } from 'vitest';
import { creditWindow } from '../../src/common/rpc';
import { fillBytes } from './backend';
import { connectClient, rejection, type Session, startSession } from './session';
import { transports } from './transports';

async function expectNothingLive(session: Session): Promise<void> {
  const { served } = await session.server();
  await vi.waitFor(() => expect([served.liveCalls, session.probes.openStreams]).toEqual([0, 0]));
}

describe.each(transports)('streams over $name', (transport) => {
  test('delivers every item in order and the value at the end', async () => {
    const session = await startSession(transport);
    const stream = await connectClient(session).streams.count({ limit: 1000 });
    for (let item = 0; item < 1000; item += 1)
      expect(await stream.next()).toEqual({ done: false, value: item });
    expect(await stream.next()).toEqual({ done: true, value: 'done' });
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    await expectNothingLive(session);
  });

  test('a sleeping consumer pauses the producer', async () => {
    const session = await startSession(transport);
    const stream = await connectClient(session).streams.count({ limit: 100_000 });
    await stream.next();
    await vi.waitFor(() => expect(session.probes.produced).toBe(creditWindow));
    await sleep(100);
    expect(session.probes.produced).toBe(creditWindow);
    for (let item = 1; item < 100; item += 1) await stream.next();
    await sleep(100);
    expect(session.probes.produced).toBeGreaterThan(100);
    expect(session.probes.produced).toBeLessThanOrEqual(100 + creditWindow);
    await stream.return(undefined as never);
    await expectNothingLive(session);
  });

  test('carries bytes as items', async () => {
    const stream = await connectClient(await startSession(transport)).bytes.stream({ items: 70 });
    const items: Uint8Array[] = [];
    for await (const item of stream) items.push(item);
    expect(items).toEqual(Array.from({ length: 70 }, (_, index) => fillBytes(index + 1)));
  });

  test('leaving the loop ends the generator', async () => {
    const session = await startSession(transport);
    for await (const item of await connectClient(session).streams.count({ limit: 100_000 })) {
      if (item === 10) break;
    }
    await expectNothingLive(session);
  });

  test('leaving while nothing arrives ends the generator and the pending read', async () => {
    const session = await startSession(transport);
    const stream = await connectClient(session).streams.silent();
    await stream.next();
    const pending = stream.next();
    await stream.return(undefined as never);
    expect(await pending).toEqual({ done: true, value: undefined });
    await expectNothingLive(session);
  });

  test('an abort rejects the pending read with canceled and ends the generator', async () => {
    const session = await startSession(transport);
    const controller = new AbortController();
    const stream = await connectClient(session).streams.silent(undefined, { signal: controller.signal });
    await stream.next();
    const pending = rejection(stream.next());
    controller.abort();
    expect(await pending).toMatchObject({ code: 'canceled' });
    await expectNothingLive(session);
  });

  test('an abort while the window is exhausted ends the generator', async () => {
    const session = await startSession(transport);
    const controller = new AbortController();
    const client = connectClient(session);
    const stream = await client.streams.count({ limit: 100_000 }, { signal: controller.signal });
    await vi.waitFor(() => expect(session.probes.produced).toBe(creditWindow));
    controller.abort();
    expect(await rejection(stream.next())).toMatchObject({ code: 'canceled' });
    await expectNothingLive(session);
  });

  test('an error in mid stream comes after the items before it', async () => {
    const session = await startSession(transport);
    const items: number[] = [];
    const read = async () => {
      for await (const item of await connectClient(session).errors.midStream()) items.push(item);
    };
    expect(await rejection(read())).toMatchObject({ code: 'unavailable', message: 'the engine went away' });
    expect(items).toEqual([1, 2]);
    await expectNothingLive(session);
  });

  test('an item that breaks the contract is an internal error that is logged', async () => {
    const session = await startSession(transport);
    const stream = await connectClient(session).errors.badItem();
    expect(await stream.next()).toEqual({ done: false, value: { size: 1 } });
    expect(await rejection(stream.next())).toMatchObject({ code: 'internal', errorId: 'error-1' });
    expect(session.reported).toMatchObject([{ path: 'errors.badItem' }]);
  });

  test('100 streams side by side keep their items apart', async () => {
    const session = await startSession(transport);
    const client = connectClient(session);
    const sums = await Promise.all(
      Array.from({ length: 100 }, async (_, index) => {
        let sum = 0;
        for await (const item of await client.streams.count({ limit: index + 1 })) sum += item;
        return sum;
      }),
    );
    expect(sums).toEqual(Array.from({ length: 100 }, (_, index) => (index * (index + 1)) / 2));
    await expectNothingLive(session);
  });
});

describe.each(transports)('aborts over $name', (transport) => {
  test('an abort settles the call as canceled and reaches the handler', async () => {
    const session = await startSession(transport);
    const controller = new AbortController();
    const call = rejection(connectClient(session).wait.forever(undefined, { signal: controller.signal }));
    await vi.waitFor(() => expect(session.probes.waiting).toBe(1));
    controller.abort();
    expect(await call).toMatchObject({ code: 'canceled' });
    await vi.waitFor(() => expect(session.probes.waiting).toBe(0));
    await expectNothingLive(session);
  });

  test('a signal that was aborted before sends nothing', async () => {
    const session = await startSession(transport);
    const client = connectClient(session);
    const call = rejection(client.wait.forever(undefined, { signal: AbortSignal.abort() }));
    expect(await call).toMatchObject({ code: 'canceled' });
    await client.echo.value(1);
    expect(session.probes.waiting).toBe(0);
  });

  test('an abort after the answer changes nothing', async () => {
    const controller = new AbortController();
    const client = connectClient(await startSession(transport));
    expect(await client.echo.value(1, { signal: controller.signal })).toBe(1);
    controller.abort();
    expect(await client.echo.value(2)).toBe(2);
  });
});
