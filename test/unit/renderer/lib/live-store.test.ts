import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createLiveStore, type LiveSource } from '../../../../src/renderer/lib/live-store';

interface State {
  readonly sum: number;
  readonly lost: number;
}

/** A stream that the test feeds, ends and breaks. */
function createFeed() {
  let wake: (() => void) | undefined;
  let queue: number[] = [];
  let ending: 'end' | 'break' | undefined;
  let opened = 0;
  const signals: AbortSignal[] = [];
  async function* open(signal: AbortSignal): AsyncGenerator<number> {
    opened += 1;
    signals.push(signal);
    signal.addEventListener('abort', () => wake?.());
    while (!signal.aborted) {
      const next = queue.shift();
      if (next !== undefined) yield next;
      else if (ending === 'end') {
        ending = undefined;
        return;
      } else if (ending === 'break') {
        ending = undefined;
        throw new Error('broken');
      } else
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
    }
  }
  const tell = (): void => wake?.();
  return {
    open,
    push: (...events: number[]) => {
      queue = [...queue, ...events];
      tell();
    },
    finish: (how: 'end' | 'break') => {
      ending = how;
      tell();
    },
    opened: () => opened,
    aborted: () => signals.map((signal) => signal.aborted),
  };
}

function createSource(feed: ReturnType<typeof createFeed>, ends = false): LiveSource<State, number> {
  return {
    initial: { sum: 0, lost: 0 },
    ready: async () => undefined,
    open: feed.open,
    reduce: (state, event) => (event === 0 ? state : { ...state, sum: state.sum + event }),
    lost: (state) => ({ ...state, lost: state.lost + 1 }),
    ends,
  };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const options = {
  lingerMs: 1000,
  reopenMs: 100,
  schedule: (flush: () => void) => void setTimeout(flush, 16),
};

describe('createLiveStore', () => {
  it('opens one stream for all listeners and closes it a while after the last one has left', async () => {
    const feed = createFeed();
    const store = createLiveStore(createSource(feed), options);
    const leaveFirst = store.subscribe(() => undefined);
    const leaveSecond = store.subscribe(() => undefined);
    await vi.advanceTimersByTimeAsync(10);
    leaveFirst();
    leaveSecond();
    await vi.advanceTimersByTimeAsync(900);
    expect(feed.aborted()).toEqual([false]);
    store.subscribe(() => undefined);
    await vi.advanceTimersByTimeAsync(5000);
    expect(feed.opened()).toBe(1);
    expect(feed.aborted()).toEqual([false]);
  });

  it('ends the stream when nobody came back', async () => {
    const feed = createFeed();
    const store = createLiveStore(createSource(feed), options);
    const leave = store.subscribe(() => undefined);
    await vi.advanceTimersByTimeAsync(10);
    leave();
    await vi.advanceTimersByTimeAsync(1100);
    expect(feed.aborted()).toEqual([true]);
    expect(store.getState().lost).toBe(1);
  });

  it('makes one change of the events of one frame', async () => {
    const feed = createFeed();
    const store = createLiveStore(createSource(feed), options);
    const listener = vi.fn();
    store.subscribe(listener);
    await vi.advanceTimersByTimeAsync(1);
    feed.push(...Array.from({ length: 1000 }, () => 1));
    await vi.advanceTimersByTimeAsync(40);
    expect(store.getState().sum).toBe(1000);
    expect(listener.mock.calls.length).toBeLessThanOrEqual(2);
  });

  it('tells nobody when nothing changed', async () => {
    const feed = createFeed();
    const store = createLiveStore(createSource(feed), options);
    const listener = vi.fn();
    store.subscribe(listener);
    feed.push(0, 0);
    await vi.advanceTimersByTimeAsync(40);
    expect(listener).not.toHaveBeenCalled();
  });

  it.each(['end', 'break'] as const)(
    'opens the stream again after its %s, and says that it was lost',
    async (how) => {
      const feed = createFeed();
      const store = createLiveStore(createSource(feed), options);
      store.subscribe(() => undefined);
      feed.push(1);
      await vi.advanceTimersByTimeAsync(20);
      feed.push(2);
      feed.finish(how);
      await vi.advanceTimersByTimeAsync(20);
      // What came before the end is not dropped with it.
      expect(store.getState()).toEqual({ sum: 3, lost: 1 });
      await vi.advanceTimersByTimeAsync(200);
      expect(feed.opened()).toBe(2);
    },
  );

  it('leaves a stream that is allowed to end alone', async () => {
    const feed = createFeed();
    const store = createLiveStore(createSource(feed, true), options);
    store.subscribe(() => undefined);
    feed.push(5);
    feed.finish('end');
    await vi.advanceTimersByTimeAsync(500);
    expect(feed.opened()).toBe(1);
    expect(store.getState()).toEqual({ sum: 5, lost: 0 });
  });
});
