import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createLink, serveChannel } from '../../../../src/common/rpc';
import { FakeChannel } from './fake-channel';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe('the heartbeat', () => {
  test('asks after an interval of silence and closes after another', async () => {
    const channel = new FakeChannel();
    const answer = createLink(channel, { heartbeatMs: 1000 }).call(['a'], undefined, { context: {} });
    vi.advanceTimersByTime(1000);
    expect(channel.sent).toHaveLength(1);
    vi.advanceTimersByTime(1000);
    expect(channel.sent.at(-1)).toEqual(['ping', 1]);
    expect(channel.closed).toEqual([]);
    vi.advanceTimersByTime(1000);
    expect(channel.closed).toMatchObject([{ code: 'unavailable' }]);
    await expect(answer).rejects.toMatchObject({ details: { reason: 'disconnected' } });
    expect(vi.getTimerCount()).toBe(0);
  });

  test('any frame of the server is a sign of life', () => {
    const channel = new FakeChannel();
    createLink(channel, { heartbeatMs: 1000 });
    for (let round = 1; round <= 5; round += 1) {
      vi.advanceTimersByTime(1999);
      channel.arrive(['pong', round]);
      vi.advanceTimersByTime(1);
    }
    expect(channel.closed).toEqual([]);
  });

  test('is off by default and ends with the channel', () => {
    createLink(new FakeChannel());
    expect(vi.getTimerCount()).toBe(0);
    const channel = new FakeChannel();
    createLink(channel, { heartbeatMs: 1000 });
    expect(vi.getTimerCount()).toBe(1);
    channel.close();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('the server answers', () => {
    const channel = new FakeChannel();
    serveChannel(channel, new Map());
    channel.arrive(['ping', 5]);
    expect(channel.sent).toEqual([['pong', 5]]);
  });
});
