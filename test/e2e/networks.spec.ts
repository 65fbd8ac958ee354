import { expect, test } from '../support/e2e';
import { type RealEngine, startRealEngine } from './pages/real-engine';
import { ResourcePage } from './pages/resource-page';

/** Networks on a real engine: addresses that are checked, what may be removed, who is connected. */

let engine: RealEngine;

test.beforeAll(async () => {
  engine = await startRealEngine('networks');
});

test.afterAll(async () => {
  await engine?.stop();
});

test.afterEach(async () => {
  await engine.clear();
});

test('create checks the addresses before the engine does', async ({ page, startApp }) => {
  await engine.docker('network', 'create', '--subnet', '10.61.0.0/16', 'wide');
  const list = await ResourcePage.open(page, await startApp({ dockerHost: engine.host }), 'networks');
  await expect(list.row('wide')).toContainText('10.61.0.0/16');
  await list.button('Create…').click();
  const field = (name: string) => list.dialog.getByRole('textbox', { name });
  const problem = list.dialog.getByRole('alert');
  await list.confirm('Create');
  await expect(problem).toHaveText('A name is needed.');
  await field('Name').fill('narrow');
  await field('Subnet').fill('10.62.0.0');
  await expect(problem).toContainText('This is no subnet.');
  await field('Subnet').fill('10.62.0.9/24');
  await expect(problem).toContainText('The subnet begins at 10.62.0.0/24.');
  await field('Subnet').fill('10.61.5.0/24');
  await expect(problem).toContainText('wide has 10.61.0.0/16, which overlaps.');
  await field('Subnet').fill('10.62.0.0/24');
  await field('Gateway').fill('10.63.0.1');
  await expect(problem).toHaveText('It is not inside of the subnet.');
  await field('Gateway').fill('10.62.0.254');
  await list.dialog.getByRole('checkbox', { name: 'Internal' }).check();
  await list.confirm('Create');
  await expect(list.row('narrow')).toContainText('internal');
  const format = '{{.Internal}} {{(index .IPAM.Config 0).Subnet}} {{(index .IPAM.Config 0).Gateway}}';
  expect(await engine.docker('network', 'inspect', '--format', format, 'narrow')).toBe(
    'true 10.62.0.0/24 10.62.0.254',
  );
});

test('predefined networks and connected ones stay, with the reason', async ({ page, startApp }) => {
  await engine.docker('network', 'create', 'busy');
  await engine.docker('network', 'create', 'idle');
  await engine.docker(
    'run',
    '--detach',
    '--name',
    'member',
    '--network',
    'busy',
    engine.image,
    'sleep',
    '1000',
  );
  const list = await ResourcePage.open(page, await startApp({ dockerHost: engine.host }), 'networks');
  await list.row('bridge').click({ button: 'right' });
  const remove = page.getByRole('menuitem', { name: /^Remove…/ });
  await expect(remove).toContainText('It is predefined: the engine does not remove it.');
  await expect(remove).toHaveAttribute('aria-disabled', 'true');
  await page.keyboard.press('Escape');
  await list.select('bridge', 'busy', 'idle');
  await list.bulk.getByRole('button', { name: 'Remove…' }).click();
  await expect(list.dialog.getByRole('heading')).toHaveText('Remove idle?');
  await expect(list.dialog).toContainText('2 networks stay.');
  await expect(list.dialog.getByRole('link', { name: 'member' })).toBeVisible();
  await list.confirm('Remove');
  await expect(list.row('idle')).toHaveCount(0);
  await expect(list.row('busy')).toBeVisible();
});

test('the detail page follows who joins and leaves', async ({ page, startApp }) => {
  await engine.docker('network', 'create', 'mesh');
  await engine.docker('run', '--detach', '--name', 'node', engine.image, 'sleep', '1000');
  const list = await ResourcePage.open(page, await startApp({ dockerHost: engine.host }), 'networks/mesh');
  await expect(list.card('Connected containers')).toContainText('No running container is connected.');
  await engine.docker('network', 'connect', 'mesh', 'node');
  await expect(list.card('Connected containers').getByRole('link', { name: 'node' })).toBeVisible();
  await list.tab('Relations').click();
  await expect(list.card('Containers of this network').getByRole('link', { name: 'node' })).toBeVisible();
  await engine.docker('network', 'disconnect', 'mesh', 'node');
  await expect(list.card('Containers of this network')).toContainText('No container is connected.');
});
