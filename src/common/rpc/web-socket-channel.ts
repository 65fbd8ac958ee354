import { AppError, type ErrorCode } from '../errors';
import { isArrayBuffer, isBytes } from './bytes';
import type { Channel } from './channel';
import { ChannelEvents } from './channel-events';
import { decodeFrame, encodeFrame } from './frame-codec';
import { clientLimits, type Frame, type FrameLimits } from './frames';
import { boundSize } from './value-size';

/** What the DOM's WebSocket and the sockets of the `ws` package have in common. */
export interface WebSocketLike {
  readonly readyState: number;
  readonly bufferedAmount: number;
  binaryType: string;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: 'open' | 'error', listener: () => void): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(
    type: 'close',
    listener: (event: { readonly code: number; readonly reason: string }) => void,
  ): void;
}

type Data = string | Uint8Array<ArrayBuffer>;

const connecting = 0;
const normalClosure = 1000;

/** A channel over a WebSocket of either side; a server passes `serverLimits`. */
export function createWebSocketChannel(socket: WebSocketLike, limits: FrameLimits = clientLimits): Channel {
  return new WebSocketChannel(socket, limits);
}

class WebSocketChannel implements Channel {
  readonly #socket: WebSocketLike;
  readonly #limits: FrameLimits;
  readonly #events = new ChannelEvents();
  /** Sent before the socket was open. */
  #waiting: Data[] = [];

  constructor(socket: WebSocketLike, limits: FrameLimits) {
    this.#socket = socket;
    this.#limits = limits;
    socket.binaryType = 'arraybuffer';
    socket.addEventListener('open', () => this.#flush());
    socket.addEventListener('message', (event) => this.#receive(event.data));
    socket.addEventListener('close', (event) => this.#events.close(closeReason(event)));
    // A `close` follows and says more; without a listener the `ws` package would throw into the event loop.
    socket.addEventListener('error', () => undefined);
    if (socket.readyState > 1) this.#events.close(closeReason({ code: 1006, reason: '' }));
  }

  get bufferedBytes(): number {
    return this.#waiting.reduce((sum, data) => sum + data.length, this.#socket.bufferedAmount);
  }

  send(frame: Frame): void {
    if (this.#events.closed) return;
    const data = encodeFrame(frame);
    boundSize(data.length, this.#limits.maxOutgoingBytes);
    if (this.#socket.readyState === connecting) this.#waiting.push(data);
    else this.#socket.send(data);
  }

  onFrame(listener: (frame: Frame) => void): void {
    this.#events.onFrame(listener);
  }

  onClose(listener: (reason?: AppError) => void): void {
    this.#events.onClose(listener);
  }

  close(reason?: AppError): void {
    if (!this.#events.close(reason)) return;
    this.#waiting = [];
    if (reason) this.#socket.close(closeCodes[reason.code] ?? defaultCloseCode, reason.code);
    else this.#socket.close(normalClosure);
  }

  #flush(): void {
    if (this.#events.closed) return;
    for (const data of this.#waiting.splice(0)) this.#socket.send(data);
  }

  #receive(data: unknown): void {
    const failure = this.#events.receive(() => decodeMessage(data, this.#limits.maxIncomingBytes));
    if (failure) this.close(failure);
  }
}

function decodeMessage(data: unknown, maxBytes: number): Frame {
  const message = isArrayBuffer(data) ? new Uint8Array(data) : data;
  if (typeof message !== 'string' && !isBytes(message)) {
    throw new AppError('invalid_argument', 'malformed frame: neither text nor bytes');
  }
  boundSize(message.length, maxBytes);
  return decodeFrame(message);
}

/** Codes of the range that applications may use; the DOM refuses every other one except 1000. */
const closeCodes: Partial<Readonly<Record<ErrorCode, number>>> = {
  invalid_argument: 4400,
  unauthenticated: 4401,
  resource_exhausted: 4413,
  unavailable: 4503,
};
const defaultCloseCode = 4500;

/** `details.closeCode` lets the interface tell an expired session (4401) from a lost connection (1006). */
function closeReason(event: { readonly code: number; readonly reason: string }): AppError | undefined {
  if (event.code === normalClosure) return undefined;
  const words = event.reason === '' ? '' : `: ${event.reason}`;
  return new AppError('unavailable', `the socket was closed with code ${event.code}${words}`, {
    details: { closeCode: event.code },
  });
}
