import { EventEmitter } from 'node:events';
import type { MessagePortMain } from 'electron';
import { describe, expect, expectTypeOf, test, vi } from 'vitest';
import type { AppError } from '../../../../src/common/errors';
import { createPortChannel, type Frame, type PortLike } from '../../../../src/common/rpc';

class FakePort extends EventEmitter {
  readonly posted: unknown[] = [];
  readonly start = vi.fn();
  readonly close = vi.fn();

  postMessage(message: unknown): void {
    this.posted.push(message);
  }
}

function connect(options?: { readonly maxIncomingBytes: number; readonly maxOutgoingBytes: number }) {
  const port = new FakePort();
  const channel = createPortChannel(port, options);
  const frames: Frame[] = [];
  const closed: (AppError | undefined)[] = [];
  channel.onClose((reason) => closed.push(reason));
  channel.onFrame((frame) => frames.push(frame));
  return { port, channel, frames, closed };
}

describe('the port channel', () => {
  test("takes the ports of browsers and of Electron's main process", () => {
    expectTypeOf<MessagePort>().toExtend<PortLike>();
    expectTypeOf<MessagePortMain>().toExtend<PortLike>();
  });

  test('starts the port once, when somebody listens', () => {
    const port = new FakePort();
    const channel = createPortChannel(port);
    expect(port.start).not.toHaveBeenCalled();
    channel.onFrame(() => undefined);
    channel.onFrame(() => undefined);
    expect(port.start).toHaveBeenCalledTimes(1);
  });

  test('a message that Electron could not deserialise closes the channel', () => {
    const { port, frames, closed } = connect();
    port.emit('message', { data: null, ports: [] });
    port.emit('message', { data: ['abort', 1] });
    expect(closed).toMatchObject([{ code: 'invalid_argument' }]);
    expect(frames).toEqual([]);
    expect(port.close).toHaveBeenCalledTimes(1);
  });

  test('a message that a browser could not deserialise closes the channel', () => {
    const listeners = new Map<string, (event: { data?: unknown }) => void>();
    const port = {
      postMessage: vi.fn(),
      close: vi.fn(),
      addEventListener: (type: string, listener: (event: { data?: unknown }) => void) => {
        listeners.set(type, listener);
      },
    };
    const closed: (AppError | undefined)[] = [];
    const channel = createPortChannel(port);
    channel.onFrame(() => undefined);
    channel.onClose((reason) => closed.push(reason));
    listeners.get('messageerror')?.({});
    expect(closed).toMatchObject([{ code: 'invalid_argument' }]);
  });

  test('posts plain bytes that own their memory', () => {
    const { port, channel } = connect();
    channel.send(['item', 1, Buffer.from('abc')]);
    const [posted] = port.posted as [[string, number, Uint8Array]];
    expect(posted[2].constructor).toBe(Uint8Array);
    expect(posted[2].buffer.byteLength).toBe(3);
  });

  test('bounds whole texts and bytes in both directions', () => {
    const { port, channel, closed } = connect({ maxIncomingBytes: 10, maxOutgoingBytes: 20 });
    expect(() => channel.send(['item', 1, new Uint8Array(21)])).toThrow(
      expect.objectContaining({ code: 'resource_exhausted' }),
    );
    channel.send(['item', 1, 'x'.repeat(20)]);
    expect(port.posted).toHaveLength(1);
    port.emit('message', { data: ['call', 1, 'a.b', 'x'.repeat(11)] });
    expect(closed).toMatchObject([{ code: 'resource_exhausted', details: { limit: 10 } }]);
  });

  test('posts nothing after it has closed', () => {
    const { port, channel, closed } = connect();
    port.emit('close');
    channel.send(['abort', 1]);
    channel.close();
    expect(port.posted).toEqual([]);
    expect(closed).toEqual([undefined]);
  });
});
