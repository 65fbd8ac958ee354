import { setImmediate as nextTurn } from 'node:timers/promises';

/** Longest piece of work without a pause, in milliseconds: the back end serves others meanwhile. */
const sliceMs = 12;

/** Cuts long computations into slices, between which everybody else has a turn and a cancel is heard. */
export class Pacer {
  readonly #signal: AbortSignal | undefined;
  #sliceEnd = performance.now() + sliceMs;

  constructor(signal?: AbortSignal) {
    this.#signal = signal;
  }

  /** True when it is time for a `turn`. Reads the clock: ask every thousand steps or so. */
  get isDue(): boolean {
    return performance.now() >= this.#sliceEnd;
  }

  /** Lets others work. Rejects with the signal's reason when it is aborted. */
  async turn(): Promise<void> {
    await nextTurn();
    this.#signal?.throwIfAborted();
    this.#sliceEnd = performance.now() + sliceMs;
  }
}
