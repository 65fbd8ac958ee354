import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { EstibaServer } from '../support/app';
import { expect, openPage, test } from '../support/e2e';
import { dockerArchive, type ImageSpec, ociFiles } from '../support/layers/image-archive';
import { startStubRegistry } from '../support/layers/stub-registry';

/** Images that no engine has: archives, layouts and references, without any engine. */

const image = (architecture = 'amd64'): ImageSpec => ({
  architecture,
  reference: 'shop/api:7',
  config: { Env: ['MODE=test'], Cmd: ['/bin/run'] },
  layers: [
    [
      { name: 'etc/', mode: 0o755 },
      { name: 'etc/app.conf', body: `for ${architecture}\n` },
      { name: 'big', body: 'x'.repeat(5000) },
    ],
    [{ name: '.wh.big', body: '' }],
  ],
});

async function openForm(page: Page, server: EstibaServer): Promise<void> {
  await openPage(page, server, '/layers');
  await expect(page.getByRole('heading', { name: 'Open image', level: 1 })).toBeVisible();
}

test('an archive by its path, its tabs, and the list of what was opened', async ({
  page,
  startApp,
  folder,
}) => {
  const file = join(folder, 'image.tar');
  await writeFile(file, dockerArchive(image()));
  await openForm(page, await startApp());
  const path = page.getByRole('textbox', { name: /^Path of the archive/ });
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText('Type a path first.');
  await path.fill('image.tar');
  await expect(page.getByRole('alert')).toContainText('must begin at the root');
  await path.fill(file);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'shop/api:7', level: 1 })).toBeVisible();
  await expect(page.getByText('archive', { exact: false }).first()).toBeVisible();
  await expect(page.getByRole('listbox').getByRole('option').first()).toContainText('RUN step 1');
  await page.getByRole('tab', { name: 'Waste' }).click();
  await expect(page.getByRole('grid').getByRole('row').nth(1)).toContainText('/big');
  await page.getByRole('tab', { name: 'Config' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('/bin/run');
  await page.getByRole('link', { name: 'Open another' }).click();
  await page.getByRole('link', { name: file }).click();
  await expect(page.getByRole('heading', { name: 'shop/api:7', level: 1 })).toBeVisible();
});

test('what cannot be opened says why', async ({ page, startApp, folder }) => {
  const file = join(folder, 'broken.tar');
  await writeFile(file, dockerArchive(image()).subarray(0, 3000));
  const server = await startApp();
  await openPage(page, server, '/layers');
  await page.goto(`${server.origin}/layers/view?kind=archive&path=${encodeURIComponent(file)}`);
  await expect(
    page.getByRole('tabpanel').getByRole('alert').or(page.getByRole('tabpanel').getByRole('heading')).first(),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: /try again/i })).toBeVisible();
  await page.goto(`${server.origin}/layers/view?kind=archive&path=/no/such/file.tar`);
  await expect(page.getByRole('tabpanel')).toContainText('/no/such/file.tar');
  await page.goto(`${server.origin}/layers/view?kind=nothing`);
  await expect(page.getByText('This address names no image')).toBeVisible();
});

test('a layout folder, and the platforms of a registry reference without a pull', async ({
  page,
  startApp,
  folder,
}) => {
  for (const { name, body } of ociFiles([image()])) {
    await mkdir(dirname(join(folder, 'layout', name)), { recursive: true });
    await writeFile(join(folder, 'layout', name), body);
  }
  const registry = await startStubRegistry([image(), image('arm64')]);
  const server = await startApp();
  await openForm(page, server);
  await page.getByText('OCI folder', { exact: true }).click();
  await page.getByRole('textbox', { name: /^Path of the folder/ }).fill(join(folder, 'layout'));
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByRole('listbox').getByRole('option')).toHaveCount(2);
  await page.getByRole('link', { name: 'Open another' }).click();
  await page.getByText('Registry', { exact: true }).click();
  await page.getByRole('textbox', { name: /^Reference/ }).fill(`${registry.repository}:1`);
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByText('linux/amd64').first()).toBeVisible();
  await page.getByRole('combobox', { name: 'Image in it' }).click();
  await page.getByRole('option', { name: /linux\/arm64/ }).click();
  await expect(page).toHaveURL(/platform=linux%2Farm64/);
  await page.getByRole('tab', { name: 'Config' }).click();
  await expect(page.getByRole('tabpanel')).toContainText('linux/arm64');
  await registry.stop();
});

for (const theme of ['light', 'dark'] as const) {
  test(`has no faults that axe knows, in ${theme} and in Spanish`, async ({ browser, startApp }) => {
    const server = await startApp();
    const context = await browser.newContext({ colorScheme: theme, locale: 'es-ES' });
    const page = await context.newPage();
    await openPage(page, server, '/layers');
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await context.close();
  });
}

test('a dropped or chosen archive is received, opened, and gone when Estiba is', async ({
  page,
  startApp,
  folder,
}) => {
  const home = join(folder, 'home');
  const server = await startApp({ home });
  await openForm(page, server);
  const bytes = dockerArchive(image());
  const transfer = await page.evaluateHandle((body) => {
    const data = new DataTransfer();
    const content = Uint8Array.from(atob(body), (character) => character.charCodeAt(0));
    data.items.add(new File([content], 'my image.tar'));
    return data;
  }, bytes.toString('base64'));
  await page.getByRole('main').getByRole('heading', { level: 1 }).dispatchEvent('drop', {
    dataTransfer: transfer,
  });
  await expect(page.getByRole('heading', { name: 'shop/api:7', level: 1 })).toBeVisible();
  await expect(page.getByRole('listbox').getByRole('option').first()).toContainText('RUN step 1');
  await page.getByRole('link', { name: 'Open another' }).click();
  // It goes with this session: nothing to come back to.
  await expect(page.getByText('my-image.tar')).toHaveCount(0);
  await page
    .locator('input[type=file]')
    .setInputFiles({ name: 'no-image.tar', mimeType: 'application/x-tar', buffer: Buffer.from('nothing') });
  await expect(page.getByRole('button', { name: /try again/i })).toBeVisible();
  const received = join(home, 'cache', 'estiba', 'received-archives');
  expect(await readdir(received)).toHaveLength(1);
  await server.stop();
  expect(await readdir(received)).toEqual([]);
});

test('estiba open begins with the layers of a file', async ({ page, startApp, folder }) => {
  const file = join(folder, 'an image.tar');
  await writeFile(file, dockerArchive(image()));
  const server = await startApp({ command: 'open', args: [file] });
  expect(server.url).toContain('/layers/view?kind=archive&path=');
  await page.goto(server.url);
  await expect(page.getByRole('heading', { name: 'shop/api:7', level: 1 })).toBeVisible();
});
