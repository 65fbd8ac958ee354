import { describe, expect, test } from 'vitest';
import { AppError } from '../../../../src/common/errors';
import { createLink } from '../../../../src/common/rpc';
import { creditWindow, type Frame } from '../../../../src/common/rpc/frames';
import { FakeChannel } from './fake-channel';

function connect() {
  const channel = new FakeChannel();
  const link = createLink(channel);
  const call = (signal?: AbortSignal) =>
    link.call(['a', 'b'], 7, { context: {}, ...(signal ? { signal } : {}) });
  return { channel, call };
}

async function openStream() {
  const { channel, call } = connect();
  const answer = call();
  channel.arrive(['stream', 1]);
  return { channel, stream: (await answer) as AsyncGenerator<unknown, unknown> };
}

describe('the link', () => {
  test('numbers its calls and joins their paths', () => {
    const { channel, call } = connect();
    for (const answer of [call(), call()]) answer.catch(() => undefined);
    expect(channel.sent).toEqual([
      ['call', 1, 'a.b', 7],
      ['call', 2, 'a.b', 7],
    ]);
  });

  test('ignores what arrives for a call that has settled', async () => {
    const { channel, call } = connect();
    const answer = call();
    channel.arrive(['result', 1, 'first']);
    channel.arrive(['result', 1, 'second']);
    channel.arrive(['error', 1, { code: 'internal', message: 'late' }]);
    channel.arrive(['stream', 99]);
    expect(await answer).toBe('first');
    expect(channel.closed).toEqual([]);
  });

  test('grants half a window at a time and stops when the stream has ended', async () => {
    const { channel, stream } = await openStream();
    for (let item = 0; item < creditWindow; item += 1) channel.arrive(['item', 1, item]);
    for (let item = 0; item < creditWindow / 2; item += 1) await stream.next();
    expect(channel.sent.slice(1)).toEqual([['credit', 1, creditWindow / 2]]);
    channel.arrive(['end', 1]);
    for (let item = 0; item < creditWindow / 2; item += 1) await stream.next();
    expect(await stream.next()).toEqual({ done: true, value: undefined });
    expect(channel.sent).toHaveLength(2);
  });

  test('closes the channel of a server that sends more than it was granted', async () => {
    const { channel, stream } = await openStream();
    for (let item = 0; item <= creditWindow; item += 1) channel.arrive(['item', 1, item]);
    expect(channel.closed).toMatchObject([{ code: 'invalid_argument' }]);
    for (let item = 0; item < creditWindow; item += 1) {
      expect(await stream.next()).toEqual({ done: false, value: item });
    }
    await expect(stream.next()).rejects.toMatchObject({
      code: 'unavailable',
      details: { reason: 'disconnected' },
    });
  });

  test.each<readonly [Frame]>([[['call', 1, 'a.b']], [['abort', 1]], [['credit', 1, 1]], [['ping', 1]]])(
    'closes the channel of a server that sends %j',
    async (frame) => {
      const { channel, call } = connect();
      const answer = call();
      channel.arrive(frame);
      expect(channel.closed).toMatchObject([{ code: 'invalid_argument' }]);
      await expect(answer).rejects.toMatchObject({ code: 'unavailable' });
    },
  );

  test('tells the server once when a stream is left, and nothing when it is over', async () => {
    const { channel, stream } = await openStream();
    await stream.return(undefined);
    await stream.return(undefined);
    expect(channel.sent.slice(1)).toEqual([['abort', 1]]);
    const over = await openStream();
    over.channel.arrive(['end', 1]);
    await over.stream.return(undefined);
    expect(over.channel.sent).toHaveLength(1);
  });

  test('an aborted stream drops what has arrived', async () => {
    const { channel, call } = connect();
    const controller = new AbortController();
    const answer = call(controller.signal);
    channel.arrive(['stream', 1]);
    const stream = (await answer) as AsyncGenerator<unknown>;
    channel.arrive(['item', 1, 'unread']);
    controller.abort(new Error('the page was left'));
    await expect(stream.next()).rejects.toMatchObject({
      code: 'canceled',
      cause: expect.objectContaining({ message: 'the page was left' }),
    });
    expect(channel.sent.at(-1)).toEqual(['abort', 1]);
  });

  test('keeps the reason and the close code of a lost connection', async () => {
    const { channel, call } = connect();
    const answer = call();
    const reason = new AppError('unavailable', 'closed with code 4401', { details: { closeCode: 4401 } });
    channel.close(reason);
    await expect(answer).rejects.toMatchObject({
      code: 'unavailable',
      details: { reason: 'disconnected', closeCode: 4401 },
      cause: reason,
    });
  });
});
