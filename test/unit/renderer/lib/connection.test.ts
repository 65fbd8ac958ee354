import { describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../../src/common/errors';
import type { Channel } from '../../../../src/common/rpc';
import { Connection, type TransportState } from '../../../../src/renderer/lib/connection';

/** A channel whose server answers every call with its path, until it is closed. */
function createFakeChannel(): Channel & { readonly closedBy: (reason?: AppError) => void } {
  const frames: ((frame: never) => void)[] = [];
  const closes: ((reason?: AppError) => void)[] = [];
  const close = (reason?: AppError): void => {
    for (const listener of closes.splice(0)) listener(reason);
  };
  return {
    send: (frame) => {
      if (frame[0] !== 'call' || frame[2] === 'hang') return;
      queueMicrotask(() => {
        for (const listener of frames) listener(['result', frame[1], frame[2]] as never);
      });
    },
    onFrame: (listener) => frames.push(listener as never),
    onClose: (listener) => closes.push(listener),
    close,
    closedBy: close,
  };
}

const kinds = (connection: Connection): TransportState['kind'][] => {
  const seen: TransportState['kind'][] = [];
  connection.subscribe(() => seen.push(connection.state.kind));
  return seen;
};

const call = (connection: Connection, path: string): Promise<unknown> =>
  connection.call([path], undefined, { context: {} });

describe('Connection', () => {
  it('lets a call that came before the first opening wait for it', async () => {
    let open: (channel: Channel) => void = () => undefined;
    const opening = new Promise<Channel>((resolve) => {
      open = resolve;
    });
    const connection = new Connection({ open: () => opening });
    connection.start();
    const answer = call(connection, 'early');
    open(createFakeChannel());
    await expect(answer).resolves.toBe('early');
    connection.stop();
  });

  it('rejects calls in flight with unavailable when the channel closes, and works again after it', async () => {
    const channels = [createFakeChannel(), createFakeChannel()];
    let next = 0;
    const connection = new Connection({
      open: async () => channels[next++] ?? createFakeChannel(),
      delay: () => 5,
    });
    const seen = kinds(connection);
    connection.start();
    await connection.whenOpen();
    const hanging = call(connection, 'hang');
    channels[0]?.closedBy(new AppError('unavailable', 'gone'));
    await expect(hanging).rejects.toMatchObject({ code: 'unavailable' });
    await connection.whenOpen();
    await expect(call(connection, 'again')).resolves.toBe('again');
    expect(seen[0]).toBe('open');
    expect(seen.at(-1)).toBe('open');
    expect(seen).toContain('lost');
    connection.stop();
  });

  it('rejects at once while it is lost instead of keeping the caller waiting', async () => {
    const channel = createFakeChannel();
    let opened = 0;
    const connection = new Connection({
      open: async () => {
        opened += 1;
        if (opened > 1) throw new AppError('unavailable', 'down');
        return channel;
      },
      delay: () => 60_000,
    });
    connection.start();
    await connection.whenOpen();
    channel.closedBy();
    await vi.waitFor(() =>
      expect(connection.state).toMatchObject({ kind: 'lost', retryAt: expect.any(Number) }),
    );
    await expect(call(connection, 'x')).rejects.toMatchObject({ code: 'unavailable' });
    connection.stop();
  });

  it('keeps the time of the loss over several attempts and tries at once when asked to', async () => {
    let attempts = 0;
    const connection = new Connection({
      open: async () => {
        attempts += 1;
        throw new AppError('unavailable', 'down');
      },
      delay: () => 60_000,
    });
    connection.start();
    await vi.waitFor(() => expect(connection.state).toMatchObject({ kind: 'lost', attempt: 1 }));
    const { since } = connection.state;
    await vi.waitFor(() => expect(connection.state).toMatchObject({ retryAt: expect.any(Number) }));
    connection.retryNow();
    await vi.waitFor(() => expect(attempts).toBe(2));
    await vi.waitFor(() => expect(connection.state).toMatchObject({ kind: 'lost', attempt: 2, since }));
    connection.stop();
  });

  it('stops trying without a session, and goes on when there is one', async () => {
    let hasSession = false;
    const open = vi.fn(async () => {
      if (!hasSession) throw new AppError('unauthenticated', 'no session');
      return createFakeChannel();
    });
    const connection = new Connection({ open, delay: () => 1 });
    connection.start();
    await vi.waitFor(() => expect(connection.state.kind).toBe('locked'));
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(open).toHaveBeenCalledTimes(1);
    hasSession = true;
    connection.start();
    await connection.whenOpen();
    expect(connection.state.kind).toBe('open');
    connection.stop();
  });

  it('gives up waiting when the waiter is aborted', async () => {
    const connection = new Connection({ open: () => new Promise(() => undefined) });
    connection.start();
    const leaving = new AbortController();
    const waiting = connection.whenOpen(leaving.signal);
    leaving.abort();
    await expect(waiting).rejects.toMatchObject({ code: 'canceled' });
    connection.stop();
  });
});
