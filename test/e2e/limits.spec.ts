import AxeBuilder from '@axe-core/playwright';
import { enginePage, expect, openPage, test } from '../support/e2e';
import { type RealEngine, startRealEngine } from './pages/real-engine';

/** Limits of a running container on a real engine: changed, refused, undone. */

let engine: RealEngine;

test.beforeAll(async () => {
  engine = await startRealEngine('limits');
});

test.afterAll(async () => {
  await engine?.stop();
});

test.beforeEach(async () => {
  await engine.docker(
    'run',
    '-d',
    '--name',
    'web',
    '--memory',
    '64m',
    '--cpus',
    '0.5',
    engine.image,
    'sleep',
    '1000',
  );
});

test.afterEach(async () => {
  await engine.clear();
});

const inspect = () =>
  engine.docker('inspect', '--format', '{{.HostConfig.NanoCpus}} {{.HostConfig.Memory}}', 'web');

test('changes limits live, shows the command, and undoes it', async ({ page, startApp }) => {
  await openPage(page, await startApp({ dockerHost: engine.host }), enginePage('containers/web?tab=limits'));
  const cpus = page
    .getByRole('textbox', { name: /^CPUs/ })
    .or(page.getByRole('spinbutton', { name: /^CPUs/ }))
    .first();
  await cpus.fill('0.25');
  await expect(page.getByText('docker update --cpus 0.25 web')).toBeVisible();
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect.poll(inspect).toBe('250000000 67108864');
  await page.getByRole('button', { name: 'Undo' }).first().click();
  await expect.poll(inspect).toBe('500000000 67108864');
});

test('says what is wrong before the engine is asked', async ({ page, startApp }) => {
  await openPage(page, await startApp({ dockerHost: engine.host }), enginePage('containers/web?tab=limits'));
  const cpus = page
    .getByRole('textbox', { name: /^CPUs/ })
    .or(page.getByRole('spinbutton', { name: /^CPUs/ }))
    .first();
  await cpus.fill('500');
  await expect(page.getByText(/The engine’s machine has \d+ cores\./)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Apply' })).toBeDisabled();
  expect(await inspect()).toBe('500000000 67108864');
});

for (const theme of ['light', 'dark'] as const) {
  test(`has no faults that axe knows, in ${theme} and in Spanish`, async ({ browser, startApp }) => {
    const server = await startApp({ dockerHost: engine.host });
    const context = await browser.newContext({ colorScheme: theme, locale: 'es-ES' });
    const page = await context.newPage();
    await openPage(page, server, enginePage('containers/web?tab=limits'));
    await expect(page.getByRole('button', { name: 'Aplicar' })).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await context.close();
  });
}
