import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEstibaServer } from '../support/app';
import { expect, test } from './pages/scene';

test('the language changes at once and is kept', async ({ app, page }) => {
  await app.goTo('Settings');
  await page.getByRole('radio', { name: 'Español' }).click();
  await expect(app.heading('Ajustes')).toBeVisible();
  await expect(page.locator('html')).toHaveAttribute('lang', 'es');
  await expect(app.rail.getByRole('link', { name: 'Resumen' })).toBeVisible();
  await expect(app.statusBar.getByText('En vivo')).toBeVisible();
  await page.reload();
  await expect(app.heading('Ajustes')).toBeVisible();
  await page.getByRole('radio', { name: 'English' }).click();
  await expect(app.heading('Settings')).toBeVisible();
});

test('the theme and the motion change at once and are kept', async ({ app, page }) => {
  await app.goTo('Settings');
  const html = page.locator('html');
  await page.getByRole('radio', { name: 'High contrast' }).click();
  await expect(html).toHaveAttribute('data-theme', 'contrast');
  await page.getByRole('radio', { name: 'None' }).click();
  await expect(html).toHaveAttribute('data-motion', 'off');
  await expect(page.getByRole('radio', { name: 'High contrast' })).toBeChecked();
  await page.reload();
  await expect(html).toHaveAttribute('data-theme', 'contrast');
  await expect(page.getByRole('radio', { name: 'None' })).toBeChecked();
});

test('a change in one tab reaches another', async ({ app, page, context }) => {
  await app.goTo('Settings');
  const other = await context.newPage();
  const key = await page.evaluate(() => sessionStorage.getItem('estiba.session'));
  await other.addInitScript((value) => sessionStorage.setItem('estiba.session', value ?? ''), key);
  await other.goto(new URL('/settings', app.server.origin).href);
  await expect(other.getByRole('switch', { name: /Ask before a container is stopped/ })).not.toBeChecked();
  await page.getByRole('switch', { name: /Ask before a container is stopped/ }).click();
  await expect(other.getByRole('switch', { name: /Ask before a container is stopped/ })).toBeChecked();
});

test('says where the files are and what only a desktop window has', async ({ app, page }) => {
  await app.goTo('Settings');
  const about = app.card('About this Estiba');
  await expect(about.getByText(`${app.server.home}/config/estiba/settings.json`)).toBeVisible();
  await expect(about.getByText('Server, in a browser')).toBeVisible();
  await expect(page.getByRole('switch', { name: /Keep Estiba in the tray/ })).toBeDisabled();
});

test('a damaged settings file is kept aside, and the page says so', async ({ page }) => {
  const home = await mkdtemp(join(tmpdir(), 'estiba-damaged-'));
  await mkdir(join(home, 'config/estiba'), { recursive: true });
  await writeFile(join(home, 'config/estiba/settings.json'), '{"theme": "dark"');
  const server = await startEstibaServer({ home });
  try {
    await page.goto(server.url);
    const banner = page.getByRole('status').filter({ hasText: 'The settings file could not be read' });
    await expect(banner).toContainText('The unreadable file was kept as');
    await banner.getByRole('button', { name: 'Understood' }).click();
    await expect(banner).toBeHidden();
  } finally {
    await server.stop();
    await rm(home, { recursive: true, force: true });
  }
});
