import type { Channel } from './channel';

/** Answers queued in the transport above which streams and results wait. */
export const defaultHighWaterBytes = 8 * 1024 * 1024;

const pollMs = 5;

/** Waits while a peer reads more slowly than we write. A channel that does not know its buffer is never full. */
export class Drain {
  readonly #channel: Channel;
  readonly #highWaterBytes: number;
  #state: 'open' | 'closed' = 'open';
  #waiting: Promise<void> | undefined;

  constructor(channel: Channel, highWaterBytes: number) {
    this.#channel = channel;
    this.#highWaterBytes = highWaterBytes;
    channel.onClose(() => {
      this.#state = 'closed';
    });
  }

  /** Whether so much waits that even small refusals would only feed a peer that does not read at all. */
  get isFlooded(): boolean {
    return (this.#channel.bufferedBytes ?? 0) > 4 * this.#highWaterBytes;
  }

  get isFull(): boolean {
    return this.#state === 'open' && (this.#channel.bufferedBytes ?? 0) > this.#highWaterBytes;
  }

  /** Sockets have no drain event in common, so all waiting streams share one poll. */
  wait(): Promise<void> {
    this.#waiting ??= this.#poll();
    return this.#waiting;
  }

  async #poll(): Promise<void> {
    while (this.isFull) await new Promise<void>((resolve) => setTimeout(resolve, pollMs));
    this.#waiting = undefined;
  }
}
