import { mkdirSync } from 'node:fs';
import AxeBuilder from '@axe-core/playwright';
import { enginePage, expect, openPage, test } from '../support/e2e';
import { type RealEngine, startRealEngine } from './pages/real-engine';

/** The file system of a running container on a real engine: browsed by keyboard, a text edited, a file sent. */

let engine: RealEngine;

test.beforeAll(async () => {
  engine = await startRealEngine('files');
  const script = 'mkdir -p /data && printf "listen 80\\n" > /data/app.conf && echo ready && exec sleep 1000';
  await engine.docker('run', '-d', '--name', 'web', engine.image, 'sh', '-c', script);
  await expect.poll(() => engine.docker('logs', 'web')).toContain('ready');
});

test.afterAll(async () => {
  await engine?.stop();
});

test('browses by keyboard, edits a text, uploads and makes a folder', async ({ page, startApp }) => {
  await openPage(page, await startApp({ dockerHost: engine.host }), enginePage('containers/web?tab=files'));
  const root = page.getByRole('grid', { name: 'Files in /', exact: true });
  await root.getByText('data', { exact: true }).click();
  await root.press('Enter');
  const grid = page.getByRole('grid', { name: 'Files in /data' });
  await expect(grid.getByRole('row').filter({ hasText: 'app.conf' })).toContainText('Added');
  await grid.getByText('app.conf').dblclick();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Edit' }).click();
  await dialog.getByRole('textbox', { name: 'Text of app.conf' }).fill('listen 81\n');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await expect.poll(() => engine.docker('exec', 'web', 'cat', '/data/app.conf')).toBe('listen 81');
  await page.keyboard.press('Escape');
  const chooser = page.waitForEvent('filechooser');
  await page.getByRole('button', { name: 'Upload…' }).click();
  await (await chooser).setFiles({ name: 'sent.txt', mimeType: 'text/plain', buffer: Buffer.from('hello') });
  await expect(grid.getByText('sent.txt')).toBeVisible();
  expect(await engine.docker('exec', 'web', 'cat', '/data/sent.txt')).toBe('hello');
  await page.getByRole('button', { name: 'New folder…' }).click();
  await page.getByRole('dialog').getByRole('textbox').fill('made');
  await page.getByRole('dialog').getByRole('button', { name: 'Make' }).click();
  await expect(grid.getByText('made')).toBeVisible();
  await page.getByRole('button', { name: 'Up', exact: true }).click();
  await expect(root).toBeVisible();
});

for (const theme of ['light', 'dark'] as const) {
  test(`has no faults that axe knows, in ${theme} and in Spanish`, async ({ browser, startApp }) => {
    const server = await startApp({ dockerHost: engine.host });
    const viewport = theme === 'dark' ? { width: 1024, height: 700 } : { width: 1440, height: 900 };
    const context = await browser.newContext({ colorScheme: theme, locale: 'es-ES', viewport });
    const page = await context.newPage();
    await openPage(page, server, enginePage('containers/web?tab=files'));
    await expect(
      page.getByRole('grid', { name: 'Archivos en /' }).getByText('data', { exact: true }),
    ).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    if (process.env.SHOTS !== undefined) {
      mkdirSync(process.env.SHOTS, { recursive: true });
      await page.screenshot({ path: `${process.env.SHOTS}/files-es-${theme}.png` });
    }
    await context.close();
  });
}
