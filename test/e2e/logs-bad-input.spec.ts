import { stat } from 'node:fs/promises';
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

test('a line of 100 MB is cut, said to be, saved in full, and does not hold the page up', async ({
  page,
  startApp,
}) => {
  test.setTimeout(180_000);
  const bytes = 100 * 1024 * 1024;
  const script = `head -c ${bytes} /dev/zero | tr "\\0" x; echo; echo the end; while :; do sleep 0.3; echo tick; done`;
  const server = await startApp({ dockerHost: engine.host });
  await engine.docker('run', '-d', '--name', 'long', engine.image, 'sh', '-c', script);
  await expect(async () => {
    expect(await engine.docker('logs', '--tail', '1', 'long')).toBe('tick');
  }).toPass({ timeout: 60_000 });
  await openPage(page, server, enginePage('containers'));
  await page.getByRole('grid').getByRole('link', { name: 'long', exact: true }).click();
  await page.getByRole('tab', { name: 'Logs' }).click();
  const longest = await watchFrames(page);
  await expect(linesOf(page)).toContainText('tick', { timeout: 60_000 });
  const long = linesOf(page).getByRole('row').first();
  await expect(long).toContainText('(beginning may be missing)');
  await expect(long).toContainText(/… 8\d,\d{3},\d{3} more/);
  await searchOf(page).fill('the end');
  await searchOf(page).press('Enter');
  await expect(page.getByText('1 of 1')).toBeVisible();
  await long.dblclick({ position: { x: 40, y: 8 } });
  const details = page.getByRole('region', { name: 'Line', exact: true });
  await expect(details).toContainText('cut here at 64 KiB');
  await expect(details).toContainText('May be missing');
  const milliseconds = await longest();
  console.log(`NOTE longest time between two frames: ${Math.round(milliseconds)} ms`);
  expect(milliseconds).toBeLessThan(1000);
  const download = page.waitForEvent('download');
  await details.getByRole('button', { name: 'Save the whole line' }).click();
  const { size } = await stat(await (await download).path());
  expect(size).toBe(bytes + 1);
});

test('binary output is shown as text and does nothing', async ({ page, startApp }) => {
  const script = [
    'i=0; while [ $i -lt 256 ]; do printf "\\\\$(printf %03o $i)"; i=$((i+1)); done; echo',
    // A title, a cleared screen, another screen, a reset, and strings without an end.
    'printf "a\\033]0;taken over\\007b\\033[2J\\033[?1049hc\\033cd\\033]8;;javascript:alert(1)\\033\\\\\\\\e\\n"',
    'printf "f\\033P no end\\n"; printf "\\302\\23331m\\342\\200\\256g\\n"',
    'head -c 200000 /bin/busybox; echo; echo the end',
  ].join('; ');
  const failures: Error[] = [];
  page.on('pageerror', (error) => failures.push(error));
  const server = await startApp({ dockerHost: engine.host });
  await openLog(page, server, 'binary', script);
  await expect(linesOf(page)).toContainText('the end', { timeout: 30_000 });
  await linesOf(page).press('Home');
  await expect(linesOf(page)).toContainText('⟨NUL⟩⟨SOH⟩⟨STX⟩');
  await expect(linesOf(page)).toContainText('⟨FF⟩⟨CR⟩');
  await expect(linesOf(page)).toContainText(`⟨ESC⟩⟨FS⟩⟨GS⟩⟨RS⟩⟨US⟩ !"#`);
  await expect(linesOf(page)).toContainText(`}~⟨DEL⟩${'\ufffd'.repeat(128)}`);
  await expect(linesOf(page)).toContainText('abcde');
  await expect(linesOf(page)).toContainText('⟨U+009B⟩31m⟨U+202E⟩g');
  expect(await page.title()).not.toContain('taken over');
  expect(await linesOf(page).locator('a').count()).toBe(0);
  await page.getByRole('button', { name: 'View' }).click();
  await page.getByRole('menuitemcheckbox', { name: 'Wrap long lines' }).click();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('log')).toContainText('⟨NUL⟩⟨SOH⟩⟨STX⟩');
  await page.getByRole('button', { name: 'Follow' }).click();
  await expect(page.getByRole('log')).toContainText('the end');
  expect(failures).toEqual([]);
});
