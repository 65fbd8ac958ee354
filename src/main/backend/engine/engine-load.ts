const windowSeconds = 60;

/** Counts what Estiba asks of engines: its own cost, shown to the user and bounded by a benchmark. */
export interface EngineLoad {
  countRequest(): void;
  /** Returns the way to say that the stream has ended; more calls of it do nothing. */
  openStream(): () => void;
  /** Requests made in the last 60 s and streams open now. */
  read(): { readonly requests: number; readonly openStreams: number };
}

/** Counts by the second, so that a burst costs no memory. */
export function createEngineLoad(now: () => number): EngineLoad {
  const counts = new Map<number, number>();
  let openStreams = 0;
  const second = (): number => Math.floor(now() / 1000);
  const prune = (): void => {
    for (const key of counts.keys()) if (key <= second() - windowSeconds) counts.delete(key);
  };
  return {
    countRequest() {
      counts.set(second(), (counts.get(second()) ?? 0) + 1);
      if (counts.size > 2 * windowSeconds) prune();
    },
    openStream() {
      let isOpen = true;
      openStreams++;
      return () => {
        if (isOpen) openStreams--;
        isOpen = false;
      };
    },
    read() {
      prune();
      return { requests: [...counts.values()].reduce((sum, count) => sum + count, 0), openStreams };
    },
  };
}
