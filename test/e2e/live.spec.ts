import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { enginePage, expect, forbidReload, openPage, rowOf, test } from '../support/e2e';
import { importBusyboxImage } from '../support/engine/images';
import { type IsolatedEngine, startIsolatedEngine } from '../support/engine/isolated-engine';
import { endProcess } from '../support/engine/leftovers';
import { createDataset } from '../support/fake-engine';

/** A real engine at work while the page looks: what others do to it, its end, its return, its silence. */

const run = promisify(execFile);
const soon = { timeout: 1000 };
const image = { repository: 'estiba-live', tag: '1' };

let engine: IsolatedEngine;

test.beforeAll(async () => {
  engine = await startIsolatedEngine({ name: 'live' });
  await importBusyboxImage(engine.api, image);
});

test.afterAll(async () => {
  await engine?.stop();
});

test.afterEach(async () => {
  engine.resume();
  await docker('container', 'prune', '--force');
});

/** Somebody else at work: the docker command. */
async function docker(...args: readonly string[]): Promise<string> {
  const { stdout } = await run('docker', ['--host', engine.host, ...args]);
  return stdout.trim();
}

const create = (name: string) => docker('create', '--name', name, 'estiba-live:1', 'sleep', '1000');

test('what others do to containers is in the open list within a second', async ({ page, startApp }) => {
  const server = await startApp({ dockerHost: engine.host });
  await openPage(page, server, enginePage('containers'));
  const checkNoReload = await forbidReload(page);
  const count = (n: number) => page.getByRole('link', { name: `Containers ${n}`, exact: true });
  await expect(count(0)).toBeVisible();

  await create('first');
  await expect(rowOf(page, 'first')).toContainText('Created', soon);
  await expect(count(1)).toBeVisible(soon);
  await docker('start', 'first');
  await expect(rowOf(page, 'first')).toContainText('Running', soon);
  await docker('pause', 'first');
  await expect(rowOf(page, 'first')).toContainText('Paused', soon);
  await docker('unpause', 'first');
  await docker('rename', 'first', 'second');
  await expect(rowOf(page, 'second')).toContainText('Running', soon);
  await expect(rowOf(page, 'first')).toHaveCount(0);
  await docker('stop', '--time', '0', 'second');
  await expect(rowOf(page, 'second')).toContainText('Exited (137)', soon);
  await docker('rm', 'second');
  await expect(rowOf(page, 'second')).toHaveCount(0, soon);
  await expect(count(0)).toBeVisible(soon);
  await checkNoReload();
});

test('what others do to images, volumes and networks is in the open lists, too', async ({
  page,
  startApp,
}) => {
  const server = await startApp({ dockerHost: engine.host });
  await openPage(page, server, enginePage('volumes'));
  const checkNoReload = await forbidReload(page);
  const rail = (text: string) => page.getByRole('link', { name: text, exact: true });
  await docker('volume', 'create', 'shared');
  await expect(rowOf(page, 'shared')).toBeVisible(soon);
  await expect(rail('Volumes 1')).toBeVisible(soon);
  await docker('volume', 'rm', 'shared');
  await expect(rowOf(page, 'shared')).toHaveCount(0, soon);

  await rail('Networks 3').click();
  await docker('network', 'create', 'backend');
  await expect(rowOf(page, 'backend')).toBeVisible(soon);
  await docker('network', 'rm', 'backend');
  await expect(rowOf(page, 'backend')).toHaveCount(0, soon);

  await rail('Images 1').click();
  await docker('tag', 'estiba-live:1', 'aaa:2');
  await expect(rowOf(page, 'aaa:2')).toBeVisible(soon);
  await docker('rmi', 'aaa:2');
  await expect(rowOf(page, 'estiba-live:1')).toBeVisible(soon);
  await checkNoReload();
});

test('a stopped engine is said to be gone, and its lists are right again when it is back', async ({
  page,
  startApp,
}) => {
  await create('kept');
  const server = await startApp({ dockerHost: engine.host });
  await openPage(page, server, enginePage('containers'));
  await expect(rowOf(page, 'kept')).toBeVisible();
  const checkNoReload = await forbidReload(page);

  await endProcess(engine.pid());
  await expect(page.getByText(/^Not live since/)).toBeVisible();
  await expect(page.getByText(/^What is shown is from .* and may have changed\.$/)).toBeVisible();
  await expect(rowOf(page, 'kept')).toBeVisible();
  await expect(page.getByRole('button', { name: /^DOCKER_HOST : (?!Connected)/ })).toBeVisible();

  await engine.restart();
  await create('new');
  await expect(rowOf(page, 'new')).toBeVisible();
  await expect(rowOf(page, 'kept')).toBeVisible();
  await expect(page.getByText(/^Not live since/)).toHaveCount(0);
  // Also what happens from now on is told.
  await docker('rm', 'kept');
  await expect(rowOf(page, 'kept')).toHaveCount(0, soon);
  await checkNoReload();
});

test('a killed engine is said to be gone, and its lists are right again when it is back', async ({
  page,
  startApp,
}) => {
  await create('kept');
  const server = await startApp({ dockerHost: engine.host });
  await openPage(page, server, enginePage('containers'));
  await expect(rowOf(page, 'kept')).toBeVisible();

  await engine.kill();
  await expect(page.getByText(/^Not live since/)).toBeVisible();
  await engine.restart();
  await docker('rename', 'kept', 'renamed');
  await expect(rowOf(page, 'renamed')).toBeVisible();
  await expect(rowOf(page, 'kept')).toHaveCount(0);
  await expect(page.getByText(/^Not live since/)).toHaveCount(0);
});

test('a page that is opened while the engine is away says so, and comes by itself', async ({
  page,
  startApp,
}) => {
  await create('kept');
  await engine.kill();
  try {
    const server = await startApp({ dockerHost: engine.host });
    await openPage(page, server, enginePage('containers'));
    await expect(page.getByText('Connection refused').first()).toBeVisible();
    await expect(page.getByText(/^Tried again by itself in/).first()).toBeVisible();
  } finally {
    await engine.restart();
  }
  await expect(rowOf(page, 'kept')).toBeVisible();
});

test('two engines are connected at once, and a silent one stops nothing', async ({
  page,
  startApp,
  startFake,
}) => {
  test.setTimeout(90_000);
  await create('real-one');
  const other = await startFake({ state: createDataset({ containers: 3 }) });
  const server = await startApp({ dockerHost: engine.host });
  await openPage(page, server, '/engines');

  await page.getByRole('button', { name: 'Add an engine…' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Other');
  await page.getByRole('textbox', { name: 'Address' }).fill(other.host);
  await page.getByRole('button', { name: 'Add and connect' }).click();
  const card = page.getByRole('region', { name: 'Other' });
  await expect(card.getByText('Connected', { exact: true })).toBeVisible();

  await page.goto(`${server.origin}${enginePage('containers')}`);
  await expect(rowOf(page, 'real-one')).toBeVisible();
  const checkNoReload = await forbidReload(page);
  const switchTo = async (name: string) => {
    await page.getByRole('button', { name: / : / }).first().click();
    await page.getByRole('link', { name: new RegExp(`^${name}`) }).click();
  };
  await switchTo('Other');
  await expect(rowOf(page, 'project-0-web-1')).toBeVisible();
  await expect(rowOf(page, 'real-one')).toHaveCount(0);
  // The engine in the background goes on being followed.
  await create('real-two');
  await switchTo('DOCKER_HOST');
  await expect(rowOf(page, 'real-two')).toBeVisible(soon);

  engine.pause();
  // Asked for something, it never answers; the user waits a moment and goes elsewhere.
  await rowOf(page, 'real-one').getByRole('link', { name: 'real-one' }).click();
  await expect(page).toHaveURL(/containers\/[0-9a-f]{64}/);
  await page.waitForTimeout(1500);
  await switchTo('Other');
  await expect(rowOf(page, 'project-0-web-1')).toBeVisible(soon);
  other.perform('POST', '/containers/project-0-web-1/rename?name=meanwhile');
  await expect(rowOf(page, 'meanwhile')).toBeVisible(soon);
  await page.getByRole('link', { name: 'Engines' }).click();
  const silent = page.getByRole('region', { name: 'DOCKER_HOST' });
  await expect(silent.getByText('No answer in time').first()).toBeVisible({ timeout: 20_000 });

  engine.resume();
  await expect(silent.getByText('Connected', { exact: true })).toBeVisible({ timeout: 20_000 });
  await silent.getByRole('link', { name: 'Open' }).click();
  await page
    .getByRole('link', { name: /^Containers/ })
    .first()
    .click();
  await expect(rowOf(page, 'real-two')).toBeVisible();
  await checkNoReload();
});
