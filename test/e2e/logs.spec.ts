import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { EstibaServer } from '../support/app';
import { enginePage, expect, openPage, test } from '../support/e2e';
import { type RealEngine, startRealEngine } from './pages/real-engine';

/** Logs of real containers: live, searched, filtered, merged, saved. */

let engine: RealEngine;

test.beforeAll(async () => {
  engine = await startRealEngine('logs');
  const script = [
    'i=0; while [ $i -lt 300 ]; do echo "INFO line $i"; i=$((i+1)); done',
    'echo "ERROR it broke" >&2',
    'printf "\\033[31mred text\\033[0m\\n"',
    `echo '{"level":"warn","msg":"disk is full","disk":"sda"}'`,
    'echo "<img src=x onerror=document.title=1>"',
    'while :; do sleep 0.3; echo tick; done',
  ].join('; ');
  await engine.docker('run', '-d', '--name', 'talker', engine.image, 'sh', '-c', script);
  await engine.docker(
    'run',
    '-d',
    '--name',
    'other',
    engine.image,
    'sh',
    '-c',
    'echo from the other; sleep 1000',
  );
});

test.afterAll(async () => {
  await engine?.stop();
});

const linesOf = (page: Page) => page.getByRole('grid', { name: 'Log lines' });

async function openLogs(page: Page, server: EstibaServer): Promise<void> {
  await openPage(page, server, enginePage('containers'));
  await page.getByRole('grid').getByRole('link', { name: 'talker', exact: true }).click();
  await page.getByRole('tab', { name: 'Logs' }).click();
  await expect(linesOf(page)).toBeVisible();
}

test('follows, searches with a count, filters by stream, and saves', async ({ page, startApp }) => {
  await openLogs(page, await startApp({ dockerHost: engine.host }));
  await expect(linesOf(page)).toContainText('tick');
  await expect(page.getByRole('tabpanel').getByText('Live', { exact: true })).toBeVisible();
  const field = page.getByRole('tabpanel').getByRole('searchbox');
  await field.fill('line 29');
  await expect(page.getByText('11 matches')).toBeVisible();
  await field.press('Enter');
  await expect(page.getByText('1 of 11')).toBeVisible();
  await page.getByRole('button', { name: 'Matches only' }).click();
  await expect(page.getByText(/^11 of 3\d\d lines$/)).toBeVisible();
  await page.getByRole('button', { name: 'Matches only' }).click();
  await field.fill('');
  await page.getByRole('radio', { name: 'stderr' }).click();
  await expect(linesOf(page)).toContainText('ERROR it broke');
  await expect(linesOf(page)).not.toContainText('INFO line');
  await page.getByRole('radio', { name: 'Both' }).click();
  await page.getByRole('button', { name: 'Regular expression' }).click();
  await field.fill('(');
  await expect(page.getByText('This is no regular expression.')).toBeVisible();
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Save', exact: true }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  expect(text).toContain('INFO line 299\n');
});

test('shows colours and hostile text as text, and pauses', async ({ page, startApp }) => {
  await openLogs(page, await startApp({ dockerHost: engine.host }));
  await page.getByRole('button', { name: 'Pause' }).click();
  await expect(page.getByRole('button', { name: 'Follow' })).toBeVisible();
  const field = page.getByRole('tabpanel').getByRole('searchbox');
  await field.fill('<img');
  await field.press('Enter');
  await expect(linesOf(page)).toContainText('<img src=x onerror=document.title=1>');
  expect(await linesOf(page).locator('img').count()).toBe(0);
  await field.fill('red text');
  await field.press('Enter');
  await expect(linesOf(page).getByText('red text', { exact: true })).toBeVisible();
  await page.getByRole('button', { name: /new lines?$/ }).click();
  await expect(page.getByRole('button', { name: 'Pause' })).toBeVisible();
});

test('merges several containers, and says when one is removed', async ({ page, startApp }) => {
  const server = await startApp({ dockerHost: engine.host });
  await openPage(page, server, enginePage('logs?containers=talker,other'));
  await expect(linesOf(page)).toContainText('tick');
  const field = page.getByRole('main').getByRole('searchbox');
  await field.fill('from the other');
  await expect(page.getByText('1 match', { exact: false }).first()).toBeVisible();
  await engine.docker('rm', '-f', 'other');
  await expect(
    page.getByText('other: The container was removed').or(page.getByText('The container was removed')),
  ).toBeVisible();
});

for (const scheme of ['light', 'dark'] as const) {
  test(`has no faults that axe knows, in ${scheme} and in Spanish`, async ({ browser, startApp }) => {
    const context = await browser.newContext({ locale: 'es', colorScheme: scheme });
    const page = await context.newPage();
    const server = await startApp({ dockerHost: engine.host });
    await openPage(page, server, enginePage('containers'));
    await page.getByRole('grid').getByRole('link', { name: 'talker', exact: true }).click();
    await page.getByRole('tab', { name: 'Registro', exact: true }).click();
    await expect(page.getByRole('grid').getByText('tick').first()).toBeVisible();
    const { violations } = await new AxeBuilder({ page }).include('main').analyze();
    expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
      [],
    );
    await context.close();
  });
}
