import { expect, test } from '../support/e2e';
import { type RealEngine, startRealEngine } from './pages/real-engine';
import { ResourcePage } from './pages/resource-page';

/** Volumes on a real engine: made with options, measured, lost, and in use. */

let engine: RealEngine;

test.beforeAll(async () => {
  engine = await startRealEngine('volumes');
});

test.afterAll(async () => {
  await engine?.stop();
});

test.afterEach(async () => {
  await engine.clear();
});

test('create with options and labels', async ({ page, startApp }) => {
  await engine.docker('volume', 'create', 'taken');
  const list = await ResourcePage.open(page, await startApp({ dockerHost: engine.host }), 'volumes');
  await list.button('Create…').first().click();
  const name = list.dialog.getByRole('textbox', { name: 'Name' });
  await expect(name).toBeFocused();
  await name.fill('taken');
  await expect(list.dialog.getByRole('alert')).toHaveText('There is a volume with this name already.');
  await name.fill('scratch');
  const options = list.dialog.getByRole('group', { name: 'Driver options' });
  for (const [index, [key, value]] of [
    ['type', 'tmpfs'],
    ['device', 'tmpfs'],
    ['o', 'size=8m'],
  ].entries()) {
    await options.getByRole('button', { name: 'Add an option' }).click();
    await options
      .getByRole('textbox', { name: 'Key' })
      .nth(index)
      .fill(key ?? '');
    await options
      .getByRole('textbox', { name: 'Value' })
      .nth(index)
      .fill(value ?? '');
  }
  const labels = list.dialog.getByRole('group', { name: 'Labels' });
  await labels.getByRole('button', { name: 'Add a label' }).click();
  await labels.getByRole('textbox', { name: 'Value' }).fill('no key');
  await list.confirm('Create');
  await expect(labels.getByRole('alert')).toHaveText('A value without a key. Give it a key or clear it.');
  await labels.getByRole('textbox', { name: 'Key' }).fill('team');
  await list.confirm('Create');
  await expect(list.row('scratch')).toBeVisible();
  const made = await engine.docker(
    'volume',
    'inspect',
    '--format',
    '{{json .Options}} {{json .Labels}}',
    'scratch',
  );
  expect(made).toBe('{"device":"tmpfs","o":"size=8m","type":"tmpfs"} {"team":"no key"}');
});

test('an option that the driver refuses stays in the dialog', async ({ page, startApp }) => {
  const list = await ResourcePage.open(page, await startApp({ dockerHost: engine.host }), 'volumes');
  await list.button('Create…').first().click();
  await list.dialog.getByRole('textbox', { name: 'Name' }).fill('odd');
  await list.dialog.getByRole('button', { name: 'Add an option' }).click();
  await list.dialog.getByRole('textbox', { name: 'Key' }).fill('nonsense');
  await list.confirm('Create');
  await expect(list.dialog.getByText(/invalid option.*nonsense/)).toBeVisible();
  await list.dialog.getByRole('button', { name: 'Remove nonsense' }).click();
  await list.confirm('Create');
  await expect(list.row('odd')).toBeVisible();
});

test('sizes are measured, and a removal says how much is lost', async ({ page, startApp }) => {
  await engine.docker('volume', 'create', 'empty');
  const fill = 'dd if=/dev/zero of=/data/file bs=1048576 count=2';
  await engine.docker('run', '--rm', '--volume', 'full:/data', engine.image, 'sh', '-c', fill);
  const list = await ResourcePage.open(page, await startApp({ dockerHost: engine.host }), 'volumes');
  await expect(list.row('full')).toContainText('2 MiB');
  await expect(list.row('empty')).toContainText('0 B');
  await engine.docker('volume', 'create', 'later');
  await expect(list.row('later')).toContainText('–');
  await list.button('Measure again').click();
  await expect(list.row('later')).toContainText('0 B');
  await list.select('full', 'empty');
  await list.bulk.getByRole('button', { name: 'Remove…' }).click();
  await expect(list.dialog).toContainText('2 MiB of data are lost.');
  await list.confirm('Remove');
  await expect(list.row('full')).toHaveCount(0);
  await expect(list.row('empty')).toHaveCount(0);
  expect(await engine.docker('volume', 'ls', '--quiet')).toBe('later');
});

test('a volume in use stays, and says by whom', async ({ page, startApp }) => {
  await engine.docker('create', '--name', 'holder', '--volume', 'held:/data', engine.image);
  const list = await ResourcePage.open(page, await startApp({ dockerHost: engine.host }), 'volumes');
  await expect(list.row('held')).toContainText('1 container');
  await list.row('held').click();
  await page.keyboard.press('Delete');
  await expect(list.dialog.getByRole('heading')).toHaveText('held is in use');
  await list.dialog.getByRole('link', { name: 'holder' }).click();
  await expect(list.heading('holder')).toBeVisible();
});

test('the detail page: where it is mounted, its size, its end', async ({ page, startApp }) => {
  await engine.docker('create', '--name', 'reader', '--volume', 'docs:/srv:ro', engine.image);
  const list = await ResourcePage.open(page, await startApp({ dockerHost: engine.host }), 'volumes/docs');
  await expect(list.heading('docs')).toBeVisible();
  await expect(list.card('Where it is mounted')).toContainText('/srv');
  await expect(list.card('Where it is mounted')).toContainText('read only');
  await engine.docker('rm', 'reader');
  await expect(list.card('Where it is mounted')).toContainText('No container mounts it.');
  await engine.docker('volume', 'rm', 'docs');
  await expect(page.getByText(/^docs was removed at/)).toBeVisible();
});
