/** One clock for everything that shows an age: one timer for the page, none while nothing listens or it is hidden. */
const tick = 1000;
const listeners = new Set<() => void>();
let now = Date.now();
let timer: ReturnType<typeof setInterval> | undefined;

const update = (): void => {
  now = Date.now();
  for (const listener of listeners) listener();
};

const run = (): void => {
  const wanted = listeners.size > 0 && !document.hidden;
  if (wanted && timer === undefined) {
    timer = setInterval(update, tick);
    update();
  } else if (!wanted && timer !== undefined) {
    clearInterval(timer);
    timer = undefined;
  }
};

/** Calls the listener once a second while the page is visible; returns the way out. */
export const subscribeNow = (listener: () => void): (() => void) => {
  if (listeners.size === 0) {
    now = Date.now();
    document.addEventListener('visibilitychange', run);
  }
  listeners.add(listener);
  run();
  return () => {
    listeners.delete(listener);
    if (listeners.size === 0) document.removeEventListener('visibilitychange', run);
    run();
  };
};

/** Milliseconds since 1970 at the last tick. */
export const currentNow = (): number => now;
