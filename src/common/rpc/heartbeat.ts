import { AppError } from '../errors';
import type { Channel } from './channel';

/** Closes the channel with `unavailable` when the peer is silent for two intervals although it was asked. */
export function startHeartbeat(channel: Channel, intervalMs: number): void {
  let pings = 0;
  let heard = true;
  let asked = false;
  const timer = setInterval(() => {
    if (heard) {
      heard = false;
      asked = false;
    } else if (asked) {
      channel.close(new AppError('unavailable', `no answer for ${2 * intervalMs} ms`));
    } else {
      asked = true;
      pings += 1;
      channel.send(['ping', pings]);
    }
  }, intervalMs);
  letProcessEnd(timer);
  channel.onFrame(() => {
    heard = true;
  });
  channel.onClose(() => clearInterval(timer));
}

/** Node keeps a process for the sake of a timer; browsers have numbers without `unref`. */
function letProcessEnd(timer: unknown): void {
  (timer as { unref?: () => void }).unref?.();
}
