import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { enginePage, expect, openPage, test } from '../support/e2e';
import { type RealEngine, startRealEngine } from './pages/real-engine';

/** Terminals in a container of a real engine. */

let engine: RealEngine;

test.beforeAll(async () => {
  engine = await startRealEngine('terminal');
});

test.afterAll(async () => {
  await engine?.stop();
});

test.beforeEach(async () => {
  await engine.docker('run', '-d', '--name', 'web', engine.image, 'sleep', '1000');
});

test.afterEach(async () => {
  await engine.clear();
});

const address = enginePage('containers/web?tab=terminal');
const rows = (page: Page) => page.locator('.xterm-accessibility-tree');
const shoot = async (page: Page, name: string): Promise<void> => {
  const folder = process.env.ESTIBA_SHOTS;
  if (folder) await page.screenshot({ path: `${folder}/terminal-${name}.png` });
};

async function openShell(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByRole('textbox', { name: /^Terminal 1 · / })).toBeFocused();
}

test('types in a shell, keeps it over other tabs, and tells how it ended', async ({ page, startApp }) => {
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await openPage(page, await startApp({ dockerHost: engine.host }), address);
  await openShell(page);
  await page.keyboard.type('echo $((6*7))-here\n');
  await expect(rows(page)).toContainText('42-here');
  await shoot(page, 'shell');
  await page.getByRole('tab', { name: 'Limits' }).click();
  await expect(page.getByRole('button', { name: 'Apply' })).toBeVisible();
  await page.getByRole('tab', { name: 'Terminal' }).click();
  await expect(rows(page)).toContainText('42-here');
  await expect(page.getByRole('textbox', { name: /^Terminal 1 · / })).toBeFocused();
  await page.keyboard.type('exit 9\n');
  await expect(page.getByText('Ended with exit code 9')).toBeVisible();
  await shoot(page, 'ended');
  await page.getByRole('button', { name: 'Run again' }).click();
  await expect(page.getByText('Ended with exit code 9')).toBeHidden();
  await page.getByRole('button', { name: /^Close 1 · / }).click();
  await expect(page.getByRole('button', { name: 'Open', exact: true })).toBeVisible();
  expect(faults).toEqual([]);
});

test('stays usable in a flood', async ({ page, startApp }) => {
  await openPage(page, await startApp({ dockerHost: engine.host }), address);
  await openShell(page);
  await page.keyboard.type('yes\n');
  await expect(rows(page)).toContainText('y');
  const worst = await page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        let last = performance.now();
        let longest = 0;
        const end = last + 3000;
        const frame = (): void => {
          const now = performance.now();
          longest = Math.max(longest, now - last);
          last = now;
          if (now < end) requestAnimationFrame(frame);
          else resolve(longest);
        };
        requestAnimationFrame(frame);
      }),
  );
  console.log(`longest frame in a flood: ${Math.round(worst)} ms`);
  expect(worst).toBeLessThan(1000);
  await page.keyboard.press('Control+c');
  await page.keyboard.type('echo over-$((1+1))\n');
  await expect(rows(page)).toContainText('over-2', { timeout: 15_000 });
});

test('has several terminals with names', async ({ page, startApp }) => {
  await openPage(page, await startApp({ dockerHost: engine.host }), address);
  await openShell(page);
  await page.getByRole('button', { name: 'New terminal' }).click();
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByRole('textbox', { name: /^Terminal 2 · / })).toBeFocused();
  await page.getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Rename' }).fill('builds');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('button', { name: '2 · builds', exact: true })).toBeVisible();
});

for (const theme of ['light', 'dark'] as const) {
  test(`has no faults that axe knows, in ${theme} and in Spanish`, async ({ browser, startApp }) => {
    const server = await startApp({ dockerHost: engine.host });
    const context = await browser.newContext({ colorScheme: theme, locale: 'es-ES' });
    const page = await context.newPage();
    await openPage(page, server, address);
    const open = page.getByRole('button', { name: 'Abrir', exact: true });
    await expect(open).toBeVisible();
    await shoot(page, `form-${theme}-es`);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await open.click();
    await expect(page.getByRole('textbox', { name: /^Terminal 1 · / })).toBeFocused();
    await page.keyboard.type('ls -la\n');
    await expect(rows(page)).toContainText('srv');
    await shoot(page, `screen-${theme}-es`);
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await context.close();
  });
}
