/** Lets any number of readers sleep until something has changed. Readers look first and sleep after, so none is missed. */
export class Wakeup {
  readonly #sleepers = new Set<() => void>();

  wake(): void {
    const sleepers = [...this.#sleepers];
    this.#sleepers.clear();
    for (const sleeper of sleepers) sleeper();
  }

  /** Resolves at the next `wake`, or when the signal aborts. */
  sleep(signal: AbortSignal): Promise<void> {
    if (signal.aborted) return Promise.resolve();
    return new Promise((resolve) => {
      const done = () => {
        this.#sleepers.delete(done);
        signal.removeEventListener('abort', done);
        resolve();
      };
      this.#sleepers.add(done);
      signal.addEventListener('abort', done, { once: true });
    });
  }
}
