import type { Page } from '@playwright/test';

declare global {
  interface Window {
    /** Milliseconds from the last key, click or wheel to the first frame in which the page shows what was waited for. */
    __answer?: Promise<number>;
  }
}

/**
 * Milliseconds from the last input event that `act` causes to the first frame in which `isShown` (run in the page, with
 * `argument`) is true. Both times are the page's own: the way of the event from the test to the page does not count.
 */
export async function measureAnswer<T>(
  page: Page,
  act: () => Promise<unknown>,
  isShown: (argument: T) => boolean,
  argument: T,
): Promise<number> {
  await page.evaluate(
    ({ source, value }) => {
      // biome-ignore lint/security/noGlobalEval: the predicate comes from the bench itself.
      const shown = globalThis.eval(`(${source})`) as (argument: unknown) => boolean;
      let since: number | undefined;
      const note = (event: Event) => {
        since = event.timeStamp;
      };
      const kinds = ['keydown', 'input', 'pointerdown'];
      for (const kind of kinds) window.addEventListener(kind, note, { capture: true });
      window.__answer = new Promise((resolve, reject) => {
        const end = performance.now() + 20_000;
        const look = (now: number) => {
          if (since !== undefined && shown(value)) {
            for (const kind of kinds) window.removeEventListener(kind, note, { capture: true });
            resolve(now - since);
          } else if (now > end) reject(new Error(`not shown: ${source} ${JSON.stringify(value)}`));
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      });
      window.__answer.catch(() => undefined);
    },
    { source: isShown.toString(), value: argument },
  );
  await act();
  return page.evaluate(() => window.__answer ?? Promise.reject(new Error('nothing is measured')));
}
