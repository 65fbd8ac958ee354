import type { Readable } from 'node:stream';
import type { EngineInfo } from '../../../common/contract/engines';
import { AppError, toAppError } from '../../../common/errors';
import { type EventRing, parseEngineEvent, toSince } from './engine-events';
import type { EngineLoad } from './engine-load';
import { probeEngine } from './engine-probe';
import { HttpEngineApi } from './http-engine-api';
import { jsonLines } from './json-lines';
import type { Transport } from './transport/transport';

/** All times in milliseconds. */
export interface SessionTimings {
  /** For each question of the first look at an engine. */
  readonly probeMs: number;
  /** Between two signs of life that are asked for. */
  readonly pingEveryMs: number;
  /** For such a sign; the second miss in a row ends the session. */
  readonly pingMs: number;
  /** A request that waits this long makes it ask for a sign at once. */
  readonly suspectMs: number;
}

export interface SessionOptions {
  readonly engineId: string;
  readonly createTransport: () => Transport;
  readonly load: EngineLoad;
  readonly ring: EventRing;
  readonly timings: SessionTimings;
  /** Aborted when the connection is not wanted any more. */
  readonly signal: AbortSignal;
}

/** No event of an engine is longer than this; labels are part of it. */
const maxEventBytes = 1024 * 1024;

/** One unbroken time with an engine: from a good first look until its event stream ends or it stops answering. */
export class EngineSession {
  readonly info: EngineInfo;
  readonly api: HttpEngineApi;
  /** Why it ended; resolves once. */
  readonly ended: Promise<AppError>;
  readonly #end: (error: AppError) => void;
  readonly #events: Readable;
  readonly #options: SessionOptions;
  #check: Promise<void> | undefined;

  private constructor(
    options: SessionOptions,
    parts: { info: EngineInfo; api: HttpEngineApi; events: Readable; onEnd: (error: AppError) => void },
  ) {
    this.info = parts.info;
    this.api = parts.api;
    this.#events = parts.events;
    this.#options = options;
    let resolve: (error: AppError) => void = () => {};
    this.ended = new Promise((settle) => {
      resolve = settle;
    });
    this.#end = (error) => {
      parts.onEnd(error);
      resolve(error);
    };
    const timer = setInterval(() => this.checkNow(), options.timings.pingEveryMs);
    void this.ended.then(() => clearInterval(timer));
    const onAbort = (): void => this.close();
    options.signal.addEventListener('abort', onAbort, { once: true });
    void this.ended.then(() => options.signal.removeEventListener('abort', onAbort));
  }

  /**
   * The first look and the event stream; the stream is open when this resolves, so nothing that happens from now on
   * is missed.
   * @throws AppError with the reason in `details.reason`
   */
  static async open(options: SessionOptions): Promise<EngineSession> {
    const { load, ring, timings, signal } = options;
    const transport = options.createTransport();
    const life = new AbortController();
    const onAbort = (): void => life.abort(canceled());
    signal.addEventListener('abort', onAbort, { once: true });
    try {
      const { prefix, info } = await probeEngine(transport, load, life.signal, timings.probeMs);
      const api = new HttpEngineApi({ transport, prefix, load, signal: life.signal });
      const since = ring.newest === undefined ? undefined : toSince(ring.newest);
      const events = await api.read({ path: '/events', query: { since }, timeoutMs: timings.probeMs });
      return new EngineSession(options, {
        info,
        api,
        events,
        onEnd: (error) => {
          // In this order: whoever waits for an answer hears why, not that a socket was closed.
          life.abort(error);
          transport.close();
        },
      });
    } catch (error) {
      life.abort(canceled());
      transport.close();
      throw withLastWords(toAppError(error), transport);
    } finally {
      signal.removeEventListener('abort', onAbort);
    }
  }

  /** Reads the event stream until the session ends. `onEvent` gets each new event once. */
  async readEvents(onEvent: (event: ReturnType<EventRing['list']>[number]) => void): Promise<void> {
    const { engineId, ring } = this.#options;
    try {
      const lines = jsonLines(this.#events, { maxLineBytes: maxEventBytes, rejectErrors: false });
      for await (const { text, value } of lines) {
        const timed = parseEngineEvent(text, value, engineId);
        if (ring.add(timed)) onEvent(timed.event);
      }
      this.#end(lost('The engine ended its event stream.'));
    } catch (error) {
      this.#end(lost(toAppError(error).message, error));
    }
  }

  /** Asks for a sign of life; without one, twice, the session ends. */
  checkNow(): void {
    this.#check ??= this.#ping().finally(() => {
      this.#check = undefined;
    });
  }

  async #ping(): Promise<void> {
    // Behind slow requests it would wait for a free connection and take a busy engine for a silent one.
    const ask = (): Promise<void> =>
      this.api.send({ path: '/_ping', timeoutMs: this.#options.timings.pingMs, ownConnection: true });
    try {
      await ask().catch(ask);
    } catch (error) {
      const { message, code } = toAppError(error);
      const reason = code === 'deadline_exceeded' ? 'timeout' : 'lost';
      this.#end(new AppError('unavailable', message, { details: { reason }, cause: error }));
    }
  }

  close(): void {
    this.#end(canceled());
  }
}

function lost(message: string, cause?: unknown): AppError {
  return new AppError('unavailable', message, { details: { reason: 'lost' }, cause });
}

function canceled(): AppError {
  return new AppError('unavailable', 'The engine is not connected: the connection was closed.', {
    details: { reason: 'other' },
  });
}

/** What a helper program said explains more than a closed stream does. */
function withLastWords(error: AppError, transport: Transport): AppError {
  const words = transport.lastWords();
  if (!words || error.message.includes(words)) return error;
  return new AppError(error.code, `${error.message}\n${words}`, { details: error.details, cause: error });
}
