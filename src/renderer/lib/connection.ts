import type { ClientLink, ClientOptions } from '@orpc/client';
import { AppError, toAppError } from '../../common/errors';
import { type Channel, createLink, type LinkContext } from '../../common/rpc';

/** Times are milliseconds since the epoch. */
export type TransportState =
  | { readonly kind: 'connecting'; readonly since: number }
  | { readonly kind: 'open'; readonly since: number }
  | {
      readonly kind: 'lost';
      readonly since: number;
      readonly attempt: number;
      /** Absent while an attempt is under way. */
      readonly retryAt?: number;
      readonly error: AppError;
    }
  /** There is no valid session; only a new link helps. `error.details.reason` says why (see lib/session). */
  | { readonly kind: 'locked'; readonly since: number; readonly error: AppError };

export interface ConnectionOptions {
  /** Opens a channel that is ready to carry calls. Rejects with `unauthenticated` when trying again is no use. */
  readonly open: (signal: AbortSignal) => Promise<Channel>;
  /** See LinkOptions; for sockets. */
  readonly heartbeatMs?: number;
  /** Milliseconds before attempt n (from 1); default 0.5 s doubling to 15 s. */
  readonly delay?: (attempt: number) => number;
}

const defaultDelay = (attempt: number): number => {
  const full = Math.min(15_000, 500 * 2 ** (attempt - 1));
  // Several tabs must not come back in the same instant.
  return full * (0.75 + Math.random() / 4);
};

/**
 * Keeps one channel to the back end open and offers one link that outlives it. A call in flight rejects with
 * `unavailable` when the channel closes; a call made before the first opening waits for it.
 */
export class Connection implements ClientLink<LinkContext> {
  readonly #options: ConnectionOptions;
  readonly #listeners = new Set<() => void>();
  readonly #stopped = new AbortController();
  #state: TransportState = { kind: 'connecting', since: Date.now() };
  #link: ClientLink<LinkContext> | undefined;
  #channel: Channel | undefined;
  #wake: (() => void) | undefined;
  #running = false;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  get state(): TransportState {
    return this.#state;
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  };

  /** Also to go on after `locked`, when there is a new session. */
  start(): void {
    if (this.#running) return;
    this.#running = true;
    if (this.#state.kind === 'locked') this.#set({ kind: 'connecting', since: Date.now() });
    void this.#run().finally(() => {
      this.#running = false;
    });
  }

  stop(): void {
    this.#stopped.abort();
    this.#wake?.();
    this.#channel?.close();
  }

  /** Ends the waiting between two attempts: the user asked, or the network is back. */
  retryNow(): void {
    this.#wake?.();
  }

  /** Resolves when calls can be made. Rejects only when the signal is aborted. */
  whenOpen(signal?: AbortSignal): Promise<void> {
    if (this.#state.kind === 'open') return Promise.resolve();
    return new Promise((resolve, reject) => {
      const settle = (finish: () => void) => (): void => {
        leave();
        signal?.removeEventListener('abort', abort);
        finish();
      };
      const abort = settle(() => reject(new AppError('canceled', 'no longer waiting for the connection')));
      const leave = this.subscribe(() => {
        if (this.#state.kind === 'open') settle(resolve)();
      });
      if (signal?.aborted) abort();
      else signal?.addEventListener('abort', abort);
    });
  }

  async call(path: readonly string[], input: unknown, options: ClientOptions<LinkContext>): Promise<unknown> {
    if (this.#state.kind === 'connecting') await this.whenOpen(options.signal);
    if (!this.#link) {
      throw new AppError('unavailable', 'there is no connection to the back end', {
        details: { reason: 'disconnected' },
      });
    }
    return this.#link.call(path, input, options);
  }

  #set(state: TransportState): void {
    this.#state = state;
    for (const listener of [...this.#listeners]) listener();
  }

  async #run(): Promise<void> {
    let attempt = 0;
    while (!this.#stopped.signal.aborted) {
      try {
        const channel = await this.#options.open(this.#stopped.signal);
        attempt = 0;
        const reason = await this.#use(channel);
        this.#lose(reason, 1, undefined);
      } catch (thrown) {
        const error = toAppError(thrown);
        if (error.code === 'unauthenticated') {
          this.#set({ kind: 'locked', since: Date.now(), error });
          return;
        }
        this.#lose(error, attempt + 1, undefined);
      }
      attempt += 1;
      await this.#pause(attempt);
    }
  }

  /** Resolves with the reason when the channel has closed. */
  #use(channel: Channel): Promise<AppError> {
    const { heartbeatMs } = this.#options;
    this.#channel = channel;
    this.#link = createLink(channel, heartbeatMs === undefined ? {} : { heartbeatMs });
    this.#set({ kind: 'open', since: Date.now() });
    return new Promise((resolve) => {
      channel.onClose((reason) => {
        this.#link = undefined;
        this.#channel = undefined;
        resolve(reason ?? new AppError('unavailable', 'the back end closed the connection'));
      });
    });
  }

  #lose(error: AppError, attempt: number, retryAt: number | undefined): void {
    const since = this.#state.kind === 'lost' ? this.#state.since : Date.now();
    this.#set({ kind: 'lost', since, attempt, error, ...(retryAt === undefined ? {} : { retryAt }) });
  }

  async #pause(attempt: number): Promise<void> {
    if (this.#stopped.signal.aborted || this.#state.kind !== 'lost') return;
    const milliseconds = (this.#options.delay ?? defaultDelay)(attempt);
    const { error } = this.#state;
    this.#lose(error, attempt, Date.now() + milliseconds);
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
    this.#wake = undefined;
    if (!this.#stopped.signal.aborted) this.#lose(error, attempt, undefined);
  }
}
