import { AppError } from '../errors';
import { isBytes, toOwnBytes } from './bytes';
import type { Channel } from './channel';
import { ChannelEvents } from './channel-events';
import { clientLimits, type Frame, type FrameLimits, parseFrame } from './frames';
import { boundFrame } from './value-size';

interface PortMessage {
  readonly data?: unknown;
}

/** A MessagePort of a browser or of Node. */
export interface EventTargetPort {
  postMessage(message: unknown): void;
  addEventListener(type: string, listener: (event: PortMessage) => void): void;
  start?(): void;
  close(): void;
}

/** Electron's MessagePortMain: an EventEmitter whose listeners get `{ data }`, unlike Node's own `on('message')`. */
export interface EmitterPort {
  postMessage(message: unknown): void;
  on(type: 'message', listener: (event: { data: unknown }) => void): unknown;
  on(type: 'close', listener: () => void): unknown;
  start(): void;
  close(): void;
}

export type PortLike = EventTargetPort | EmitterPort;

/**
 * A channel over one end of a message channel. Messages wait in the port until the first frame listener is there.
 * Ports copy: nothing is transferred, because Electron's ports cannot and lose the whole message.
 */
export function createPortChannel(port: PortLike, limits: FrameLimits = clientLimits): Channel {
  const events = new ChannelEvents();
  let started = false;

  const close = (reason?: AppError): void => {
    if (events.close(reason)) port.close();
  };
  const receive = (message: unknown): void => {
    const failure = events.receive(() => boundFrame(parseFrame(message), limits.maxIncomingBytes));
    if (failure) close(failure);
  };
  const start = (): void => {
    started = true;
    listen(port, receive, close);
    port.start?.();
  };

  return {
    send(frame) {
      if (!events.closed) post(port, boundFrame(frame, limits.maxOutgoingBytes));
    },
    onFrame(listener) {
      events.onFrame(listener);
      if (!started) start();
    },
    onClose: (listener) => events.onClose(listener),
    close,
  };
}

/** Electron delivers what it could not deserialise as `data: null`; no frame is null, so parsing refuses that. */
function listen(
  port: PortLike,
  receive: (message: unknown) => void,
  close: (reason?: AppError) => void,
): void {
  if ('addEventListener' in port) {
    port.addEventListener('message', (event) => receive(event.data));
    port.addEventListener('messageerror', () => receive(undefined));
    port.addEventListener('close', () => close());
    return;
  }
  port.on('message', (event) => receive(event.data));
  port.on('close', () => close());
}

function post(port: PortLike, frame: Frame): void {
  const message = frame.map((part) => (isBytes(part) ? toOwnBytes(part) : part));
  try {
    port.postMessage(message);
  } catch (cause) {
    throw new AppError('invalid_argument', 'a value of the call cannot be cloned', { cause });
  }
}
