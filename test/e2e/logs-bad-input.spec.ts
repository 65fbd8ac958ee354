import type { Page } from '@playwright/test';
import type { EstibaServer } from '../support/app';
import { enginePage, expect, openPage, test } from '../support/e2e';
import { type RealEngine, startRealEngine } from './pages/real-engine';

/** Logs and searches that are made to hold a page up. */

let engine: RealEngine;

test.beforeAll(async () => {
  engine = await startRealEngine('logs-bad');
});

test.afterAll(async () => {
  await engine?.stop();
});

const linesOf = (page: Page) => page.getByRole('grid', { name: 'Log lines' });
const searchOf = (page: Page) => page.getByRole('main').getByRole('searchbox');

async function openLog(page: Page, server: EstibaServer, name: string, script: string): Promise<void> {
  await engine.docker('run', '-d', '--name', name, engine.image, 'sh', '-c', `${script}; sleep 1000`);
  await openPage(page, server, enginePage(`logs?containers=${name}`));
  await expect(linesOf(page)).toBeVisible({ timeout: 30_000 });
}

/** From now on, the longest time that the page left between two frames. */
async function watchFrames(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    let last = performance.now();
    const frames = { longest: 0 };
    const next = (): void => {
      const now = performance.now();
      frames.longest = Math.max(frames.longest, now - last);
      last = now;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
    Object.assign(globalThis, { frames });
  });
  return () => page.evaluate(() => (globalThis as unknown as { frames: { longest: number } }).frames.longest);
}

test('a slow expression is stopped, said, and does not hold the page up', async ({ page, startApp }) => {
  const script = [
    'i=0; while [ $i -lt 300 ]; do echo "INFO line $i"; i=$((i+1)); done',
    'head -c 5000 /dev/zero | tr "\\0" a; echo "!"',
    'echo the end',
  ].join('; ');
  await openLog(page, await startApp({ dockerHost: engine.host }), 'slow', script);
  await expect(linesOf(page)).toContainText('the end');
  await page.getByRole('button', { name: 'Regular expression' }).click();
  const longest = await watchFrames(page);
  // Repetitions within repetitions are harmless on most lines.
  await searchOf(page).fill('^(\\w+ )+29\\d$');
  await expect(page.getByText('10 matches')).toBeVisible();
  await searchOf(page).press('Enter');
  await expect(page.getByText('1 of 10')).toBeVisible();
  await expect(linesOf(page).locator('mark').first()).toHaveText('INFO line 290');
  for (const slow of ['(a|aa)+$', '(a+)+$']) {
    await searchOf(page).fill(slow);
    await expect(page.getByText('This expression takes too long on a line of this log.')).toBeVisible();
    await expect(page.getByRole('row').first()).toBeVisible();
    await searchOf(page).fill('the e(n|x)d');
    await expect(page.getByText('1 match', { exact: false })).toBeVisible();
  }
  await page.getByRole('button', { name: 'Matches only' }).click();
  await expect(page.getByText(/^1 of 302 lines$/)).toBeVisible();
  const milliseconds = await longest();
  test.info().annotations.push({ type: 'longest frame', description: `${Math.round(milliseconds)} ms` });
  console.log(`NOTE longest time between two frames: ${Math.round(milliseconds)} ms`);
  expect(milliseconds).toBeLessThan(500);
});
