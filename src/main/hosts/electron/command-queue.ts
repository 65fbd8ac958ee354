/** Commands for the page: kept until it listens, given to the newest listener. */
export interface CommandQueue<Command> {
  push(command: Command): void;
  read(signal: AbortSignal | undefined): AsyncGenerator<Command>;
}

/** More than a page that does not listen could ever want to catch up on. */
const mostKept = 20;

export function createCommandQueue<Command>(): CommandQueue<Command> {
  let kept: Command[] = [];
  let wake: (() => void) | undefined;
  let reader = 0;
  return {
    push(command) {
      kept = [...kept, command].slice(-mostKept);
      wake?.();
    },
    async *read(signal) {
      reader += 1;
      const own = reader;
      wake?.();
      while (!signal?.aborted && own === reader) {
        const next = kept.shift();
        if (next !== undefined) yield next;
        else await changed(signal);
      }
    },
  };

  function changed(signal: AbortSignal | undefined): Promise<void> {
    return new Promise((resolve) => {
      wake = resolve;
      signal?.addEventListener('abort', () => resolve(), { once: true });
    });
  }
}
