import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { expect, test } from '../support/e2e';
import { createTar } from '../support/tar';
import { type RealEngine, startRealEngine } from './pages/real-engine';
import { ResourcePage } from './pages/resource-page';

/** Images on a real engine: names, archives out and in, what a removal does and what stands in its way. */

let engine: RealEngine;

test.beforeAll(async () => {
  engine = await startRealEngine('images');
});

test.afterAll(async () => {
  await engine?.stop();
});

test.afterEach(async () => {
  await engine.clear();
});

const tagsOf = (repository: string) =>
  engine.docker('images', '--format', '{{.Repository}}:{{.Tag}}', repository);

test('tag checks the reference, warns of a moved name, and can be undone', async ({ page, startApp }) => {
  const list = await ResourcePage.open(page, await startApp({ dockerHost: engine.host }), 'images');
  await list.choose(engine.image, /^Tag/);
  const field = list.dialog.getByRole('textbox', { name: 'New reference' });
  await field.fill('Upper/Case');
  await expect(list.dialog.getByRole('alert')).toBeVisible();
  await field.fill('team/tool:2');
  await list.confirm('Tag');
  await expect(list.toast('is now also team/tool:2')).toBeVisible();
  await expect(list.row(engine.image)).toContainText('+1');
  expect(await tagsOf('team/tool')).toBe('team/tool:2');
  await list.toast('is now also team/tool:2').getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => tagsOf('team/tool')).toBe('');

  await engine.docker('create', '--name', 'base', engine.image);
  await engine.docker('commit', 'base', 'other:1');
  // The newest stands first: the rows below it have moved.
  await expect(list.row('other:1')).toBeVisible();
  await list.choose(engine.image, /^Tag/);
  await field.fill('other:1');
  await expect(list.dialog).toContainText('other:1 has this name now and would lose it.');
  await list.confirm('Tag');
  await expect(list.toast('is now also other:1')).not.toContainText('Undo');
  await expect(list.row('other:1')).toHaveCount(0);
});

test('a tag alone goes without its image', async ({ page, startApp }) => {
  await engine.docker('tag', engine.image, 'extra:1');
  const list = await ResourcePage.open(page, await startApp({ dockerHost: engine.host }), 'images');
  await list.row(engine.image).click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Remove a tag' }).press('ArrowRight');
  await page.getByRole('menuitem', { name: 'extra:1' }).press('Enter');
  await expect(list.dialog).toContainText('Only the tag goes. The image stays under its other names.');
  await list.confirm('Remove tag');
  await expect.poll(() => tagsOf('extra')).toBe('');
  await expect(list.row(engine.image)).toBeVisible();
});

test('remove explains force and what blocks it', async ({ page, startApp }) => {
  const running = await engine.docker('run', '--detach', '--name', 'user', engine.image, 'sleep', '1000');
  const list = await ResourcePage.open(page, await startApp({ dockerHost: engine.host }), 'images');
  await list.choose(engine.image, /^Remove…/);
  await expect(list.dialog.getByRole('heading')).toHaveText(`${engine.image} cannot be removed`);
  await expect(list.dialog).toContainText('It stays: user runs from it.');
  await list.dialog.getByRole('button', { name: 'Close' }).last().click();

  await engine.docker('rm', '--force', running);
  await engine.docker('create', '--name', 'sleeper', engine.image);
  await engine.docker('tag', engine.image, 'second:1');
  await expect(list.row(engine.image)).toContainText('+1');
  await list.choose(engine.image, /^Remove…/);
  await expect(list.dialog).toContainText('The image is deleted.');
  await expect(list.dialog).toContainText('2 names go:');
  await expect(list.dialog).toContainText('It has several names; all of them go.');
  await list.dialog.getByRole('button', { name: 'Cancel' }).click();
  await expect(list.row(engine.image)).toBeVisible();
});

test('save, remove and load bring the same image back', async ({ page, startApp }) => {
  const list = await ResourcePage.open(page, await startApp({ dockerHost: engine.host }), 'images');
  const id = await engine.docker('images', '--quiet', '--no-trunc', engine.image);
  const download = page.waitForEvent('download');
  await list.choose(engine.image, /^Save…/);
  await list.dialog.getByRole('checkbox', { name: 'Compress (gzip)' }).check();
  await list.confirm('Save');
  const saved = await download;
  expect(saved.suggestedFilename()).toMatch(/^estiba-images-1\.tar\.gz$/);
  const path = test.info().outputPath('image.tar.gz');
  await saved.saveAs(path);
  expect(gunzipSync(await readFile(path)).includes('manifest.json')).toBe(true);
  await expect(list.toast(`Save ${engine.image}`)).toContainText('transferred');

  await list.choose(engine.image, /^Remove…/);
  await expect(list.dialog).toContainText('MiB that no other image uses are freed.');
  await list.confirm('Remove');
  await expect(list.row(engine.image)).toHaveCount(0);

  await list.button('Load…').first().click();
  await list.confirm('Load');
  await expect(list.dialog.getByRole('alert')).toHaveText('Choose a file first.');
  await list.dialog.locator('input[type=file]').setInputFiles(path);
  await list.confirm('Load');
  await expect(list.toast('Load image.tar.gz')).toContainText(`Brought in ${engine.image}`);
  await expect(list.row(engine.image)).toBeVisible();
  expect(await engine.docker('images', '--quiet', '--no-trunc', engine.image)).toBe(id);
});

test('a file dropped on the page is imported with a name and changes', async ({ page, startApp }) => {
  const list = await ResourcePage.open(page, await startApp({ dockerHost: engine.host }), 'images');
  await expect(list.row(engine.image)).toBeVisible();
  const bytes = [...createTar([{ name: 'hello.txt', body: Buffer.from('hello') }])];
  const transfer = await page.evaluateHandle((content) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(content)], 'rootfs.tar'));
    return data;
  }, bytes);
  await list.grid.dispatchEvent('dragenter', { dataTransfer: transfer });
  await expect(page.getByText('Drop an archive to load it into the engine')).toBeVisible();
  await list.grid.dispatchEvent('drop', { dataTransfer: transfer });
  await expect(list.dialog.getByText('rootfs.tar')).toBeVisible();
  await list.dialog.getByRole('radio', { name: 'Import a file system' }).click();
  await list.dialog.getByRole('textbox', { name: 'Reference' }).fill('imported:3');
  await list.dialog.getByRole('textbox', { name: 'Changes' }).fill('FROM scratch');
  await expect(list.dialog.getByRole('alert')).toHaveText('Line 1: FROM cannot be used here.');
  await list.dialog.getByRole('textbox', { name: 'Changes' }).fill('CMD ["/hello"]\nENV A=1');
  await list.confirm('Import');
  await expect(list.row('imported:3')).toBeVisible();
  const config = await engine.docker(
    'inspect',
    '--format',
    '{{json .Config.Cmd}} {{json .Config.Env}}',
    'imported:3',
  );
  expect(config).toBe('["/hello"] ["A=1"]');
});

test('a damaged archive fails with the engine’s words', async ({ page, startApp }) => {
  const list = await ResourcePage.open(page, await startApp({ dockerHost: engine.host }), 'images');
  await list.button('Load…').first().click();
  const file = {
    name: 'broken.tar',
    mimeType: 'application/x-tar',
    buffer: Buffer.from('this is no archive'),
  };
  await list.dialog.locator('input[type=file]').setInputFiles(file);
  await list.confirm('Load');
  await expect(list.toast('Load broken.tar').getByRole('button', { name: 'Details' })).toBeVisible();
});

test('the detail page: layers, config, relations', async ({ page, startApp }) => {
  await engine.docker('create', '--name', 'made', engine.image);
  const list = await ResourcePage.open(page, await startApp({ dockerHost: engine.host }), 'images');
  await list.row(engine.image).getByRole('link', { name: engine.image, exact: true }).click();
  await expect(list.heading(engine.image)).toBeVisible();
  await expect(list.card('Layers')).toContainText('1 layer');
  await expect(list.card('What a container gets from it')).toContainText('sh');
  await list.tab('Relations').click();
  await list.card('Containers made from it').getByRole('link', { name: 'made' }).click();
  await expect(list.heading('made')).toBeVisible();
});
