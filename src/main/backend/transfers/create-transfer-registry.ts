import { createHash, randomBytes } from 'node:crypto';
import type { Readable } from 'node:stream';
import { AppError } from '../../../common/errors';
import type { Clock } from '../platform/platform';
import type { Download, TransferRegistry } from './transfer-registry';

/** How long a ticket waits for its use, in milliseconds. */
export const ticketLifeMs = 60_000;
const maxTickets = 1000;

type Offer = { readonly abandoned: () => void; readonly until: number; readonly timer: NodeJS.Timeout } & (
  | { readonly kind: 'download'; readonly open: () => Promise<Download> }
  | { readonly kind: 'upload'; readonly accept: (body: Readable) => Promise<void> }
);
type OfferAction =
  | { readonly kind: 'download'; readonly open: () => Promise<Download> }
  | { readonly kind: 'upload'; readonly accept: (body: Readable) => Promise<void> };

export function createTransferRegistry(options: { readonly clock: Clock }): TransferRegistry {
  return new TicketRegistry(options.clock);
}

class TicketRegistry implements TransferRegistry {
  readonly #clock: Clock;
  /** By hash: how long a look-up takes says nothing about the tickets themselves. */
  readonly #offers = new Map<string, Offer>();
  #disposed = false;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  offerDownload(open: () => Promise<Download>, abandoned: () => void): string {
    return this.#offer({ kind: 'download', open }, abandoned);
  }

  offerUpload(accept: (body: Readable) => Promise<void>, abandoned: () => void): string {
    return this.#offer({ kind: 'upload', accept }, abandoned);
  }

  async download(ticket: string): Promise<Download> {
    const offer = this.#take(ticket, 'download');
    if (offer.kind !== 'download') throw noSuchTicket();
    return offer.open();
  }

  async upload(ticket: string, body: Readable): Promise<void> {
    try {
      const offer = this.#take(ticket, 'upload');
      if (offer.kind !== 'upload') throw noSuchTicket();
      await offer.accept(body);
    } catch (thrown) {
      body.destroy();
      throw thrown;
    }
  }

  dispose(): void {
    this.#disposed = true;
    for (const key of [...this.#offers.keys()]) this.#abandon(key);
  }

  #offer(action: OfferAction, abandoned: () => void): string {
    if (this.#disposed) throw new AppError('unavailable', 'Estiba is shutting down');
    if (this.#offers.size >= maxTickets) {
      const details = { limit: maxTickets };
      throw new AppError('resource_exhausted', `more than ${maxTickets} files wait to be fetched`, {
        details,
      });
    }
    const ticket = randomBytes(32).toString('base64url');
    const key = keyOf(ticket);
    const timer = setTimeout(() => this.#abandon(key), ticketLifeMs);
    timer.unref();
    this.#offers.set(key, { ...action, abandoned, timer, until: this.#clock.now() + ticketLifeMs });
    return `files/${ticket}`;
  }

  /** A ticket of the other kind stays good: the wrong method must not use it up. */
  #take(ticket: string, kind: Offer['kind']): Offer {
    const key = keyOf(ticket);
    const offer = this.#offers.get(key);
    if (!offer || offer.kind !== kind) throw noSuchTicket();
    // Timers stand still while the machine sleeps; the clock does not.
    if (this.#clock.now() > offer.until) {
      this.#abandon(key);
      throw noSuchTicket();
    }
    this.#offers.delete(key);
    clearTimeout(offer.timer);
    return offer;
  }

  #abandon(key: string): void {
    const offer = this.#offers.get(key);
    if (!offer) return;
    this.#offers.delete(key);
    clearTimeout(offer.timer);
    try {
      offer.abandoned();
    } catch {
      // One owner's failure must not keep the others from hearing that their files are not fetched.
    }
  }
}

function keyOf(ticket: string): string {
  return createHash('sha256').update(ticket).digest('base64');
}

function noSuchTicket(): AppError {
  return new AppError('not_found', 'the link is unknown, was used, or is older than a minute');
}
