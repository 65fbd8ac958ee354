import { AppError } from '../errors';
import { isBytes, toOwnBytes } from './bytes';
import type { Channel } from './channel';
import { ChannelEvents } from './channel-events';
import { clientLimits, type Frame, type FrameLimits, parseFrame, serverLimits } from './frames';
import { boundFrame } from './value-size';

/** The two ends of a channel inside one process, for tests and for a client beside its server. */
export interface MemoryChannels {
  readonly client: Channel;
  readonly server: Channel;
}

/** Values are cloned, so that the ends share nothing; delivery is asynchronous and in order. */
export function createMemoryChannels(): MemoryChannels {
  const client = new MemoryChannel(clientLimits);
  const server = new MemoryChannel(serverLimits);
  client.peer = server;
  server.peer = client;
  return { client, server };
}

class MemoryChannel implements Channel {
  peer: MemoryChannel | undefined;
  readonly #events = new ChannelEvents();
  readonly #limits: FrameLimits;

  constructor(limits: FrameLimits) {
    this.#limits = limits;
  }

  send(frame: Frame): void {
    if (this.#events.closed) return;
    const copy = clone(boundFrame(frame, this.#limits.maxOutgoingBytes));
    queueMicrotask(() => this.peer?.deliver(copy));
  }

  onFrame(listener: (frame: Frame) => void): void {
    this.#events.onFrame(listener);
  }

  onClose(listener: (reason?: AppError) => void): void {
    this.#events.onClose(listener);
  }

  close(reason?: AppError): void {
    if (!this.#events.close(reason)) return;
    queueMicrotask(() => this.peer?.close());
  }

  deliver(message: unknown): void {
    const failure = this.#events.receive(() =>
      boundFrame(parseFrame(message), this.#limits.maxIncomingBytes),
    );
    if (failure) this.close(failure);
  }
}

function clone(frame: Frame): unknown {
  try {
    return structuredClone(frame.map((part) => (isBytes(part) ? toOwnBytes(part) : part)));
  } catch (cause) {
    throw new AppError('invalid_argument', 'a value of the call cannot be cloned', { cause });
  }
}
