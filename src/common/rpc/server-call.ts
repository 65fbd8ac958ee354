import { creditWindow, maxCredit } from './frames';

/** One call that runs on the server: how to abort it, and how much its stream may still send. */
export class ServerCall {
  readonly #controller = new AbortController();
  #credit = creditWindow;
  #wake: (() => void) | undefined;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** A method, not a getter: it changes while the caller waits, which TypeScript would not believe of a property. */
  isAborted(): boolean {
    return this.#controller.signal.aborted;
  }

  abort(): void {
    this.#controller.abort();
    this.#wake?.();
  }

  grant(count: number): void {
    this.#credit = Math.min(this.#credit + count, maxCredit);
    this.#wake?.();
  }

  spend(): void {
    this.#credit -= 1;
  }

  /** Settles when an item may be sent or the call was aborted. */
  async whenCredited(): Promise<void> {
    while (this.#credit <= 0 && !this.isAborted()) {
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
    this.#wake = undefined;
  }
}
