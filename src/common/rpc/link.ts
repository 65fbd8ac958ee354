import { AsyncIteratorClass, type ClientLink, type ClientOptions } from '@orpc/client';
import { AppError, assertNever, fromWireError, toAppError } from '../errors';
import type { Channel } from './channel';
import { ClientStream } from './client-stream';
import type { Frame } from './frames';
import { startHeartbeat } from './heartbeat';

/** No call carries a client context. */
export type LinkContext = Record<never, never>;

export interface LinkOptions {
  /**
   * Milliseconds of silence after which the server is asked for a sign of life; when it gives none for as long
   * again, the channel is closed. Off by default: ports and local sockets say when the peer has gone, a socket
   * through a tunnel may not.
   */
  readonly heartbeatMs?: number;
}

/**
 * The client side of a channel, for oRPC's `createORPCClient`. Every call settles exactly once; errors are AppErrors:
 * what the server answered, `canceled` after an abort, `unavailable` with `details.reason` = `disconnected` when the
 * channel closes. Streams arrive as async iterators; leaving one (`break`, `return()`) ends it on the server.
 */
export function createLink(channel: Channel, options: LinkOptions = {}): ClientLink<LinkContext> {
  return new ChannelLink(channel, options);
}

interface PendingCall {
  resolve(output: unknown): void;
  reject(error: AppError): void;
  /** Stops listening to the caller's abort signal. */
  release(): void;
  stream?: ClientStream;
}

class ChannelLink implements ClientLink<LinkContext> {
  readonly #channel: Channel;
  readonly #calls = new Map<number, PendingCall>();
  #lastId = 0;
  #disconnected: AppError | undefined;

  constructor(channel: Channel, options: LinkOptions) {
    this.#channel = channel;
    channel.onFrame((frame) => this.#receive(frame));
    channel.onClose((reason) => this.#disconnect(reason));
    if (options.heartbeatMs !== undefined) startHeartbeat(channel, options.heartbeatMs);
  }

  async call(path: readonly string[], input: unknown, options: ClientOptions<LinkContext>): Promise<unknown> {
    if (this.#disconnected) throw this.#disconnected;
    if (options.signal?.aborted) throw canceled(options.signal);
    this.#lastId += 1;
    const id = this.#lastId;
    return new Promise((resolve, reject) => {
      this.#calls.set(id, { resolve, reject, release: this.#listenToAbort(id, options.signal) });
      try {
        this.#channel.send(['call', id, path.join('.'), input]);
      } catch (thrown) {
        this.#settle(id)?.reject(toAppError(thrown));
      }
    });
  }

  #listenToAbort(id: number, signal: AbortSignal | undefined): () => void {
    if (!signal) return () => undefined;
    const abort = (): void => {
      const call = this.#settle(id);
      this.#channel.send(['abort', id]);
      call?.reject(canceled(signal));
      call?.stream?.drop(canceled(signal));
    };
    signal.addEventListener('abort', abort, { once: true });
    return () => signal.removeEventListener('abort', abort);
  }

  #settle(id: number): PendingCall | undefined {
    const call = this.#calls.get(id);
    this.#calls.delete(id);
    call?.release();
    return call;
  }

  /** A server that breaks the protocol cannot be trusted with the other calls either. */
  #receive(frame: Frame): void {
    try {
      this.#handle(frame);
    } catch (thrown) {
      this.#channel.close(toAppError(thrown));
    }
  }

  /** Frames of unknown calls are late ones: they crossed an abort. */
  #handle(frame: Frame): void {
    const id = frame[1];
    switch (frame[0]) {
      case 'result':
        this.#settle(id)?.resolve(frame[2]);
        break;
      case 'error':
        fail(this.#settle(id), fromWireError(frame[2]));
        break;
      case 'stream':
        this.#open(id);
        break;
      case 'item':
        this.#calls.get(id)?.stream?.push(frame[2]);
        break;
      case 'end':
        this.#settle(id)?.stream?.end(frame[2]);
        break;
      case 'pong':
        break;
      case 'call':
      case 'abort':
      case 'credit':
      case 'ping':
        throw new AppError('invalid_argument', `a server does not send ${frame[0]} frames`);
      default:
        assertNever(frame, 'frame');
    }
  }

  #open(id: number): void {
    const call = this.#calls.get(id);
    if (!call || call.stream) return;
    const stream = new ClientStream((count) => this.#channel.send(['credit', id, count]));
    call.stream = stream;
    const leave = async (reason: string): Promise<void> => {
      if (reason !== 'next' && this.#settle(id)) this.#channel.send(['abort', id]);
      stream.drop(undefined);
    };
    call.resolve(new AsyncIteratorClass(() => stream.next(), leave));
  }

  #disconnect(reason: AppError | undefined): void {
    const error = disconnectedError(reason);
    this.#disconnected = error;
    for (const id of [...this.#calls.keys()]) fail(this.#settle(id), error);
  }
}

function fail(call: PendingCall | undefined, error: AppError): void {
  if (call?.stream) call.stream.fail(error);
  else call?.reject(error);
}

function canceled(signal: AbortSignal): AppError {
  return new AppError('canceled', 'the call was canceled', { cause: signal.reason });
}

function disconnectedError(reason: AppError | undefined): AppError {
  const words = reason ? `: ${reason.message}` : '';
  return new AppError('unavailable', `the connection to the back end was lost${words}`, {
    details: { ...reason?.details, reason: 'disconnected' },
    cause: reason,
  });
}
