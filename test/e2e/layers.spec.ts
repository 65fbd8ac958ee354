import { readFile } from 'node:fs/promises';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { TarParser } from '../../src/main/backend/layers/tar/tar-parser';
import { enginePage, expect, openPage, test } from '../support/e2e';
import { type RealEngine, startRealEngine } from './pages/real-engine';

/** The tab Layers over an image of a real engine: stack, tree, filter, file, difference, extract. */

let engine: RealEngine;

/** A PNG of one pixel. */
const dot = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=';

async function commit(script: string, from: string, to: string): Promise<void> {
  await engine.docker('run', '--name', 'maker', from, 'sh', '-c', script);
  await engine.docker('commit', 'maker', to);
  await engine.docker('rm', 'maker');
}

test.beforeAll(async () => {
  engine = await startRealEngine('layers');
  const first = [
    'mkdir -p /app/cache',
    'head -c 300000 /dev/urandom > /app/cache/blob.bin',
    `echo ${dot} | base64 -d > /app/dot.png`,
    'printf "port: 80\\nname: a\\n" > /app/config.yaml',
    'i=0; while [ $i -lt 300 ]; do echo $i > /app/file-$i.txt; i=$((i+1)); done',
  ];
  await commit(first.join('; '), engine.image, 'shop:1');
  await commit('rm -rf /app/cache; printf "port: 80\\nname: b\\n" > /app/config.yaml', 'shop:1', 'shop:2');
  await commit('touch "/app/<img src=x onerror=document.title=1>"', 'shop:2', 'shop:3');
});

test.afterAll(async () => {
  await engine?.stop();
});

const treeOf = (page: Page) => page.getByRole('treegrid');
const rowOf = (page: Page, name: string) =>
  treeOf(page)
    .getByRole('row')
    .filter({ has: page.getByText(name, { exact: true }) });

test('the stack says what each layer costs, and the tree follows the keys', async ({ page, startApp }) => {
  await openPage(
    page,
    await startApp({ dockerHost: engine.host }),
    enginePage('images/shop:3?tab=layers&layer=2'),
  );
  const stack = page.getByRole('listbox', { name: 'Layers of the image' });
  await expect(stack.getByRole('option')).toHaveCount(4);
  await expect(stack.getByRole('option', { name: /Layer 2/ })).toContainText('293 KiB wasted');
  await expect(rowOf(page, 'app')).toContainText('wasted');
  await treeOf(page).focus();
  await page.keyboard.press('Home');
  await page.keyboard.press('ArrowRight');
  await expect(rowOf(page, 'config.yaml')).toContainText('overwritten by layer 3');
  await expect(rowOf(page, 'app')).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('f');
  await expect(treeOf(page).locator('[data-active]')).toContainText('file-0.txt');
  await page.keyboard.press('ArrowLeft');
  await expect(treeOf(page).locator('[data-active]')).toContainText('app');
  await stack.focus();
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/layer=3/);
  await expect(page.getByRole('heading', { name: 'Layer 3' })).toBeVisible();
});

test('filters by text, glob and expression, and says what is wrong with one', async ({ page, startApp }) => {
  await openPage(
    page,
    await startApp({ dockerHost: engine.host }),
    enginePage('images/shop:3?tab=layers&view=final'),
  );
  const field = page.getByRole('main').getByRole('searchbox');
  await field.fill('file-1');
  await expect(page.getByText('111 matches')).toBeVisible();
  await expect(page).toHaveURL(/q=file-1/);
  await page.getByRole('combobox', { name: 'Syntax of the filter' }).click();
  await page.getByRole('option', { name: 'Regex' }).click();
  await field.fill('(');
  await expect(page.getByRole('alert')).toContainText('The expression is not valid');
  await field.fill('file-1\\d\\.txt$');
  await expect(page.getByText('10 matches')).toBeVisible();
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('a file opens as text and as the difference to the version below, and is extracted', async ({
  page,
  startApp,
}) => {
  const path = enginePage('images/shop:3?tab=layers&view=final&q=config.yaml');
  await openPage(page, await startApp({ dockerHost: engine.host }), path);
  await rowOf(page, 'config.yaml').dblclick();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByLabel('Content of the file')).toContainText('name: b');
  await dialog.getByRole('radio', { name: 'Difference' }).click();
  await expect(dialog).toContainText('name: a');
  await dialog.getByRole('radio', { name: 'Hex' }).click();
  await expect(dialog).toContainText('70 6f 72 74');
  const download = page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save as…' }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('config.yaml');
  expect(await readFile(await saved.path(), 'utf8')).toBe('port: 80\nname: b\n');
});

test('a picture is shown, a folder is extracted, and marks filter', async ({ page, startApp }) => {
  const server = await startApp({ dockerHost: engine.host });
  await openPage(page, server, enginePage('images/shop:3?tab=layers&layer=3'));
  await page.getByRole('button', { name: 'Marks and size' }).click();
  await page.getByRole('checkbox', { name: 'removed' }).click();
  await page.keyboard.press('Escape');
  await expect(treeOf(page)).toContainText('blob.bin');
  await expect(treeOf(page)).not.toContainText('config.yaml');
  await page.goto(`${server.origin}${enginePage('images/shop:3?tab=layers&view=final&q=dot.png')}`);
  await rowOf(page, 'dot.png').dblclick();
  const dialog = page.getByRole('dialog');
  await expect(dialog.getByRole('img')).toBeVisible();
  expect(await dialog.getByRole('img').evaluate((img: HTMLImageElement) => img.naturalWidth)).toBe(1);
  await page.keyboard.press('Escape');
  await rowOf(page, 'app').click({ button: 'right' });
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Extract as .tar…' }).click();
  const saved = await download;
  expect(saved.suggestedFilename()).toBe('app.tar');
  const names: string[] = [];
  new TarParser((entry) => {
    names.push(entry.name.toString());
    return undefined;
  }).write(await readFile(await saved.path()));
  expect(names).toEqual(expect.arrayContaining(['app/config.yaml', 'app/dot.png', 'app/file-299.txt']));
  expect(names.join(' ')).not.toContain('blob.bin');
});

test('names are text, never markup', async ({ page, startApp }) => {
  const path = enginePage('images/shop:3?tab=layers&layer=4&list=flat');
  await openPage(page, await startApp({ dockerHost: engine.host }), path);
  await expect(treeOf(page)).toContainText('<img src=x onerror=document.title=1>');
  expect(await treeOf(page).locator('img').count()).toBe(0);
});

for (const scheme of ['light', 'dark'] as const) {
  for (const locale of ['en', 'es'] as const) {
    test(`axe finds nothing in ${scheme}, ${locale}`, async ({ browser, startApp }) => {
      const context = await browser.newContext({ locale, colorScheme: scheme });
      const page = await context.newPage();
      await openPage(
        page,
        await startApp({ dockerHost: engine.host }),
        enginePage('images/shop:3?tab=layers&layer=2'),
      );
      await expect(page.getByRole('treegrid').getByText('app', { exact: true })).toBeVisible();
      if (locale === 'es') await expect(page.getByRole('tab', { name: 'Capas' })).toBeVisible();
      const { violations } = await new AxeBuilder({ page }).include('main').analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual(
        [],
      );
      await page.screenshot({ path: test.info().outputPath(`layers-${scheme}-${locale}.png`) });
      await context.close();
    });
  }
}
