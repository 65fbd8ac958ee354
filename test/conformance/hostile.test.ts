import { describe, expect, test, vi } from 'vitest';
import { type Frame, serverLimits } from '../../src/common/rpc';
import { encodeFrame } from '../../src/common/rpc/frame-codec';
import { connectClient, createSharedController, rejection, type Session, startSession } from './session';
import { type Transport, transports } from './transports';

async function expectClosed(session: Session, code: string): Promise<void> {
  const { served } = await session.server();
  await vi.waitFor(() => expect(session.serverClosed).toMatchObject([{ code }]));
  const { probes } = session;
  await vi.waitFor(() => expect([served.liveCalls, probes.waiting, probes.openStreams]).toEqual([0, 0, 0]));
}

/** The same process still serves others. */
async function expectServiceFor(transport: Transport): Promise<void> {
  expect(await connectClient(await startSession(transport)).echo.value('alive')).toBe('alive');
}

const hostileMessages: readonly (readonly [string, unknown])[] = [
  ['null', null],
  ['a number', 7],
  ['an object', { kind: 'call' }],
  ['an empty list', []],
  ['an unknown kind', ['shutdown', 1]],
  ['a kind of a prototype', ['__proto__', 1]],
  ['an id of text', ['abort', '1']],
  ['a negative id', ['abort', -1]],
  ['an id that is no integer', ['abort', 1.5]],
  ['a path of numbers', ['call', 1, 12, {}]],
  ['an empty path', ['call', 1, '', {}]],
  ['a path without end', ['call', 1, 'x'.repeat(10_000), {}]],
  ['too many elements', ['call', 1, 'echo.value', 1, 2, 3]],
  ['a credit of 1e18', ['credit', 1, 1e18]],
  ['a credit of NaN', ['credit', 1, Number.NaN]],
  ['a negative credit', ['credit', 1, -5]],
  ['a credit of zero', ['credit', 1, 0]],
  ['a credit of text', ['credit', 1, '5']],
  ['an answer', ['result', 1, 'mine']],
  ['an item', ['item', 1, 'mine']],
  ['an error', ['error', 1, { code: 'internal', message: 'boo' }]],
  ['an error that is none', ['error', 1, { code: 'no such code' }]],
];

/** The ends of the memory channel share a process; its client cannot send what is no frame. */
const wired = transports.filter((transport) => transport.name !== 'memory');

describe.each(transports)('a hostile client over $name', (transport) => {
  test('who reuses the id of a running call loses its connection', async () => {
    const session = await startSession(transport);
    session.connection.sendRaw(['call', 1, 'wait.forever']);
    session.connection.sendRaw(['call', 1, 'wait.forever']);
    await expectClosed(session, 'invalid_argument');
  });

  test('who aborts and credits calls that never were is ignored', async () => {
    const session = await startSession(transport);
    session.connection.sendRaw(['abort', 77]);
    session.connection.sendRaw(['credit', 78, 5]);
    expect(await connectClient(session).echo.value(1)).toBe(1);
    expect(session.serverClosed).toEqual([]);
  });

  test('who floods with calls gets resource_exhausted above the limit and can still be served', async () => {
    const session = await startSession(transport, { maxLiveCalls: 8 });
    const client = connectClient(session);
    const controller = createSharedController();
    const calls = Array.from({ length: 200 }, () =>
      rejection(client.wait.forever(undefined, { signal: controller.signal })),
    );
    const refused = await Promise.all(calls.slice(8));
    for (const error of refused) {
      expect(error).toMatchObject({ code: 'resource_exhausted', details: { limit: 8 } });
    }
    const { served } = await session.server();
    expect([served.liveCalls, session.probes.waiting]).toEqual([8, 8]);
    controller.abort();
    await vi.waitFor(() => expect(served.liveCalls).toBe(0));
    expect(await client.echo.value(1)).toBe(1);
  });

  test('who calls and aborts without pause leaves nothing live', async () => {
    const session = await startSession(transport);
    // Far from the ids that the client chooses below on the same connection.
    for (let id = 10_001; id <= 12_000; id += 1) {
      session.connection.sendRaw(['call', id, id % 2 === 0 ? 'wait.forever' : 'streams.silent']);
      session.connection.sendRaw(['abort', id]);
    }
    const { served } = await session.server();
    const { probes } = session;
    await vi.waitFor(() => expect(session.frames.length).toBeGreaterThan(0));
    await vi.waitFor(() => expect([served.liveCalls, probes.waiting, probes.openStreams]).toEqual([0, 0, 0]));
    expect(await connectClient(session).echo.value(1)).toBe(1);
    await vi.waitFor(() => expect(served.liveCalls).toBe(0));
  });
});

describe.each(wired)('a hostile client over $name', (transport) => {
  test.each(hostileMessages)(
    'who sends %s loses its connection and leaves nothing live',
    async (_, message) => {
      const session = await startSession(transport);
      session.connection.sendRaw(['call', 1, 'wait.forever']);
      session.connection.sendRaw(['call', 2, 'streams.silent']);
      session.connection.sendRaw(message);
      await expectClosed(session, 'invalid_argument');
      await expectServiceFor(transport);
    },
  );

  test.each<readonly [string, string | Uint8Array]>([
    ['text', 'x'.repeat(serverLimits.maxIncomingBytes + 1)],
    ['bytes', new Uint8Array(serverLimits.maxIncomingBytes + 1)],
  ])('who sends a frame with too much %s loses its connection', async (_, value) => {
    const session = await startSession(transport);
    session.connection.sendRaw(['call', 1, 'wait.forever']);
    const frame: Frame = ['call', 2, 'echo.value', value];
    session.connection.sendRaw(transport.name === 'WebSocket' ? encodeFrame(frame) : frame);
    await expectClosed(session, 'resource_exhausted');
    await expectServiceFor(transport);
  });
});

const socketOnly = transports.filter((transport) => transport.name === 'WebSocket');

describe.each(socketOnly)('a hostile client over $name', (transport) => {
  test.each<readonly [string, string | Uint8Array]>([
    ['text that is no JSON', '{"kind": '],
    ['empty text', ''],
    ['deep nesting', `["call",1,"echo.value",${'['.repeat(200_000)}`],
    ['empty bytes', new Uint8Array(0)],
    ['bytes without a header', Uint8Array.of(0, 0)],
    ['a header longer than the message', Uint8Array.of(0, 0, 0, 9, 91)],
    ['a header of 4 GiB', Uint8Array.of(255, 255, 255, 255, 91, 93)],
    ['a header that is not UTF-8', Uint8Array.of(0, 0, 0, 2, 255, 254)],
    ['a header that is no list', Uint8Array.of(0, 0, 0, 2, 123, 125)],
  ])('who sends %s loses its connection', async (_, message) => {
    const session = await startSession(transport);
    session.connection.sendRaw(['call', 1, 'wait.forever']);
    session.connection.sendRaw(message);
    await expectClosed(session, 'invalid_argument');
    await expectServiceFor(transport);
  });
});
