import { enginePage, expect, openPage, test } from '../support/e2e';
import { createDataset } from '../support/fake-engine';
import { expectNoViolations, shoot } from './pages/accessibility';
import { type RealEngine, startRealEngine } from './pages/real-engine';

/** Who is in which namespace: the matrix, the chosen one, the tab of a container; on a real engine and on a big one. */

let engine: RealEngine;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  engine = await startRealEngine('namespaces');
});
test.afterAll(async () => {
  await engine?.stop();
});
test.beforeEach(() => engine.clear());

const start = (name: string, ...options: string[]) =>
  engine.docker('run', '-d', '--name', name, ...options, engine.image, 'sleep', '10000');

async function startFive(): Promise<void> {
  await start('web', '--network', 'none', '--ipc', 'shareable');
  await start('sidecar', '--network', 'container:web', '--pid', 'container:web', '--ipc', 'container:web');
  await start('agent', '--network', 'none', '--pid', 'host', '--uts', 'host');
  await start('cache', '--network', 'none');
  await start('batch', '--network', 'container:cache');
}

test('shows who shares with whom, follows a click, and notices starts and ends', async ({
  page,
  startApp,
}) => {
  test.setTimeout(120_000);
  await startFive();
  await page.setViewportSize({ width: 1440, height: 900 });
  await openPage(page, await startApp({ dockerHost: engine.host }), enginePage('namespaces'));
  const main = page.getByRole('main');
  const rows = main.getByRole('grid').getByRole('row');
  await expect(rows).toHaveCount(7);
  await expect(rows.nth(1)).toContainText(/Host|Estiba/);
  const web = rows.filter({ hasText: 'web' });
  await expect(
    web.getByRole('button', { name: /^Network: Shared by 2 containers · net:\[\d+\]$/ }),
  ).toBeVisible();
  await expect(
    rows.filter({ hasText: 'agent' }).getByRole('button', { name: /^Processes: The host/ }),
  ).toBeVisible();
  await shoot(page, 'namespaces-matrix');
  await expectNoViolations(page);
  await web.getByRole('button', { name: /^Network:/ }).click();
  const panel = page.getByRole('complementary', { name: 'Chosen namespace' });
  await expect(panel).toContainText('They have one address');
  await expect(panel.getByRole('link', { name: 'sidecar' })).toBeVisible();
  await expect(panel).toContainText('--network container:');
  await shoot(page, 'namespaces-chosen');
  await expectNoViolations(page);
  await page.getByRole('radio', { name: 'With the host' }).click();
  await expect(rows).toHaveCount(3);
  await page.getByRole('radio', { name: 'All' }).click();
  await engine.docker('kill', 'sidecar');
  await expect(rows).toHaveCount(6);
  await expect(panel).toContainText('Its own');
  await start('late', '--network', 'container:web');
  await expect(rows).toHaveCount(7);
  await panel.getByRole('link', { name: 'late' }).click();
  const row = main.getByRole('table', { name: 'Namespaces' }).getByRole('row', { name: /^Network/ });
  await expect(row.getByRole('link', { name: 'web' })).toBeVisible();
  await shoot(page, 'namespaces-tab');
  await expectNoViolations(page);
  await engine.docker('kill', 'late');
  await expect(main.getByText('It does not run')).toBeVisible();
});

test('is used by keyboard', async ({ page, startApp }) => {
  test.setTimeout(60_000);
  await startFive();
  await openPage(page, await startApp({ dockerHost: engine.host }), enginePage('containers'));
  await expect(page.getByRole('grid').getByRole('row').nth(1)).toBeVisible();
  await page.keyboard.press('g');
  await page.keyboard.press('m');
  const rows = page.getByRole('main').getByRole('grid').getByRole('row');
  await expect(rows).toHaveCount(7);
  await rows.filter({ hasText: 'sidecar' }).click();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Who is in it: Processes' }).press('Enter');
  await expect(page.getByRole('complementary', { name: 'Chosen namespace' })).toContainText(
    '2 containers in it',
  );
  await page.getByRole('complementary').getByRole('button', { name: 'Close' }).press('Enter');
  await expect(page.getByRole('complementary', { name: 'Chosen namespace' })).toBeHidden();
});

for (const theme of ['light', 'dark'] as const) {
  test(`reads in Spanish, ${theme}`, async ({ browser, startApp }) => {
    test.setTimeout(120_000);
    await startFive();
    const server = await startApp({ dockerHost: engine.host });
    const context = await browser.newContext({
      colorScheme: theme,
      locale: 'es-ES',
      viewport: { width: 1024, height: 700 },
    });
    const page = await context.newPage();
    await openPage(page, server, enginePage('namespaces'));
    const rows = page.getByRole('main').getByRole('grid').getByRole('row');
    await expect(rows).toHaveCount(7);
    await rows
      .filter({ hasText: 'agent' })
      .getByRole('button', { name: /^Procesos:/ })
      .click();
    await expect(page.getByRole('complementary', { name: 'Espacio elegido' })).toContainText(
      'Ve todos los procesos',
    );
    await shoot(page, `namespaces-chosen-${theme}`);
    await expectNoViolations(page);
    await openPage(page, server, enginePage('containers/agent?tab=namespaces'));
    await expect(page.getByText('Usuarios dentro y fuera')).toBeVisible();
    await shoot(page, `namespaces-tab-${theme}`);
    await expectNoViolations(page);
    await context.close();
  });
}

test('with nothing, and with 500 of an engine whose kernel is elsewhere', async ({
  page,
  startApp,
  startFake,
}) => {
  test.setTimeout(90_000);
  const none = await startFake({ state: createDataset({ containers: 0 }) });
  await page.setViewportSize({ width: 1440, height: 900 });
  await openPage(page, await startApp({ dockerHost: none.host }), enginePage('namespaces'));
  await expect(page.getByText('No container runs')).toBeVisible();
  await shoot(page, 'namespaces-empty');
  const many = await startFake({ state: createDataset({ containers: 500 }) });
  await openPage(page, await startApp({ dockerHost: many.host }), enginePage('namespaces'));
  await expect(page.getByText(/what follows from their settings is shown/)).toBeVisible();
  await shoot(page, 'namespaces-many');
  await expectNoViolations(page);
});
