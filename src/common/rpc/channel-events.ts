import { type AppError, toAppError } from '../errors';
import type { Frame } from './frames';

/** The listeners of a channel. It closes once, and after that nothing is delivered any more. */
export class ChannelEvents {
  readonly #frameListeners: ((frame: Frame) => void)[] = [];
  readonly #closeListeners: ((reason?: AppError) => void)[] = [];
  #state: 'open' | 'closed' = 'open';
  #reason: AppError | undefined;

  get closed(): boolean {
    return this.#state === 'closed';
  }

  onFrame(listener: (frame: Frame) => void): void {
    this.#frameListeners.push(listener);
  }

  onClose(listener: (reason?: AppError) => void): void {
    if (this.closed) queueMicrotask(() => listener(this.#reason));
    else this.#closeListeners.push(listener);
  }

  /**
   * Reads one message of the peer and delivers it.
   * @returns why it could not be read; the channel then has to close
   */
  receive(read: () => Frame): AppError | undefined {
    if (this.closed) return undefined;
    let frame: Frame;
    try {
      frame = read();
    } catch (thrown) {
      return toAppError(thrown);
    }
    for (const listener of this.#frameListeners) listener(frame);
    return undefined;
  }

  /** @returns false when it was closed before */
  close(reason?: AppError): boolean {
    if (this.closed) return false;
    this.#state = 'closed';
    this.#reason = reason;
    for (const listener of this.#closeListeners.splice(0)) listener(reason);
    return true;
  }
}
