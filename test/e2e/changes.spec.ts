import { mkdirSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { enginePage, expect, openPage, test } from '../support/e2e';
import { type RealEngine, startRealEngine } from './pages/real-engine';

/** What a container wrote over its image, on a real engine: looked at, committed, moved to a volume and back. */

let engine: RealEngine;

test.beforeAll(async () => {
  engine = await startRealEngine('changes');
});

test.afterAll(async () => {
  await engine?.stop();
});

const script = [
  'mkdir -p /data/logs',
  'head -c 3145728 /dev/zero > /data/logs/big.log',
  'printf "listen 8080\\nworkers 8\\n" > /data/app.conf',
  'rm -f /etc/gone',
  'echo "two" >> /etc/kept',
  'printf x > "/data/$(printf \'new\\nline\')"',
  'echo ready',
  'exec sleep 1000',
].join(' && ');

test.beforeEach(async () => {
  const seed = 'mkdir -p /etc && echo old > /etc/gone && echo one > /etc/kept';
  await engine.docker('run', '--name', 'seed', engine.image, 'sh', '-c', seed);
  await engine.docker('commit', 'seed', 'seeded:1');
  await engine.docker('rm', 'seed');
  await engine.docker(
    'run',
    '-d',
    '--init',
    '--stop-timeout',
    '1',
    '--name',
    'web',
    'seeded:1',
    'sh',
    '-c',
    script,
  );
  await expect.poll(() => engine.docker('logs', 'web')).toContain('ready');
});

test.afterEach(async () => {
  await engine.clear();
});

const shots = process.env.SHOTS;
const shoot = async (page: import('@playwright/test').Page, name: string): Promise<void> => {
  if (shots === undefined) return;
  mkdirSync(shots, { recursive: true });
  await page.screenshot({ path: `${shots}/${name}.png` });
};

test('shows what was written, what differs from the image, and the biggest files', async ({
  page,
  startApp,
}) => {
  await openPage(page, await startApp({ dockerHost: engine.host }), enginePage('containers/web?tab=changes'));
  const grid = page.getByRole('treegrid', { name: 'Changed files' });
  await expect(grid.getByText('data', { exact: true })).toBeVisible();
  await expect(page.getByText('lost when removed')).toBeVisible();
  await expect(page.getByLabel('What the container wrote').getByText('3 MiB')).toBeVisible();
  await expect(page.getByText('Read from the folder of the writable layer.')).toBeVisible();
  await shoot(page, 'changes-en');
  await page
    .getByRole('radio', { name: 'Largest' })
    .or(page.getByRole('button', { name: 'Largest' }))
    .first()
    .click();
  const first = grid.getByRole('row').nth(1);
  await expect(first).toContainText('data/logs/big.log');
  await expect(grid).toContainText('new\\x0aline');
  await expect(grid.getByRole('row').filter({ hasText: 'etc/gone' })).toContainText('Removed');
  await grid.getByText('etc/kept').dblclick();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByText('compared with the image')).toBeVisible();
  await expect(dialog.locator('.cm-changedLine')).toContainText('two');
  await shoot(page, 'changes-diff');
});

test('marks it in the list of containers', async ({ page, startApp }) => {
  await openPage(page, await startApp({ dockerHost: engine.host }), enginePage('containers'));
  await expect(page.getByRole('row').filter({ hasText: 'web' }).getByText('3 MiB')).toBeVisible();
});

test('moves a folder to a volume, says what is kept, and undoes it', async ({ page, startApp }) => {
  await openPage(page, await startApp({ dockerHost: engine.host }), enginePage('containers/web?tab=changes'));
  await page.getByRole('button', { name: 'Move to a volume…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: /Folder in the container/ }).fill('/data');
  await expect(dialog.getByRole('textbox', { name: /Name of the volume/ })).toHaveValue('web-data');
  await shoot(page, 'changes-move');
  await dialog.getByRole('button', { name: 'Move' }).click();
  await expect(page.getByText('Data were moved to the volume web-data')).toBeVisible({ timeout: 20_000 });
  expect(
    await engine.docker('inspect', '--format', '{{range .Mounts}}{{.Name}}:{{.Destination}}{{end}}', 'web'),
  ).toBe('web-data:/data');
  await page.getByRole('button', { name: 'Undo the move' }).click();
  await page
    .getByRole('dialog')
    .or(page.getByRole('alertdialog'))
    .getByRole('button', { name: 'Undo the move' })
    .click();
  await expect.poll(() => engine.docker('volume', 'ls', '--quiet'), { timeout: 20_000 }).toBe('');
  await expect
    .poll(() => engine.docker('inspect', '--format', '{{len .Mounts}} {{.State.Running}}', 'web'))
    .toBe('0 true');
});

test('commits to an image with a checked name', async ({ page, startApp }) => {
  await openPage(page, await startApp({ dockerHost: engine.host }), enginePage('containers/web?tab=changes'));
  await page.getByRole('button', { name: 'Commit to an image…' }).click();
  const dialog = page.getByRole('dialog');
  const name = dialog.getByRole('textbox', { name: /^Name/ });
  await name.fill('Not A Name');
  await expect(dialog.getByText('No name for an image')).toBeVisible();
  await name.fill('team/web:2');
  await dialog.getByRole('button', { name: 'Commit' }).click();
  await expect
    .poll(() => engine.docker('images', '--format', '{{.Repository}}:{{.Tag}}'))
    .toContain('team/web:2');
});

for (const theme of ['light', 'dark'] as const) {
  test(`has no faults that axe knows, in ${theme} and in Spanish`, async ({ browser, startApp }) => {
    const server = await startApp({ dockerHost: engine.host });
    const context = await browser.newContext({
      colorScheme: theme,
      locale: 'es-ES',
      viewport: theme === 'dark' ? { width: 1024, height: 700 } : { width: 1440, height: 900 },
    });
    const page = await context.newPage();
    await openPage(page, server, enginePage('containers/web?tab=changes'));
    await expect(
      page.getByRole('treegrid', { name: 'Archivos cambiados' }).getByText('data', { exact: true }),
    ).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await shoot(page, `changes-es-${theme}`);
    await context.close();
  });
}
