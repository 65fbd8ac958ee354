import { isCanceled, toWireError, type WireError } from '../../common/errors';

/** Where a live store gets its events from, and how they make a state. */
export interface LiveSource<State, Event> {
  readonly initial: State;
  /** Resolves when it makes sense to open; rejects when aborted. */
  readonly ready: (signal: AbortSignal) => Promise<void>;
  /** The stream; whatever it begins with must make the state right again after a loss. */
  readonly open: (signal: AbortSignal) => AsyncIterable<Event>;
  /** Returns the same state when nothing changed. */
  readonly reduce: (state: State, event: Event) => State;
  /** The stream ended; it is opened again by itself. */
  readonly lost: (state: State, at: number, error: WireError | undefined) => State;
  /** The orderly end of the stream is the end: a log of a job that has ended. Default: it is opened again. */
  readonly ends?: boolean;
}

export interface LiveStore<State> {
  subscribe(listener: () => void): () => void;
  getState(): State;
}

export interface LiveStoreOptions {
  /** How long the stream stays open after the last listener left: pages change. Default 5 s. */
  readonly lingerMs?: number;
  /** Pause before a stream that ended is opened again. Default 1 s. */
  readonly reopenMs?: number;
  /** Calls back before the next paint; tests hand in their own. */
  readonly schedule?: (flush: () => void) => void;
}

/** Once per frame. A hidden page paints no frames, but its tray and title live on. */
function scheduleFrame(flush: () => void): void {
  let done = false;
  const once = (): void => {
    if (done) return;
    done = true;
    flush();
  };
  requestAnimationFrame(once);
  setTimeout(once, 250);
}

function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(finish, milliseconds);
    signal.addEventListener('abort', finish, { once: true });
    function finish(): void {
      clearTimeout(timer);
      signal.removeEventListener('abort', finish);
      resolve();
    }
  });
}

/**
 * Shares one stream among all who look at it: opened with the first listener, closed some seconds after the last one,
 * opened again when it ends. Events that come within one frame make one change.
 */
export function createLiveStore<State, Event>(
  source: LiveSource<State, Event>,
  options: LiveStoreOptions = {},
): LiveStore<State> {
  const { lingerMs = 5000, reopenMs = 1000, schedule = scheduleFrame } = options;
  const listeners = new Set<() => void>();
  let state = source.initial;
  let pending: Event[] = [];
  let running: AbortController | undefined;
  let lingering: ReturnType<typeof setTimeout> | undefined;

  const set = (next: State): void => {
    if (next === state) return;
    state = next;
    for (const listener of [...listeners]) listener();
  };
  const flush = (): void => {
    const events = pending;
    pending = [];
    set(events.reduce(source.reduce, state));
  };
  const push = (event: Event): void => {
    pending.push(event);
    if (pending.length === 1) schedule(flush);
  };
  const run = async (signal: AbortSignal): Promise<void> => {
    while (!signal.aborted) {
      let error: WireError | undefined;
      try {
        await source.ready(signal);
        for await (const event of source.open(signal)) push(event);
        if (source.ends) {
          flush();
          return;
        }
      } catch (thrown) {
        if (signal.aborted) return;
        error = isCanceled(thrown) ? undefined : toWireError(thrown);
      }
      if (signal.aborted) return;
      flush();
      set(source.lost(state, Date.now(), error));
      await pause(reopenMs, signal);
    }
  };
  const stop = (): void => {
    lingering = undefined;
    running?.abort();
    running = undefined;
    pending = [];
    // What was known is kept for the next look, but it is not live any more.
    set(source.lost(state, Date.now(), undefined));
  };

  return {
    subscribe(listener) {
      listeners.add(listener);
      clearTimeout(lingering);
      lingering = undefined;
      if (!running) {
        running = new AbortController();
        void run(running.signal);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size === 0) lingering = setTimeout(stop, lingerMs);
      };
    },
    getState: () => state,
  };
}
