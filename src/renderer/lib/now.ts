import { useSyncExternalStore } from 'react';

interface Clock {
  subscribe(listener: () => void): () => void;
  now(): number;
}

/** One timer for all who look at the same pace; it stops when nobody does. */
function createClock(intervalMs: number): Clock {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | undefined;
  let now = Date.now();
  const tick = (): void => {
    now = Date.now();
    for (const listener of listeners) listener();
  };
  return {
    subscribe(listener) {
      listeners.add(listener);
      if (timer === undefined) {
        now = Date.now();
        timer = setInterval(tick, intervalMs);
      }
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0) return;
        clearInterval(timer);
        timer = undefined;
      };
    },
    now() {
      // Nobody has ticked it for a while: a first look must not be minutes old.
      if (timer === undefined && Date.now() - now > intervalMs) now = Date.now();
      return now;
    },
  };
}

const clocks = { fast: createClock(1000), slow: createClock(10_000) } as const;

/** The time for relative texts: `slow` (default) ticks every 10 s, `fast` every second. */
export function useNow(pace: keyof typeof clocks = 'slow'): number {
  const clock = clocks[pace];
  return useSyncExternalStore(clock.subscribe, clock.now);
}
