import { describe, expect, test, vi } from 'vitest';
import { AppError } from '../../../../src/common/errors';
import { type Procedure, type ServeOptions, serveChannel } from '../../../../src/common/rpc';
import { creditWindow, maxCredit } from '../../../../src/common/rpc/frames';
import { FakeChannel } from './fake-channel';

function serve(procedure: Procedure, options: ServeOptions = {}) {
  const channel = new FakeChannel();
  const served = serveChannel(channel, new Map([['test.run', procedure]]), options);
  return { channel, served };
}

async function* countForever() {
  for (let item = 0; ; item += 1) yield item;
}

const items = (channel: FakeChannel) => channel.sent.filter(([kind]) => kind === 'item').length;

describe('back-pressure', () => {
  test('collected credit is bounded', async () => {
    let open: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => {
      open = resolve;
    });
    const { channel } = serve(async () => {
      await gate;
      return countForever();
    });
    channel.arrive(['call', 1, 'test.run']);
    for (let grant = 0; grant < 100; grant += 1) channel.arrive(['credit', 1, maxCredit]);
    open();
    await vi.waitFor(() => expect(items(channel)).toBe(maxCredit));
    channel.arrive(['credit', 1, 1]);
    await vi.waitFor(() => expect(items(channel)).toBe(maxCredit + 1));
    channel.close();
  });

  test('a stream waits while the transport is full', async () => {
    const { channel } = serve(async () => countForever(), { highWaterBytes: 1000 });
    channel.bufferedBytes = 1001;
    channel.arrive(['call', 1, 'test.run']);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect(items(channel)).toBe(0);
    channel.bufferedBytes = 1000;
    await vi.waitFor(() => expect(items(channel)).toBe(creditWindow));
    channel.close();
  });

  test('a result waits while the transport is full', async () => {
    const { channel, served } = serve(async () => 'large', { highWaterBytes: 1000 });
    channel.bufferedBytes = 1001;
    channel.arrive(['call', 1, 'test.run']);
    await new Promise((resolve) => setTimeout(resolve, 30));
    expect([channel.sent, served.liveCalls]).toEqual([[], 1]);
    channel.bufferedBytes = 0;
    await vi.waitFor(() => expect(channel.sent).toEqual([['result', 1, 'large']]));
  });

  test('a full transport that closes leaves nothing waiting', async () => {
    const { channel, served } = serve(async () => countForever(), { highWaterBytes: 1000 });
    channel.bufferedBytes = 5000;
    channel.arrive(['call', 1, 'test.run']);
    await Promise.resolve();
    channel.close();
    await vi.waitFor(() => expect(served.liveCalls).toBe(0));
  });

  test('who asks without reading the answers loses the connection', () => {
    const { channel } = serve(async () => 'never', { highWaterBytes: 1000 });
    channel.bufferedBytes = 4000;
    channel.arrive(['ping', 1]);
    expect(channel.sent).toHaveLength(1);
    channel.bufferedBytes = 4001;
    channel.arrive(['call', 1, 'no.such']);
    expect(channel.closed).toMatchObject([{ code: 'resource_exhausted' }]);
  });
});

describe('errors', () => {
  test.each<readonly [string, unknown, object]>([
    [
      'an AppError',
      new AppError('not_found', 'no such image'),
      { code: 'not_found', message: 'no such image' },
    ],
    ['an Error', new Error('broken'), { code: 'internal', message: 'broken', errorId: 'id' }],
    ['text', 'broken', { code: 'unknown', message: 'broken', errorId: 'id' }],
    ['undefined', undefined, { code: 'unknown', errorId: 'id' }],
    ['what cannot be printed', Object.create(null), { code: 'unknown', errorId: 'id' }],
    [
      'an internal AppError that was logged',
      new AppError('internal', 'x', { errorId: 'own' }),
      { errorId: 'own' },
    ],
    ['an abort of its own', new DOMException('gave up', 'AbortError'), { code: 'canceled' }],
  ])('%s settles the call', async (_, thrown, wire) => {
    const { channel } = serve(() => Promise.reject(thrown), { onError: () => 'id' });
    channel.arrive(['call', 1, 'test.run']);
    await vi.waitFor(() => expect(channel.sent).toMatchObject([['error', 1, wire]]));
  });

  test('a procedure that throws at once settles the call', async () => {
    const { channel, served } = serve(() => {
      throw new AppError('conflict', 'now');
    });
    channel.arrive(['call', 1, 'test.run']);
    await vi.waitFor(() =>
      expect(channel.sent).toEqual([['error', 1, { code: 'conflict', message: 'now' }]]),
    );
    expect(served.liveCalls).toBe(0);
  });

  test('details that no client could read are left out', async () => {
    const details = { nested: { deep: 1 } } as never;
    const { channel } = serve(() => Promise.reject(new AppError('conflict', 'now', { details })));
    channel.arrive(['call', 1, 'test.run']);
    await vi.waitFor(() =>
      expect(channel.sent).toEqual([['error', 1, { code: 'conflict', message: 'now' }]]),
    );
  });

  test('a failing reporter does not replace the error', async () => {
    const { channel } = serve(() => Promise.reject(new Error('broken')), {
      onError: () => {
        throw new Error('the disk is full');
      },
    });
    channel.arrive(['call', 1, 'test.run']);
    await vi.waitFor(() =>
      expect(channel.sent).toEqual([['error', 1, { code: 'internal', message: 'broken' }]]),
    );
  });

  test('what an aborted handler throws is not sent', async () => {
    const onError = vi.fn(() => 'id');
    const stopped = (signal: AbortSignal) =>
      new Promise((_, reject) => {
        signal.addEventListener('abort', () => reject(new Error('stopped')));
      });
    const { channel, served } = serve((_input, { signal }) => stopped(signal), { onError });
    channel.arrive(['call', 1, 'test.run']);
    channel.arrive(['abort', 1]);
    await vi.waitFor(() => expect(served.liveCalls).toBe(0));
    expect(channel.sent).toEqual([]);
    expect(onError).not.toHaveBeenCalled();
  });

  test('a generator that fails while it is being ended is logged', async () => {
    const onError = vi.fn(() => 'id');
    let release: (item: number) => void = () => undefined;
    const held = new Promise<number>((resolve) => {
      release = resolve;
    });
    async function* leaky() {
      try {
        yield 1;
        yield await held;
      } finally {
        // biome-ignore lint/correctness/noUnsafeFinally: this is the fault that is tested
        throw new Error('cannot close');
      }
    }
    const { channel, served } = serve(async () => leaky(), { onError });
    channel.arrive(['call', 1, 'test.run']);
    await vi.waitFor(() => expect(items(channel)).toBe(1));
    channel.arrive(['abort', 1]);
    release(2);
    await vi.waitFor(() => expect(served.liveCalls).toBe(0));
    expect(onError).toHaveBeenCalledWith(expect.objectContaining({ message: 'cannot close' }), 'test.run');
  });
});

describe('live calls', () => {
  test('a handler that ignores its abort still counts against the limit', async () => {
    let finish: (value: string) => void = () => undefined;
    const procedure = () => new Promise<string>((resolve) => (finish = resolve));
    const { channel, served } = serve(procedure, { maxLiveCalls: 1 });
    channel.arrive(['call', 1, 'test.run']);
    channel.arrive(['abort', 1]);
    channel.arrive(['call', 2, 'test.run']);
    expect(served.liveCalls).toBe(1);
    expect(channel.sent).toMatchObject([['error', 2, { code: 'resource_exhausted' }]]);
    finish('late');
    await vi.waitFor(() => expect(served.liveCalls).toBe(0));
    expect(channel.sent).toHaveLength(1);
  });

  test('a stream that is returned after the abort is ended without an item', async () => {
    let ended = false;
    const source: AsyncIterableIterator<number> = {
      next: async () => ({ done: false, value: 1 }),
      return: async () => {
        ended = true;
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
    const { channel, served } = serve(async () => source);
    channel.arrive(['call', 1, 'test.run']);
    channel.arrive(['abort', 1]);
    await vi.waitFor(() => expect(served.liveCalls).toBe(0));
    expect([ended, channel.sent]).toEqual([true, []]);
  });

  test('ends once per abort, also when the iterator waits for its next item', async () => {
    const returned = vi.fn();
    let wake: (step: IteratorResult<number>) => void = () => undefined;
    const source: AsyncIterableIterator<number> = {
      next: () => new Promise((resolve) => (wake = resolve)),
      return: async () => {
        returned();
        wake({ done: true, value: undefined });
        return { done: true, value: undefined };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
    const { channel, served } = serve(async () => source);
    channel.arrive(['call', 1, 'test.run']);
    await vi.waitFor(() => expect(channel.sent).toEqual([['stream', 1]]));
    channel.arrive(['abort', 1]);
    channel.arrive(['abort', 1]);
    channel.close();
    await vi.waitFor(() => expect(served.liveCalls).toBe(0));
    expect(returned).toHaveBeenCalledTimes(1);
    expect(channel.sent).toEqual([['stream', 1]]);
  });
});
