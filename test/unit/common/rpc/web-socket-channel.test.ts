import { describe, expect, expectTypeOf, test, vi } from 'vitest';
import type { WebSocket as NodeWebSocket } from 'ws';
import { AppError } from '../../../../src/common/errors';
import { createWebSocketChannel, type Frame, type WebSocketLike } from '../../../../src/common/rpc';

class FakeSocket {
  readyState = 0;
  bufferedAmount = 0;
  binaryType = 'blob';
  readonly sent: (string | Uint8Array)[] = [];
  readonly close = vi.fn();
  readonly #listeners = new Map<string, (event: never) => void>();

  send(data: string | Uint8Array): void {
    if (this.readyState === 0) throw new DOMException('Still in CONNECTING state', 'InvalidStateError');
    this.sent.push(data);
  }

  addEventListener(type: string, listener: (event: never) => void): void {
    this.#listeners.set(type, listener);
  }

  emit(type: string, event: object = {}): void {
    if (type === 'open') this.readyState = 1;
    if (type === 'close') this.readyState = 3;
    this.#listeners.get(type)?.(event as never);
  }
}

function connect(limits?: { readonly maxIncomingBytes: number; readonly maxOutgoingBytes: number }) {
  const socket = new FakeSocket();
  const channel = createWebSocketChannel(socket, limits);
  const frames: Frame[] = [];
  const closed: (AppError | undefined)[] = [];
  channel.onFrame((frame) => frames.push(frame));
  channel.onClose((reason) => closed.push(reason));
  return { socket, channel, frames, closed };
}

describe('the socket channel', () => {
  test('takes the sockets of browsers and of the ws package', () => {
    expectTypeOf<WebSocket>().toExtend<WebSocketLike>();
    expectTypeOf<NodeWebSocket>().toExtend<WebSocketLike>();
  });

  test('keeps what is sent before it is open, in order', () => {
    const { socket, channel } = connect();
    channel.send(['call', 1, 'a.b']);
    channel.send(['abort', 1]);
    expect(channel.bufferedBytes).toBe('["call",1,"a.b"]["abort",1]'.length);
    socket.emit('open');
    channel.send(['abort', 2]);
    expect(socket.sent).toEqual(['["call",1,"a.b"]', '["abort",1]', '["abort",2]']);
    socket.bufferedAmount = 77;
    expect(channel.bufferedBytes).toBe(77);
  });

  test('sends nothing when it was closed before it opened', () => {
    const { socket, channel } = connect();
    channel.send(['abort', 1]);
    channel.close();
    socket.emit('open');
    expect(socket.sent).toEqual([]);
    expect(socket.close).toHaveBeenCalledWith(1000);
  });

  test('a connection that fails says so once', () => {
    const { socket, closed } = connect();
    socket.emit('error');
    socket.emit('close', { code: 1006, reason: '' });
    expect(closed).toMatchObject([{ code: 'unavailable', details: { closeCode: 1006 } }]);
  });

  test('an orderly close has no reason', () => {
    const { socket, closed } = connect();
    socket.emit('close', { code: 1000, reason: '' });
    expect(closed).toEqual([undefined]);
  });

  test('a socket that was closed already closes the channel', async () => {
    const socket = new FakeSocket();
    socket.readyState = 3;
    const closed: (AppError | undefined)[] = [];
    createWebSocketChannel(socket).onClose((reason) => closed.push(reason));
    await vi.waitFor(() => expect(closed).toMatchObject([{ code: 'unavailable' }]));
  });

  test.each([
    ['invalid_argument', 4400],
    ['unauthenticated', 4401],
    ['resource_exhausted', 4413],
    ['unavailable', 4503],
    ['internal', 4500],
  ] as const)('closes for %s with code %d', (code, closeCode) => {
    const { socket, channel } = connect();
    channel.close(new AppError(code, 'a long explanation that stays on this side'));
    expect(socket.close).toHaveBeenCalledWith(closeCode, code);
  });

  test.each<readonly [unknown, string]>([
    ['x'.repeat(51), 'resource_exhausted'],
    [new ArrayBuffer(51), 'resource_exhausted'],
    ['no json', 'invalid_argument'],
    [{ blob: true }, 'invalid_argument'],
    [new ArrayBuffer(2), 'invalid_argument'],
  ])('closes when %o arrives', (data, code) => {
    const { socket, frames, closed } = connect({ maxIncomingBytes: 50, maxOutgoingBytes: 50 });
    socket.emit('open');
    socket.emit('message', { data });
    socket.emit('message', { data: '["abort",1]' });
    expect(closed).toMatchObject([{ code }]);
    expect(frames).toEqual([]);
  });

  test('reads text and binary messages', () => {
    const { socket, frames } = connect();
    socket.emit('open');
    const header = new TextEncoder().encode('["item",1]');
    socket.emit('message', { data: '["abort",1]' });
    socket.emit('message', { data: Uint8Array.of(0, 0, 0, header.length, ...header, 5).buffer });
    expect(frames).toEqual([
      ['abort', 1],
      ['item', 1, Uint8Array.of(5)],
    ]);
    expect(socket.binaryType).toBe('arraybuffer');
  });

  test('refuses to send what is too large and lives on', () => {
    const { socket, channel, closed } = connect({ maxIncomingBytes: 50, maxOutgoingBytes: 50 });
    socket.emit('open');
    expect(() => channel.send(['call', 1, 'a.b', 'x'.repeat(50)])).toThrow(
      expect.objectContaining({ code: 'resource_exhausted' }),
    );
    channel.send(['abort', 1]);
    expect(socket.sent).toEqual(['["abort",1]']);
    expect(closed).toEqual([]);
  });
});
