import { AppError, assertNever, isCanceled, toAppError, toWireError, type WireError } from '../errors';
import type { Channel } from './channel';
import { Drain, defaultHighWaterBytes } from './drain';
import { defaultMaxLiveCalls, type Frame } from './frames';
import { ServerCall } from './server-call';
import { pumpStream } from './stream-pump';
import { describeError, type ErrorReporter, reportSafely } from './wire-error';

/**
 * Answers one call: a JSON-safe value or a whole Uint8Array, or an async iterable of such. It validates its input
 * itself. `signal` is aborted when nobody waits for the answer any more.
 */
export type Procedure = (input: unknown, options: { readonly signal: AbortSignal }) => Promise<unknown>;

export interface ServeOptions {
  /** Calls that may run at the same time, those included that were aborted and have not ended yet. Default 1024. */
  readonly maxLiveCalls?: number;
  /** Bytes waiting in the transport above which results and streams wait too. Default 8 MiB. */
  readonly highWaterBytes?: number;
  /** Logs what nobody expected; returns the error id that the client is told. */
  readonly onError?: ErrorReporter;
}

export interface ServedChannel {
  /** Aborts every call and closes the channel. */
  dispose(): void;
  /** Calls whose handlers have not ended. */
  readonly liveCalls: number;
}

/**
 * Answers the calls of one channel from a map of procedures by path (`images.list`); nothing outside the map can be
 * reached. A peer that breaks the protocol finds the channel closed; a closed channel aborts all of its calls.
 */
export function serveChannel(
  channel: Channel,
  procedures: ReadonlyMap<string, Procedure>,
  options: ServeOptions = {},
): ServedChannel {
  return new ChannelServer(channel, procedures, options);
}

class ChannelServer implements ServedChannel {
  readonly #channel: Channel;
  readonly #procedures: ReadonlyMap<string, Procedure>;
  readonly #options: ServeOptions;
  readonly #drain: Drain;
  readonly #calls = new Map<number, ServerCall>();

  constructor(channel: Channel, procedures: ReadonlyMap<string, Procedure>, options: ServeOptions) {
    this.#channel = channel;
    this.#procedures = procedures;
    this.#options = options;
    this.#drain = new Drain(channel, options.highWaterBytes ?? defaultHighWaterBytes);
    channel.onFrame((frame) => this.#receive(frame));
    channel.onClose(() => this.#abortAll());
  }

  get liveCalls(): number {
    return this.#calls.size;
  }

  dispose(): void {
    this.#channel.close(new AppError('unavailable', 'the back end is shutting down'));
  }

  #abortAll(): void {
    for (const call of this.#calls.values()) call.abort();
  }

  /** Aborts and credits of unknown calls are late ones: they crossed the answer. */
  #receive(frame: Frame): void {
    const id = frame[1];
    switch (frame[0]) {
      case 'call':
        this.#accept(id, frame[2], frame[3]);
        break;
      case 'abort':
        this.#calls.get(id)?.abort();
        break;
      case 'credit':
        this.#calls.get(id)?.grant(frame[2]);
        break;
      case 'ping':
        this.#answerNow(['pong', id]);
        break;
      case 'result':
      case 'error':
      case 'stream':
      case 'item':
      case 'end':
      case 'pong':
        this.#channel.close(protocolError(`a client does not send ${frame[0]} frames`));
        break;
      default:
        assertNever(frame, 'frame');
    }
  }

  #accept(id: number, path: string, input: unknown): void {
    const limit = this.#options.maxLiveCalls ?? defaultMaxLiveCalls;
    const procedure = this.#procedures.get(path);
    if (this.#calls.has(id)) {
      this.#channel.close(protocolError(`call ${id} is running already`));
    } else if (!procedure) {
      this.#refuse(id, new AppError('not_found', `there is no procedure ${path}`));
    } else if (this.#calls.size >= limit) {
      const message = `more than ${limit} calls at the same time`;
      this.#refuse(id, new AppError('resource_exhausted', message, { details: { limit } }));
    } else {
      const call = new ServerCall();
      this.#calls.set(id, call);
      void this.#run(id, path, call, () => procedure(input, { signal: call.signal }));
    }
  }

  #refuse(id: number, error: AppError): void {
    this.#answerNow(['error', id, toWireError(error)]);
  }

  /** Answers that wait for nothing must not pile up for a peer that asks and never reads. */
  #answerNow(frame: Frame): void {
    if (this.#drain.isFlooded) {
      this.#channel.close(new AppError('resource_exhausted', 'the client does not read its answers'));
    } else {
      this.#channel.send(frame);
    }
  }

  async #run(id: number, path: string, call: ServerCall, invoke: () => Promise<unknown>): Promise<void> {
    try {
      const output = await invoke();
      if (isAsyncIterable(output)) await this.#stream(id, path, call, output);
      else await this.#answer(id, call, output);
    } catch (thrown) {
      if (!call.isAborted()) this.#fail(id, describeError(thrown, path, this.#options.onError));
    } finally {
      this.#calls.delete(id);
    }
  }

  /** An error that is itself too large or not JSON-safe still has to settle the call. */
  #fail(id: number, error: WireError): void {
    try {
      this.#channel.send(['error', id, error]);
    } catch {
      this.#channel.send(['error', id, { code: error.code, message: 'the error cannot be described' }]);
    }
  }

  /** A value that cannot cross is our own fault, not an invalid argument of the client. */
  #sendValue(frame: Frame): void {
    try {
      this.#channel.send(frame);
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.code !== 'invalid_argument') throw error;
      throw new AppError('internal', `the answer cannot be sent: ${error.message}`, { cause: thrown });
    }
  }

  async #answer(id: number, call: ServerCall, output: unknown): Promise<void> {
    if (this.#drain.isFull) await this.#drain.wait();
    if (!call.isAborted()) this.#sendValue(['result', id, output]);
  }

  #stream(id: number, path: string, call: ServerCall, source: AsyncIterable<unknown>): Promise<void> {
    if (!call.isAborted()) this.#channel.send(['stream', id]);
    return pumpStream(source, call, {
      whenWritable: () => (this.#drain.isFull ? this.#drain.wait() : Promise.resolve()),
      item: (value) => this.#sendValue(['item', id, value]),
      end: (value) => this.#sendValue(['end', id, value]),
      cleanupFailed: (thrown) => {
        if (!isCanceled(thrown)) reportSafely(thrown, path, this.#options.onError);
      },
    });
  }
}

function isAsyncIterable(value: unknown): value is AsyncIterable<unknown> {
  return typeof value === 'object' && value !== null && Symbol.asyncIterator in value;
}

function protocolError(message: string): AppError {
  return new AppError('invalid_argument', message);
}
