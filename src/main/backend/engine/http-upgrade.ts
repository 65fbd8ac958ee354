import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { AppError } from '../../../common/errors';
import { errorOfAnswer, errorOfSocket } from './engine-error';
import {
  abortError,
  type Exchange,
  readHead,
  sendBody,
  throwIfAborted,
  watch,
  watchBody,
} from './http-exchange';
import type { Transport } from './transport/transport';

/** The raw bytes in both directions after an engine has taken over the connection. */
export interface Upgraded {
  readonly stream: Duplex;
  /** Of the request, for messages. */
  readonly name: string;
}

/**
 * One request by which the connection becomes a raw pipe (exec, attach): the engine answers `101`. From then on the
 * stream is the caller's: its `end()` is the end of the input alone, reading goes on; `destroy()` closes both ways. It
 * is destroyed with an AppError when the signal is aborted; other errors are those of the socket.
 */
export async function upgrade(transport: Transport, options: Exchange): Promise<Upgraded> {
  const name = `${options.method} ${options.path.split('?', 1)[0] ?? ''}`;
  throwIfAborted(options.signal);
  const headers = { ...options.headers, connection: 'Upgrade', upgrade: 'tcp' };
  const request = transport.open({ ...options, headers });
  const stream = await new Promise<Duplex>((resolve, reject) => {
    const stop = watch(request, options, name, (error) => {
      request.destroy(error);
      if (!request.socket) reject(error);
    });
    request.once('upgrade', (_answer: IncomingMessage, socket: Duplex, head: Buffer) => {
      stop();
      if (head.length > 0) socket.unshift(head);
      resolve(socket);
    });
    request.once('response', (answer: IncomingMessage) => {
      stop();
      refusal(answer, options, name).then(reject, reject);
    });
    request.on('error', (thrown) => {
      stop();
      reject(errorOfSocket(name, thrown, false));
    });
    sendBody(request, options.body);
  });
  closeOnAbort(stream, options.signal);
  return { stream, name };
}

/** A good status without an upgrade comes from a proxy that lets none through; what follows could not be written to. */
async function refusal(answer: IncomingMessage, options: Exchange, name: string): Promise<AppError> {
  answer.on('error', () => {});
  const status = answer.statusCode ?? 0;
  if (status >= 400) return errorOfAnswer(name, status, await readHead(watchBody(answer, options, name)));
  answer.destroy();
  return new AppError(
    'not_implemented',
    `${name} was answered with ${status}: the connection was not upgraded`,
    {
      details: { request: name, status, reason: 'no_upgrade' },
    },
  );
}

function closeOnAbort(stream: Duplex, signal: AbortSignal | undefined): void {
  const onAbort = (): void => void stream.destroy(abortError(signal));
  // Without a listener an error would end the process.
  stream.on('error', () => {});
  signal?.addEventListener('abort', onAbort, { once: true });
  stream.once('close', () => signal?.removeEventListener('abort', onAbort));
  if (signal?.aborted) onAbort();
}
