import { enginePage, expect, openPage, test } from '../support/e2e';
import { expectNoViolations, shoot } from './pages/accessibility';
import { type RealEngine, startRealEngine } from './pages/real-engine';

/** The processes of a container on a real engine: tree, filter, signal, security, end, axe. */

let engine: RealEngine;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  engine = await startRealEngine('processes');
});
test.afterAll(async () => {
  await engine?.stop();
});
test.beforeEach(() => engine.clear());

const start = (name: string, script: string, ...options: string[]) =>
  engine.docker(
    'run',
    '-d',
    '--name',
    name,
    '--network',
    'none',
    ...options,
    engine.image,
    'sh',
    '-c',
    script,
  );

test('shows the tree, signals one process, explains security, and notices the end', async ({
  page,
  startApp,
}) => {
  test.setTimeout(120_000);
  const script = 'trap "" HUP; sleep $((1000+1)) & sh -c "sleep 1002; true" & while :; do :; done';
  await start('tree', script, '--cap-add', 'SYS_ADMIN');
  await page.setViewportSize({ width: 1440, height: 900 });
  await openPage(
    page,
    await startApp({ dockerHost: engine.host }),
    enginePage('containers/tree?tab=processes'),
  );
  const main = page.getByRole('main');
  const rows = main.getByRole('grid').getByRole('row');
  await expect(rows).toHaveCount(5);
  await expect(rows.nth(1)).toContainText('sh -c trap');
  await expect(rows.nth(1)).toContainText('First process');
  await expect(main.getByText('From /proc')).toBeVisible();
  await shoot(page, 'processes-tree');
  await expectNoViolations(page);
  const filter = main.getByRole('searchbox').or(main.getByPlaceholder('Filter processes')).first();
  await filter.fill('sleep 1001');
  await expect(rows).toHaveCount(2);
  await rows.nth(1).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'SIGKILL…' }).click();
  await expect(page.getByRole('dialog')).toContainText('Ends at once');
  await shoot(page, 'processes-signal');
  await expectNoViolations(page);
  await page.getByRole('button', { name: 'Send SIGKILL' }).click();
  await expect(page.getByText('Sent by Estiba itself.')).toBeVisible();
  await filter.fill('');
  await main.getByRole('button', { name: 'Security' }).click();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('row', { name: /^SYS_ADMIN/ })).toContainText('Dangerous');
  await shoot(page, 'processes-security');
  await expectNoViolations(page);
  await page.keyboard.press('Escape');
  await engine.docker('kill', 'tree');
  await expect(main.getByText('It does not run')).toBeVisible();
});

for (const theme of ['light', 'dark'] as const) {
  test(`reads in Spanish, ${theme}, with many processes`, async ({ browser, startApp }) => {
    test.setTimeout(120_000);
    await start('many', 'i=0; while [ $i -lt 300 ]; do sleep 1000 & i=$((i+1)); done; wait');
    const server = await startApp({ dockerHost: engine.host });
    const context = await browser.newContext({
      colorScheme: theme,
      locale: 'es-ES',
      viewport: { width: 1024, height: 700 },
    });
    const page = await context.newPage();
    await openPage(page, server, enginePage('containers/many?tab=processes'));
    await expect(page.getByText('301 de 301')).toBeVisible();
    await shoot(page, `processes-many-${theme}`);
    await expectNoViolations(page);
    await page.getByRole('button', { name: 'Seguridad' }).click();
    await expect(page.getByRole('dialog').getByRole('row', { name: /^CHOWN/ })).toContainText('Por defecto');
    await shoot(page, `processes-security-${theme}`);
    await expectNoViolations(page);
    await context.close();
  });
}
