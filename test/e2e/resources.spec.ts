import type { Page } from '@playwright/test';
import { enginePage, expect, openPage, test } from '../support/e2e';
import { expectConformance } from './pages/accessibility';
import { type RealEngine, startRealEngine } from './pages/real-engine';

/** The live use of containers on a real engine: the tab of one, the page of all, axe in both themes and languages. */

let engine: RealEngine;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  engine = await startRealEngine('resources');
});
test.afterAll(async () => {
  await engine?.stop();
});
test.beforeEach(() => engine.clear());

async function setLook(page: Page, origin: string, theme: string, language: string): Promise<void> {
  const key = await page.evaluate(() => sessionStorage.getItem('estiba.session'));
  const response = await fetch(`${origin}/rpc/settings/update`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ theme, language, motion: 'reduced' }),
  });
  expect(response.ok).toBe(true);
  await expect(page.locator('html')).toHaveAttribute('data-theme', theme);
}

function startBusy(name: string): Promise<string> {
  const limits = ['--cpus', '0.2', '--memory', '64m', '--pids-limit', '50'];
  return engine.docker(
    'run',
    '-d',
    '--name',
    name,
    '--network',
    'none',
    ...limits,
    engine.image,
    'sh',
    '-c',
    'while :; do :; done',
  );
}

test('shows the use of a limited container, what binds, and the proof', async ({ page, startApp }) => {
  test.setTimeout(120_000);
  const id = await startBusy('busy');
  const server = await startApp({ dockerHost: engine.host });
  await openPage(page, server, enginePage(`containers/${id}?tab=resources`));
  const main = page.getByRole('main');
  await expect(main.getByRole('meter', { name: 'CPU' })).toHaveAttribute(
    'aria-valuetext',
    /0\.\d+ cores .*limit 0\.2 cores/,
  );
  await expect(main.getByRole('img', { name: /^CPU: now/ })).toBeVisible();
  await expect(main.getByText(/stopped in .* of the periods/)).toBeVisible();
  const tree = main.getByRole('table', { name: 'The limit that holds' });
  await expect(tree).toContainText('0.2 cores');
  await expect(main.getByText('docker run --cpus')).toBeVisible();
  await main.getByRole('button', { name: 'Verify' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('row', { name: /^Memory limit/ })).toContainText('same');
  await expectConformance(page, 'verify');
  await page.keyboard.press('Escape');
  for (const [theme, language] of [
    ['dark', 'es'],
    ['light', 'en'],
  ] as const) {
    await setLook(page, server.origin, theme, language);
    await expectConformance(page, `tab, ${theme}, ${language}`);
  }
  await engine.docker('kill', 'busy');
  await expect(main.getByText('The container has ended')).toBeVisible();
  await expectConformance(page, 'ended');
});

test('lists the use of all, and tells an empty engine from a quiet one', async ({ page, startApp }) => {
  test.setTimeout(120_000);
  const server = await startApp({ dockerHost: engine.host });
  await openPage(page, server, enginePage('resources'));
  await expect(page.getByRole('heading', { name: 'Nothing runs' })).toBeVisible();
  await startBusy('loud');
  await engine.docker('run', '-d', '--name', 'quiet', '--network', 'none', engine.image, 'sleep', '1000');
  const rows = page.getByRole('grid').getByRole('row');
  await expect(rows.nth(1)).toContainText('loud');
  await expect(rows.nth(1)).toContainText(/loud0\.\d/);
  await expect(rows.nth(2)).toContainText('quiet');
  await expect(page.getByRole('region', { name: 'Totals' })).toContainText('Memory of the machine');
  for (const [theme, language] of [
    ['dark', 'es'],
    ['light', 'en'],
  ] as const) {
    await setLook(page, server.origin, theme, language);
    await expectConformance(page, `all, ${theme}, ${language}`);
  }
});
