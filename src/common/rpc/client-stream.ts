import { AppError } from '../errors';
import { creditWindow } from './frames';

type Outcome =
  | { readonly kind: 'ended'; readonly value: unknown }
  | { readonly kind: 'failed'; readonly error: AppError };

interface Reader {
  resolve(result: IteratorResult<unknown, unknown>): void;
  reject(error: AppError): void;
}

/**
 * The items of one stream between the channel and the code that reads them. It never holds more than the credit
 * window, because the server may send no more before `grant` was called.
 */
export class ClientStream {
  readonly #grant: (count: number) => void;
  readonly #items: unknown[] = [];
  #outcome: Outcome | undefined;
  /** One is enough: the iterator around this asks one after the other. */
  #reader: Reader | undefined;
  #taken = 0;

  constructor(grant: (count: number) => void) {
    this.#grant = grant;
  }

  /**
   * @throws AppError invalid_argument when the server sent more than it was granted
   */
  push(item: unknown): void {
    if (this.#items.length >= creditWindow) {
      throw new AppError('invalid_argument', 'the server sent more items than it was granted');
    }
    this.#items.push(item);
    this.#serve();
  }

  /** What has arrived before is still delivered. */
  end(value: unknown): void {
    this.#outcome ??= { kind: 'ended', value };
    this.#serve();
  }

  /** What has arrived before is still delivered, then `next` rejects once. */
  fail(error: AppError): void {
    this.#outcome ??= { kind: 'failed', error };
    this.#serve();
  }

  /** The reader left: nothing more is delivered. */
  drop(outcome: AppError | undefined): void {
    this.#items.length = 0;
    this.#outcome = outcome ? { kind: 'failed', error: outcome } : { kind: 'ended', value: undefined };
    this.#serve();
  }

  next(): Promise<IteratorResult<unknown, unknown>> {
    return new Promise((resolve, reject) => {
      this.#reader = { resolve, reject };
      this.#serve();
    });
  }

  #serve(): void {
    const reader = this.#reader;
    if (!reader) return;
    if (this.#items.length > 0) {
      this.#reader = undefined;
      const value = this.#items.shift();
      this.#count();
      reader.resolve({ done: false, value });
    } else if (this.#outcome) {
      this.#reader = undefined;
      if (this.#outcome.kind === 'failed') reader.reject(this.#outcome.error);
      else reader.resolve({ done: true, value: this.#outcome.value });
    }
  }

  /** Half a window at a time keeps the server busy without a frame for each item. */
  #count(): void {
    this.#taken += 1;
    if (this.#taken < creditWindow / 2 || this.#outcome) return;
    const count = this.#taken;
    this.#taken = 0;
    this.#grant(count);
  }
}
