import { expect, test } from '../support/e2e';
import { createDataset } from '../support/fake-engine';
import { hostileStrings } from '../support/fake-engine/hostile';
import { type RealEngine, startRealEngine } from './pages/real-engine';
import { ResourcePage } from './pages/resource-page';

/** Containers on a real engine: every action once, what a removal loses, failures, keys. */

let engine: RealEngine;

test.beforeAll(async () => {
  engine = await startRealEngine('containers');
});

test.afterAll(async () => {
  await engine?.stop();
});

test.afterEach(async () => {
  await engine.clear();
});

/** A running container that ends at once on SIGTERM. */
function runShell(
  name: string,
  script = 'trap "exit 0" TERM; while :; do sleep 0.1; done',
  ...args: string[]
) {
  return engine.docker('run', '--detach', '--name', name, ...args, engine.image, 'sh', '-c', script);
}

const stateOf = (name: string) => engine.docker('inspect', '--format', '{{.State.Status}}', name);

test('start, stop, restart, pause and resume from the row’s menu, with the way back', async ({
  page,
  startApp,
}) => {
  await runShell('web');
  const list = await ResourcePage.open(page, await startApp({ dockerHost: engine.host }), 'containers');
  await list.choose('web', /^Pause/);
  await expect(list.row('web')).toContainText('Paused');
  expect(await stateOf('web')).toBe('paused');
  await list.choose('web', /^Resume/);
  await expect(list.row('web')).toContainText('Running');
  await list.choose('web', /^Stop/);
  await expect(list.row('web')).toContainText('Exited (0)');
  expect(await stateOf('web')).toBe('exited');

  await list.toast('Stop web').getByRole('button', { name: 'Undo' }).click();
  await expect(list.row('web')).toContainText('Running');
  const before = await engine.docker('inspect', '--format', '{{.State.StartedAt}}', 'web');
  await list.choose('web', /^Restart/);
  await expect(list.toast('Restart web')).toBeVisible();
  expect(await engine.docker('inspect', '--format', '{{.State.StartedAt}}', 'web')).not.toBe(before);
  await engine.docker('stop', '--time', '0', 'web');
  await expect(list.row('web')).toContainText('Exited');
  await list.choose('web', /^Start/);
  await expect(list.row('web')).toContainText('Running');
});

test('kill sends the chosen signal', async ({ page, startApp }) => {
  await runShell('seven', 'trap "exit 7" USR1; while :; do sleep 0.1; done');
  const list = await ResourcePage.open(page, await startApp({ dockerHost: engine.host }), 'containers');
  await list.choose('seven', /^Kill/);
  await list.dialog.getByRole('radio', { name: /SIGUSR1/ }).check();
  await list.confirm('Send');
  await expect(list.row('seven')).toContainText('Exited (7)');
});

test('rename checks the name, keeps the engine’s refusal in the dialog, and can be undone', async ({
  page,
  startApp,
}) => {
  await engine.docker('create', '--name', 'first', engine.image);
  await engine.docker('create', '--name', 'taken', engine.image);
  const list = await ResourcePage.open(page, await startApp({ dockerHost: engine.host }), 'containers');
  await list.choose('first', /^Rename/);
  const field = list.dialog.getByRole('textbox', { name: 'New name' });
  await expect(field).toBeFocused();
  await field.fill('no blanks');
  await expect(list.dialog.getByRole('alert')).toContainText('Two or more letters');
  await field.fill('taken');
  await list.confirm('Rename');
  await expect(list.dialog.getByText(/already in use/)).toBeVisible();
  await expect(field).toHaveValue('taken');
  await field.fill('second');
  await list.confirm('Rename');
  await expect(list.row('second')).toBeVisible();
  await list.toast('first is now second').getByRole('button', { name: 'Undo' }).click();
  await expect(list.row('first')).toBeVisible();
  expect(await engine.docker('ps', '--all', '--format', '{{.Names}}')).toContain('first');
});

test('remove says what is lost: bytes written, anonymous volumes, running ones', async ({
  page,
  startApp,
}) => {
  const write = 'dd if=/dev/zero of=/srv/data bs=1048576 count=3; while :; do sleep 0.1; done';
  await runShell('writer', write, '--volume', '/cache');
  await engine.docker('create', '--name', 'clean', engine.image);
  await expect.poll(() => engine.docker('diff', 'writer')).toContain('A /srv/data');
  const list = await ResourcePage.open(page, await startApp({ dockerHost: engine.host }), 'containers');
  await list.select('writer', 'clean');
  await list.bulk.getByRole('button', { name: 'Remove…' }).click();
  await expect(list.dialog.getByRole('heading')).toHaveText('Remove 2 containers?');
  await expect(list.dialog).toContainText('3 MiB in the writable layers are lost.');
  await expect(list.dialog).toContainText('1 of them is running and is killed first.');
  await list.dialog.getByRole('checkbox', { name: 'Leave the 1 running alone' }).check();
  await expect(list.dialog.getByRole('heading')).toHaveText('Remove 1 container?');
  await list.dialog.getByRole('checkbox', { name: 'Leave the 1 running alone' }).uncheck();
  await list.dialog.getByRole('checkbox', { name: 'Also remove its anonymous volume' }).check();
  await list.confirm('Kill and remove');
  await expect(list.row('writer')).toHaveCount(0);
  await expect(list.toast('Remove 2 containers')).toContainText('2 succeeded');
  expect(await engine.docker('volume', 'ls', '--quiet')).toBe('');
});

test('a bulk action that fails in part has one summary that leads to the details', async ({
  page,
  startApp,
}) => {
  await engine.docker('create', '--name', 'good', engine.image, 'sleep', '1000');
  await engine.docker('create', '--name', 'broken', engine.image, '/no/such/program');
  const list = await ResourcePage.open(page, await startApp({ dockerHost: engine.host }), 'containers');
  await list.select('good', 'broken');
  await list.bulk.getByRole('button', { name: 'Start', exact: true }).click();
  const summary = list.toast('Start 2 containers');
  await expect(summary).toContainText('1 succeeded · 1 failed');
  await expect(list.toasts).toHaveCount(1);
  await summary.getByRole('button', { name: 'Details' }).click();
  await expect(page).toHaveURL(/\/activity\?job=/);
  await expect(page.getByText(/no such file or directory/).first()).toBeVisible();
});

test('a Compose project is one group with actions on all of it', async ({ page, startApp }) => {
  const labels = (service: string) =>
    ['project=shop', `service=${service}`].flatMap((label) => ['--label', `com.docker.compose.${label}`]);
  await runShell('shop-web-1', undefined, ...labels('web'));
  await runShell('shop-db-1', undefined, ...labels('db'));
  await runShell('other');
  const list = await ResourcePage.open(page, await startApp({ dockerHost: engine.host }), 'containers');
  await list.button('Group by project').click();
  await expect(page).toHaveURL(/group=project/);
  await expect(list.grid).toContainText('2 of 2 running');
  // Also what the filter hides belongs to the project.
  await list.filter.fill('web');
  await expect(list.row('shop-db-1')).toHaveCount(0);
  await list.grid.getByRole('button', { name: 'Stop project shop' }).click();
  await list.filter.fill('');
  await expect(list.row('shop-web-1')).toContainText('Exited');
  await expect(list.row('shop-db-1')).toContainText('Exited');
  await expect(list.row('other')).toContainText('Running');
});

test('everything by keyboard: filter, select, menu, stop, remove', async ({ page, startApp }) => {
  await runShell('alpha');
  await runShell('beta');
  const list = await ResourcePage.open(page, await startApp({ dockerHost: engine.host }), 'containers');
  await expect(list.row('beta')).toBeVisible();
  await page.keyboard.press('/');
  await page.keyboard.type('bet');
  await expect(list.row('alpha')).toHaveCount(0);
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Shift+F10');
  const entry = page.getByRole('menuitem', { name: /^Stop/ });
  await expect(entry).toBeVisible();
  await page.keyboard.type('st');
  while (!(await entry.evaluate((node) => node === document.activeElement)))
    await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expect(list.row('beta')).toContainText('Exited');
  await expect(list.grid).toBeFocused();
  await page.keyboard.press('Space');
  await expect(list.bulk).toContainText('1 selected');
  await page.keyboard.press('Delete');
  await expect(list.dialog.getByRole('button', { name: 'Cancel' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(list.row('beta')).toHaveCount(0);
  expect(await engine.docker('ps', '--all', '--format', '{{.Names}}')).toBe('alpha');
});

test('the detail page: facts, hidden values, relations, palette, and its end', async ({ page, startApp }) => {
  await engine.docker('volume', 'create', 'keep');
  await runShell(
    'api',
    undefined,
    ...['--env', 'SECRET=hunter2', '--volume', 'keep:/data', '--memory', '64m', '--restart', 'on-failure:3'],
  );
  const server = await startApp({ dockerHost: engine.host });
  const list = await ResourcePage.open(page, server, 'containers');
  await list.row('api').getByRole('link', { name: 'api', exact: true }).click();
  await expect(list.heading('api')).toBeVisible();
  await expect(list.card('Limits')).toContainText('64 MiB');
  await expect(list.card('State')).toContainText('on failure, at most 3 times');
  const environment = list.card('Environment');
  await expect(environment).not.toContainText('hunter2');
  await environment.getByRole('button', { name: 'Show values' }).click();
  await expect(environment).toContainText('hunter2');

  await list.tab('Relations').click();
  await expect(page).toHaveURL(/tab=relations/);
  await expect(list.card('Image').getByRole('link', { name: engine.image })).toBeVisible();
  await list.card('Volumes').getByRole('link', { name: 'keep' }).click();
  await expect(list.heading('keep')).toBeVisible();
  await page.goBack();
  await list.tab('Inspect').click();
  await expect(
    page.getByText('"hunter2', { exact: false }).or(page.getByText('SECRET=hunter2')).first(),
  ).toBeVisible();

  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').fill('Stop api');
  await page.getByRole('option', { name: /Stop · api/ }).click();
  await expect(
    page.getByRole('banner').or(page.getByRole('main')).getByText('Exited (0)').first(),
  ).toBeVisible();
  await engine.docker('rm', 'api');
  await expect(page.getByText(/^api was removed at/)).toBeVisible();
  await expect(list.button('Start')).toHaveAttribute('aria-disabled', 'true');
  await list.tab('Overview').click();
  await expect(list.card('Limits')).toContainText('64 MiB');
});

test('an unknown container is not found, with a way back', async ({ page, startApp }) => {
  const server = await startApp({ dockerHost: engine.host });
  const list = await ResourcePage.open(page, server, 'containers/nothing-here');
  await expect(page.getByRole('heading', { name: 'There is no container nothing-here' })).toBeVisible();
  await page.getByRole('link', { name: 'Back to Containers' }).click();
  await expect(list.heading('Containers')).toBeVisible();
});

test('hostile names are text: no markup runs, nothing is hidden or reordered', async ({
  page,
  startApp,
  startFake,
}) => {
  const fake = await startFake({ state: createDataset({ containers: 1, images: 1, hostile: true }) });
  const failures: string[] = [];
  page.on('pageerror', (error) => failures.push(String(error)));
  const list = await ResourcePage.open(page, await startApp({ dockerHost: fake.host }), 'containers');
  await expect(list.row(hostileStrings.markup)).toBeVisible();
  await expect(list.row('invoice⟨U+202E⟩gnp.exe')).toBeVisible();
  await expect(list.row('bell⟨BEL⟩ null⟨NUL⟩ back⟨BS⟩space')).toBeVisible();
  await list.button('Group by project').click();
  await expect(list.grid).toBeVisible();
  for (const name of [hostileStrings.markup, '__proto__', 'constructor', '..']) {
    await list.choose(name, /^Remove…/);
    await expect(list.dialog.getByRole('heading')).toContainText(name);
    await list.dialog.getByRole('button', { name: 'Cancel' }).click();
  }
  await list
    .row(hostileStrings.markup)
    .getByRole('link', { name: hostileStrings.markup, exact: true })
    .click();
  await expect(list.heading(hostileStrings.markup)).toBeVisible();
  await expect(list.card('Labels')).toContainText('⟨ESC⟩[31mred');
  for (const tab of ['Relations', 'Inspect']) await list.tab(tab).click();
  expect(await page.evaluate(() => '__estibaPwned' in window)).toBe(false);
  expect(failures).toEqual([]);
});

test('without the engine the list says so, and nothing can be changed', async ({
  page,
  startApp,
  startFake,
}) => {
  const fake = await startFake({ state: createDataset({ containers: 2 }) });
  const list = await ResourcePage.open(page, await startApp({ dockerHost: fake.host }), 'containers');
  await list.grid.getByRole('row').nth(1).getByRole('checkbox').click();
  await fake.kill();
  await expect(page.getByText(/^Not live since/).first()).toBeVisible();
  const stop = list.bulk.getByRole('button', { name: 'Stop', exact: true });
  await expect(stop).toHaveAttribute('aria-disabled', 'true');
  await stop.focus();
  await expect(page.getByRole('tooltip')).toContainText('The engine is not connected.');
});

test.describe('in Spanish', () => {
  test.use({ locale: 'es-ES' });
  test('list, dialog and details', async ({ page, startApp }) => {
    await runShell('tienda');
    const list = await ResourcePage.open(page, await startApp({ dockerHost: engine.host }), 'containers');
    await expect(list.heading('Contenedores')).toBeVisible();
    await expect(list.row('tienda')).toContainText('En marcha');
    await list.choose('tienda', /^Eliminar…/);
    await expect(list.dialog).toContainText('tienda está en marcha: antes se mata.');
    await list.confirm('Matar y eliminar');
    await expect(list.row('tienda')).toHaveCount(0);
    await expect(list.toast('Eliminar tienda')).toBeVisible();
  });
});
