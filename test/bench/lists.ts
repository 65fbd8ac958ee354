import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from '@playwright/test';
import { type BenchApp, gridOf, withBenchApp } from '../support/bench/bench-app';
import { makeBurst } from '../support/bench/burst';
import { measureFrames } from '../support/bench/frames';
import { findWrongRows } from '../support/bench/list-check';
import { below, exactly, forInformation } from '../support/bench/results';
import type { BenchResult } from './bench-result';

const name = 'lists';

/** The list of 500 containers under the hand of its user and under a storm of events. */
export function run(): Promise<BenchResult[]> {
  return withBenchApp(async (app) => {
    const scrolling = await measureFrames(app.page, () => scroll(app.page));
    const filtering = await measureFrames(app.page, () => filter(app.page));
    const storm = await measureStorm(app);
    return [
      forInformation({ name, metric: 'worst frame while scrolling', value: scrolling.worst, unit: 'ms' }),
      forInformation({ name, metric: 'worst frame while filtering', value: filtering.worst, unit: 'ms' }),
      below({ name, metric: 'frame while scrolling p95', value: scrolling.p95, unit: 'ms' }, 20),
      below({ name, metric: 'frame while filtering p95', value: filtering.p95, unit: 'ms' }, 20),
      below(
        { name, metric: `worst frame in ${storm.events} events in 1 s`, value: storm.worst, unit: 'ms' },
        100,
      ),
      exactly({ name, metric: 'wrong rows after the events', value: storm.wrong, unit: '' }, 0),
    ];
  });
}

/** Down and up again, about 5,000 pixels a second. */
async function scroll(page: Page): Promise<void> {
  await gridOf(page).evaluate(async (grid) => {
    const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const farthest = grid.scrollHeight - grid.clientHeight;
    const ends = performance.now() + 5_000;
    let step = 90;
    while (performance.now() < ends) {
      await nextFrame();
      if (grid.scrollTop >= farthest - 1) step = -90;
      else if (grid.scrollTop <= 0) step = 90;
      grid.scrollTop += step;
    }
    grid.scrollTop = 0;
  });
}

/** Types and deletes like a user does, three times. */
async function filter(page: Page): Promise<void> {
  const field = page.getByRole('searchbox').first();
  const grid = gridOf(page);
  const all = await grid.getAttribute('aria-rowcount');
  for (const text of ['project-4', 'solo-03', 'worker']) {
    await field.pressSequentially(text, { delay: 60 });
    await page.waitForFunction(
      (before) => {
        const list = document.querySelector('[role=grid], [role=treegrid]');
        return list === null || list.getAttribute('aria-rowcount') !== before;
      },
      all,
      { timeout: 5_000 },
    );
    for (let key = 0; key < text.length; key += 1) await field.press('Backspace', { delay: 30 });
  }
}

async function measureStorm({ engine, page }: BenchApp) {
  let events = 0;
  const frames = await measureFrames(page, async () => {
    events = await makeBurst(engine, { events: 1000, milliseconds: 1000 });
    // What the burst set off belongs to it.
    await sleep(2_000);
  });
  return { events, worst: frames.worst, wrong: await settleRows({ engine, page }) };
}

/** The number of wrong rows when the list has had ten seconds to become right. */
async function settleRows(app: Pick<BenchApp, 'engine' | 'page'>): Promise<number> {
  const deadline = Date.now() + 10_000;
  for (;;) {
    const wrong = await findWrongRows(app.page, app.engine.state);
    if (wrong.length === 0 || Date.now() > deadline) {
      for (const line of wrong.slice(0, 10)) console.log(`wrong row: ${line}`);
      return wrong.length;
    }
    await sleep(500);
  }
}
