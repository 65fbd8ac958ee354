import type { ClientRequest, IncomingMessage } from 'node:http';
import { pipeline, type Readable } from 'node:stream';
import { AppError, toAppError } from '../../../common/errors';
import { errorOfAnswer, errorOfSocket } from './engine-error';
import type { Transport, TransportRequest } from './transport/transport';

/** An error's body is read up to here; what an engine says is short. */
const maxErrorBytes = 64 * 1024;

export interface Exchange extends TransportRequest {
  readonly body?: Buffer | Readable | undefined;
  readonly signal?: AbortSignal | undefined;
  /** 0 waits for ever. */
  readonly timeoutMs: number;
}

/** An answer with a good status, and the timer that watches it. */
export interface Answer {
  readonly response: IncomingMessage;
  readonly name: string;
}

/**
 * One request up to the head of its answer. Rejects with an AppError for a socket's failure, for an answer's failure
 * status, when the signal is aborted, and when nothing came in time (counted from the end of the request's body).
 */
export async function exchange(transport: Transport, options: Exchange): Promise<Answer> {
  const name = `${options.method} ${options.path.split('?', 1)[0] ?? ''}`;
  throwIfAborted(options.signal);
  try {
    return await attempt(transport, options, name);
  } catch (error) {
    if (!isStaleConnection(error, options)) throw error;
    return await attempt(transport, options, name);
  }
}

async function attempt(transport: Transport, options: Exchange, name: string): Promise<Answer> {
  const request = transport.open(options);
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    const stop = watch(request, options, name, (error) => {
      request.destroy(error);
      // One that waits for a free connection would tell only when it has got one.
      if (!request.socket) reject(error);
    });
    request.once('response', (answer: IncomingMessage) => {
      stop();
      resolve(answer);
    });
    request.once('upgrade', (_answer: IncomingMessage, socket: { destroy(): void }) => {
      socket.destroy();
      reject(new AppError('data_loss', 'The engine changed the protocol without being asked.'));
    });
    request.on('error', (thrown) => {
      stop();
      reject(tagStale(errorOfSocket(name, thrown, false), request));
    });
    sendBody(request, options.body);
  });
  response.on('error', () => {});
  const status = response.statusCode ?? 0;
  if ((status >= 200 && status < 300) || status === 304) return { response, name };
  if (status < 400) {
    response.destroy();
    throw new AppError('unavailable', `${name} was answered with ${status}: that is no Docker engine`, {
      details: { request: name, status, reason: 'not_an_engine' },
    });
  }
  const answer = watchBody(response, options, name);
  throw errorOfAnswer(name, status, await readHead(answer));
}

/** A body that fails or breaks off ends the request with its own error; an answer before its end ends the body. */
export function sendBody(request: ClientRequest, body: Buffer | Readable | undefined): void {
  if (body === undefined || Buffer.isBuffer(body)) {
    request.end(body);
    return;
  }
  body.once('error', (error) => request.destroy(toAppError(error)));
  pipeline(body, request, (error) => {
    if (error && !body.readableEnded) request.destroy(new AppError('canceled', 'What was sent broke off.'));
  });
}

/** Calls `end` on abort, and when no answer begins in time. Returns the way to stop watching. */
export function watch(
  request: ClientRequest,
  options: Exchange,
  name: string,
  end: (error: AppError) => void,
): () => void {
  const timer = createTimer(options.timeoutMs, () => end(timeoutError(name, options.timeoutMs)));
  const onAbort = (): void => end(abortError(options.signal));
  options.signal?.addEventListener('abort', onAbort, { once: true });
  if (options.body === undefined || Buffer.isBuffer(options.body)) timer.restart();
  else request.once('finish', timer.restart);
  return () => {
    timer.stop();
    options.signal?.removeEventListener('abort', onAbort);
  };
}

/**
 * Ends the answer on abort and, with a time-out, when nothing more of it comes. The given answer is what to read;
 * its errors are those of the socket and must go through `errorOfSocket`.
 */
export function watchBody(response: IncomingMessage, options: Exchange, name: string): IncomingMessage {
  const timer = createTimer(options.timeoutMs, () => response.destroy(timeoutError(name, options.timeoutMs)));
  const onAbort = (): void => void response.destroy(abortError(options.signal));
  options.signal?.addEventListener('abort', onAbort, { once: true });
  if (options.signal?.aborted) onAbort();
  timer.restart();
  response.on('data', timer.restart);
  response.once('close', () => {
    timer.stop();
    options.signal?.removeEventListener('abort', onAbort);
  });
  return response;
}

function createTimer(ms: number, onTime: () => void): { restart: () => void; stop: () => void } {
  let timer: NodeJS.Timeout | undefined;
  return {
    restart: () => {
      if (ms <= 0) return;
      if (timer) timer.refresh();
      else timer = setTimeout(onTime, ms);
    },
    stop: () => clearTimeout(timer),
  };
}

/** What can be read of a failure's text; a broken connection does not hide the status. */
export async function readHead(response: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of response) {
      chunks.push(chunk as Buffer);
      size += (chunk as Buffer).length;
      if (size >= maxErrorBytes) break;
    }
  } catch (error) {
    if (toAppError(error).code === 'canceled') throw error;
  }
  return Buffer.concat(chunks).subarray(0, maxErrorBytes).toString();
}

const stale = new WeakSet<AppError>();

/** A kept-alive connection that the engine closed while the request was on its way says nothing about the engine. */
function tagStale(error: AppError, request: ClientRequest): AppError {
  if (request.reusedSocket && error.details?.errno !== undefined) stale.add(error);
  return error;
}

function isStaleConnection(error: unknown, options: Exchange): boolean {
  const isSafe = options.method === 'GET' || options.method === 'HEAD';
  return isSafe && error instanceof AppError && stale.has(error) && options.signal?.aborted !== true;
}

export function throwIfAborted(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw abortError(signal);
}

/** An aborting caller may give its own AppError as the reason; anything else is a cancel. */
export function abortError(signal: AbortSignal | undefined): AppError {
  const reason: unknown = signal?.reason;
  if (reason instanceof AppError) return reason;
  return new AppError('canceled', 'The request was canceled.', { cause: reason });
}

function timeoutError(name: string, ms: number): AppError {
  return new AppError('deadline_exceeded', `${name} was not answered within ${ms / 1000} s`, {
    details: { request: name, timeoutMs: ms, reason: 'timeout' },
  });
}
