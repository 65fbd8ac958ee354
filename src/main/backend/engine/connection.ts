import type { IncomingHttpHeaders } from 'node:http';
import type { Duplex, Readable } from 'node:stream';
import type { z } from 'zod';
import type { EngineEvent, EngineInfo, EngineState } from '../../../common/contract/engines';
import { AppError, isAppError, isCanceled, toAppError, toWireError } from '../../../common/errors';
import type { Logger } from '../platform/platform';
import { pauseAfter, waitForReturn } from './back-off';
import type { EngineAddress } from './endpoint';
import type { EngineApi, EngineRequest } from './engine-api';
import type { ConnectionSignal, EngineConnection } from './engine-connection';
import { reasonOf } from './engine-error';
import { EventRing } from './engine-events';
import type { EngineLoad } from './engine-load';
import { EngineSession, type SessionTimings } from './engine-session';
import type { Transport } from './transport/transport';

export interface ConnectionOptions {
  readonly id: string;
  /** Undefined for an engine whose address cannot be read; `createTransport` then throws why. */
  readonly address: EngineAddress | undefined;
  readonly createTransport: () => Transport;
  readonly load: EngineLoad;
  readonly logger: Logger;
  readonly now: () => number;
  /** The command that mends a failure, if there is one. Must not reject. */
  readonly nextStep: (error: AppError) => Promise<string | undefined>;
  readonly timings?: Partial<SessionTimings>;
}

/** A session that ends sooner than this counts as a failure: an engine that always hangs up is not asked in a loop. */
const stableMs = 5000;

/** See `EngineConnection`; the registry starts and stops it. */
export class Connection implements EngineConnection, EngineApi {
  readonly id: string;
  readonly address: EngineAddress | undefined;
  readonly #options: ConnectionOptions;
  readonly #timings: SessionTimings;
  readonly #ring = new EventRing();
  readonly #listeners = new Set<(signal: ConnectionSignal) => void>();
  #state: EngineState = { kind: 'disconnected' };
  #session: EngineSession | undefined;
  #life: AbortController | undefined;
  #running: Promise<void> = Promise.resolve();
  #wake: () => void = () => {};

  constructor(options: ConnectionOptions) {
    this.id = options.id;
    this.address = options.address;
    this.#options = options;
    this.#timings = { ...timingsOf(options.address), ...options.timings };
  }

  get state(): EngineState {
    return this.#state;
  }

  get api(): EngineApi {
    return this;
  }

  get isStarted(): boolean {
    return this.#life !== undefined;
  }

  requireInfo(): EngineInfo {
    return this.#require().info;
  }

  recentEvents(): readonly EngineEvent[] {
    return this.#ring.list();
  }

  subscribe(listener: (signal: ConnectionSignal) => void): () => void {
    // The same function may be given twice.
    const own = (signal: ConnectionSignal): void => listener(signal);
    this.#listeners.add(own);
    own(this.#present());
    return () => void this.#listeners.delete(own);
  }

  /** Connects and stays connected; when it waits for its next try, tries at once. */
  start(): void {
    if (this.#life) {
      this.#hurry();
      return;
    }
    const life = new AbortController();
    this.#life = life;
    this.#setState({ kind: 'connecting', since: this.#options.now(), attempt: 1 });
    const before = this.#running;
    this.#running = before.then(() => this.#run(life.signal));
  }

  /** Somebody wants to see whether it works now. */
  #hurry(): void {
    if (this.#state.kind !== 'unreachable') return;
    this.#setState({ kind: 'connecting', since: this.#options.now(), attempt: this.#state.attempt + 1 });
    this.#wake();
  }

  /** Running requests reject with `unavailable`. */
  async stop(): Promise<void> {
    const life = this.#life;
    this.#life = undefined;
    life?.abort();
    if (life) this.#setState({ kind: 'disconnected' });
    await this.#running;
  }

  async #run(signal: AbortSignal): Promise<void> {
    for (let attempt = 1; !signal.aborted; attempt++) {
      const { error, lastedMs } = await this.#hold(attempt, signal);
      if (signal.aborted) return;
      if (lastedMs >= stableMs) attempt = 1;
      const isWoken = await this.#pause(error, attempt, signal);
      if (isWoken) attempt = 0;
    }
  }

  /** One try, and the whole session when it succeeds. */
  async #hold(attempt: number, signal: AbortSignal): Promise<{ error: AppError; lastedMs: number }> {
    const { now, logger } = this.#options;
    try {
      const session = await EngineSession.open({
        ...this.#options,
        engineId: this.id,
        ring: this.#ring,
        timings: this.#timings,
        signal,
      });
      if (signal.aborted) session.close();
      const since = now();
      this.#session = session;
      logger.info('engine connected', { engine: this.id, attempt, apiVersion: session.info.apiVersion });
      if (!signal.aborted) this.#setState({ kind: 'connected', since, info: session.info });
      void session.readEvents((event) => this.#emit({ kind: 'event', event }));
      const error = await session.ended;
      this.#session = undefined;
      return { error, lastedMs: now() - since };
    } catch (thrown) {
      return { error: toAppError(thrown), lastedMs: 0 };
    }
  }

  async #pause(error: AppError, attempt: number, signal: AbortSignal): Promise<boolean> {
    const { now, logger, nextStep } = this.#options;
    const reason = reasonOf(error);
    // An address that is none does not become one.
    const pauseMs = error.code === 'invalid_argument' ? undefined : pauseAfter(reason, attempt);
    const since = this.#state.kind === 'unreachable' ? this.#state.since : now();
    // Watched before the state is told: what comes back meanwhile is not missed.
    const { woken, wake } = waitForReturn(this.address, pauseMs, signal);
    this.#wake = wake;
    const state = {
      kind: 'unreachable',
      since,
      attempt,
      reason,
      error: toWireError(error),
      ...(pauseMs === undefined ? {} : { retryAt: now() + pauseMs }),
    } as const;
    logger.debug('engine unreachable', { engine: this.id, reason, attempt, message: error.message });
    this.#setState(state);
    const command = await nextStep(error);
    if (command !== undefined && !signal.aborted && this.#state === state)
      this.#setState({ ...state, command });
    return await woken;
  }

  #present(): ConnectionSignal {
    return this.#state.kind === 'connected'
      ? { kind: 'connected', info: this.#state.info }
      : { kind: 'lost', state: this.#state };
  }

  #setState(state: EngineState): void {
    this.#state = state;
    this.#emit(this.#present());
  }

  #emit(signal: ConnectionSignal): void {
    for (const listener of [...this.#listeners]) {
      try {
        listener(signal);
      } catch (error) {
        this.#options.logger.error('a listener of an engine failed', error, { engine: this.id });
      }
    }
  }

  #require(): EngineSession {
    if (this.#session && this.#state.kind === 'connected') return this.#session;
    throw notConnected(this.#state);
  }

  json<Schema extends z.ZodType>(request: EngineRequest, schema: Schema): Promise<z.output<Schema>> {
    return this.#watched((session) => session.api.json(request, schema));
  }

  send(request: EngineRequest): Promise<void> {
    return this.#watched((session) => session.api.send(request));
  }

  async head(
    request: EngineRequest,
  ): Promise<{ readonly headers: IncomingHttpHeaders; readonly text: string }> {
    return this.#watched((session) => session.api.head(request));
  }

  read(request: EngineRequest): Promise<Readable> {
    return this.#watched((session) => session.api.read(request));
  }

  async write(request: EngineRequest, body: Readable): Promise<Readable> {
    try {
      return await this.#watched((session) => session.api.write(request, body));
    } catch (error) {
      body.destroy();
      throw error;
    }
  }

  headers(request: EngineRequest): Promise<IncomingHttpHeaders> {
    return this.#watched((session) => session.api.headers(request));
  }

  upgrade(request: EngineRequest): Promise<Duplex> {
    return this.#watched((session) => session.api.upgrade(request));
  }

  /** A request that waits long, timed out or was given up may mean an engine that hangs: ask for a sign of life. */
  async #watched<Value>(use: (session: EngineSession) => Promise<Value>): Promise<Value> {
    const session = this.#require();
    const { suspectMs } = this.#timings;
    const asked = this.#options.now();
    const suspicion = setTimeout(() => session.checkNow(), suspectMs);
    try {
      return await use(session);
    } catch (error) {
      const wasGivenUp = isCanceled(error) && this.#options.now() - asked >= suspectMs / 5;
      if (wasGivenUp || (isAppError(error) && error.code === 'deadline_exceeded')) session.checkNow();
      throw error;
    } finally {
      clearTimeout(suspicion);
    }
  }
}

/** Over ssh every sign of life is a login of its own. */
function timingsOf(address: EngineAddress | undefined): SessionTimings {
  return address?.kind === 'ssh'
    ? { probeMs: 30_000, pingEveryMs: 60_000, pingMs: 20_000, suspectMs: 20_000 }
    : { probeMs: 10_000, pingEveryMs: 60_000, pingMs: 5000, suspectMs: 5000 };
}

function notConnected(state: EngineState): AppError {
  if (state.kind === 'unreachable') {
    return new AppError('unavailable', `The engine cannot be reached: ${state.error.message}`, {
      details: { reason: state.reason },
    });
  }
  const what = state.kind === 'connecting' ? 'being connected' : 'not connected';
  return new AppError('unavailable', `The engine is ${what}.`, { details: { reason: 'other' } });
}
