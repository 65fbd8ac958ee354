import { describe, expect, test, vi } from 'vitest';
import type { AppError } from '../../src/common/errors';
import { connectClient, rejection, type Session, startSession } from './session';
import { transports } from './transports';

const disconnected = { code: 'unavailable', details: { reason: 'disconnected' } };

/** One waiting request, one silent stream and one stream whose consumer is behind. */
async function openCalls(session: Session) {
  const client = connectClient(session);
  const request = rejection(client.wait.forever());
  const silent = await client.streams.silent();
  await silent.next();
  const slow = await client.streams.count({ limit: 100_000 });
  await slow.next();
  await vi.waitFor(() => expect([session.probes.waiting, session.probes.openStreams]).toEqual([1, 2]));
  return { client, request, silent: rejection(silent.next()), slow };
}

async function expectNothingLive(session: Session): Promise<void> {
  const { served } = await session.server();
  const { probes } = session;
  await vi.waitFor(() => expect([served.liveCalls, probes.waiting, probes.openStreams]).toEqual([0, 0, 0]));
}

async function expectAllSettled(calls: Awaited<ReturnType<typeof openCalls>>): Promise<void> {
  expect(await calls.request).toMatchObject(disconnected);
  expect(await calls.silent).toMatchObject(disconnected);
  const drain = async () => {
    for await (const item of calls.slow) expect(item).toBeGreaterThan(0);
  };
  expect(await rejection(drain())).toMatchObject(disconnected);
  expect(await rejection(calls.client.echo.value(1))).toMatchObject(disconnected);
}

describe.each(transports)('a lost connection over $name', (transport) => {
  test('when the client goes, every call settles and every handler ends', async () => {
    const session = await startSession(transport);
    const calls = await openCalls(session);
    session.connection.sever();
    await expectAllSettled(calls);
    await expectNothingLive(session);
  });

  test('when the server goes, every call settles and every handler ends', async () => {
    const session = await startSession(transport);
    const calls = await openCalls(session);
    (await session.server()).channel.close();
    await expectAllSettled(calls);
    await expectNothingLive(session);
  });

  test('disposing of the server settles every call and ends every handler', async () => {
    const session = await startSession(transport);
    const calls = await openCalls(session);
    (await session.server()).served.dispose();
    await expectAllSettled(calls);
    await expectNothingLive(session);
  });

  test('an abort after the connection was lost does nothing', async () => {
    const session = await startSession(transport);
    const controller = new AbortController();
    const call = rejection(connectClient(session).wait.forever(undefined, { signal: controller.signal }));
    await vi.waitFor(() => expect(session.probes.waiting).toBe(1));
    session.connection.client.close();
    controller.abort();
    expect(await call).toMatchObject(disconnected);
  });

  test('both ends are told of the close once', async () => {
    const session = await startSession(transport);
    const clientClosed: (AppError | undefined)[] = [];
    session.connection.client.onClose((reason) => clientClosed.push(reason));
    await connectClient(session).echo.value(1);
    session.connection.client.close();
    session.connection.client.close();
    await vi.waitFor(() => expect(session.serverClosed).toHaveLength(1));
    expect(clientClosed).toEqual([undefined]);
    const late: string[] = [];
    session.connection.client.onClose(() => late.push('told'));
    await vi.waitFor(() => expect(late).toEqual(['told']));
  });
});
