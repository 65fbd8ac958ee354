import type { AppError } from '../errors';
import type { Frame } from './frames';

/**
 * An ordered, reliable, two-way way for frames. Every implementation parses and bounds what comes in: listeners get
 * well-formed frames only, and a peer that sends anything else finds the channel closed.
 */
export interface Channel {
  /**
   * Sends in order; before the transport is open the frame waits, after it has closed the frame is dropped.
   * @throws AppError invalid_argument when a value cannot cross (a cycle, a function), resource_exhausted when the
   * frame is too large. Nothing was sent then and the channel lives on.
   */
  send(frame: Frame): void;
  /** Register in the same turn in which the channel was made, or frames may be missed. */
  onFrame(listener: (frame: Frame) => void): void;
  /** Called once, also when the channel has already closed. `reason` is absent after an orderly close. */
  onClose(listener: (reason?: AppError) => void): void;
  /** Ends it on this side at once; the peer notices as its transport allows. Closing again does nothing. */
  close(reason?: AppError): void;
  /** Bytes that were sent and not yet taken by the transport; absent where that is not known. */
  readonly bufferedBytes?: number;
}
