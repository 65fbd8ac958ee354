import type { AppError } from '../../../../src/common/errors';
import type { Channel } from '../../../../src/common/rpc';
import { ChannelEvents } from '../../../../src/common/rpc/channel-events';
import type { Frame } from '../../../../src/common/rpc/frames';

/** A channel whose peer is the test: it reads what was sent and says what arrives. */
export class FakeChannel implements Channel {
  readonly sent: Frame[] = [];
  readonly closed: (AppError | undefined)[] = [];
  bufferedBytes = 0;
  readonly #events = new ChannelEvents();

  constructor() {
    this.onClose((reason) => this.closed.push(reason));
  }

  send(frame: Frame): void {
    if (!this.#events.closed) this.sent.push(frame);
  }

  onFrame(listener: (frame: Frame) => void): void {
    this.#events.onFrame(listener);
  }

  onClose(listener: (reason?: AppError) => void): void {
    this.#events.onClose(listener);
  }

  close(reason?: AppError): void {
    this.#events.close(reason);
  }

  arrive(frame: Frame): void {
    this.#events.receive(() => frame);
  }
}
