import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, chown, mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { enginePage, expect, forbidReload, openPage, rowOf, test } from '../support/e2e';
import { createDataset, type Fault } from '../support/fake-engine';
import { asNobody, groupOf, nobody, whyNoMount, whyNotAsNobody } from '../support/machine-rights';

/** What a user sees when engines, files and disks fail: the reason, the next step, and nothing lost. */

const faults: readonly Fault[] = [
  { kind: 'garbage' },
  { kind: 'halfJson' },
  { kind: 'closeMidStream' },
  { kind: 'status', code: 500, body: '{"message":"the disk of the engine is on fire"}' },
];
const small = () => createDataset({ containers: 3, images: 2 });
const name = 'project-0-web-1';
const main = (page: Page) => page.getByRole('main');

for (const fault of faults) {
  test(`an engine that answers with ${fault.kind} is told, and what was known stays`, async ({
    page,
    startApp,
    startFake,
  }) => {
    const engine = await startFake({ state: small() });
    engine.setFault('GET /containers/json', fault);
    const server = await startApp({ dockerHost: engine.host });
    await openPage(page, server, enginePage('containers'));
    const checkNoReload = await forbidReload(page);
    await test.step('in the first list', async () => {
      await expect(main(page).getByRole('alert')).toContainText(wordsOf(fault));
      await expect(main(page).getByRole('alert')).not.toContainText('Estiba made a mistake');
      engine.clearFaults();
      await expect(rowOf(page, name)).toBeVisible();
    });
    await test.step('in a later list', async () => {
      engine.setFault('GET /containers/json', fault);
      engine.perform('POST', `/containers/${name}/rename?name=renamed`);
      await expect(main(page).getByText(/^Not live since/)).toBeVisible();
      await expect(rowOf(page, name)).toBeVisible();
      engine.clearFaults();
      await expect(rowOf(page, 'renamed')).toBeVisible();
      await expect(main(page).getByText(/^Not live since/)).toHaveCount(0);
    });
    await test.step('in an inspection', async () => {
      engine.setFault(/^GET \/containers\/[0-9a-f]{64}\/json/, fault);
      await rowOf(page, 'renamed').getByRole('link', { name: 'renamed' }).click();
      await expect(main(page).getByRole('alert')).toContainText(wordsOf(fault));
      engine.clearFaults();
      await main(page).getByRole('button', { name: 'Try again' }).click();
      await expect(main(page).getByRole('heading', { name: 'renamed', level: 1 })).toBeVisible();
    });
    await test.step('in the events: lost, not hammered, and back', async () => {
      engine.setFault('GET /events', fault);
      engine.clearRequests();
      engine.dropEventStreams();
      await expect(page.getByRole('button', { name: /^DOCKER_HOST : (?!Connected)/ })).toBeVisible();
      await page.waitForTimeout(1000);
      expect(engine.requests.filter(({ path }) => path === '/events').length).toBeLessThan(6);
      engine.clearFaults();
      engine.perform('POST', '/containers/renamed/rename?name=again');
      await expect(main(page).getByRole('heading', { name: 'again', level: 1 })).toBeVisible();
    });
    await checkNoReload();
  });
}

/** What the page must repeat of the failure. */
function wordsOf(fault: Fault): string {
  switch (fault.kind) {
    case 'status':
      return 'the disk of the engine is on fire';
    case 'closeMidStream':
      return 'aborted';
    default:
      return 'no JSON';
  }
}

test('a machine without a network shows its engine all the same', async ({ page, startApp, startFake }) => {
  const engine = await startFake({ state: small() });
  const server = await startApp({ dockerHost: engine.host });
  await openPage(page, server, enginePage('containers'));
  await expect(rowOf(page, name)).toBeVisible();
  // As a browser does when the last interface but loopback goes.
  await page.evaluate(() => window.dispatchEvent(new Event('offline')));
  await rowOf(page, name).getByRole('link', { name }).click();
  await expect(main(page).getByRole('tab', { name: 'Inspect' })).toBeVisible();
  await expect(main(page).getByText('Restart policy')).toBeVisible();
});

test('an engine that is too old says which one is needed', async ({ page, startApp, startFake }) => {
  const engine = await startFake({ apiVersion: '1.39' });
  const server = await startApp({ dockerHost: engine.host });
  await openPage(page, server, enginePage('containers'));
  await expect(main(page)).toContainText('Engine too old');
  await expect(main(page)).toContainText('The engine speaks API 1.39; Estiba needs 1.40');
});

test('what answers and is no engine is called so', async ({ page, startApp, startFake }) => {
  const engine = await startFake();
  engine.setFault('/_ping', { kind: 'garbage' });
  const server = await startApp({ dockerHost: engine.host });
  await openPage(page, server, enginePage('containers'));
  await expect(main(page)).toContainText('Not an engine');
});

test('without a socket the page offers an engine of its own, and takes one that comes', async ({
  page,
  folder,
  startApp,
  startFake,
}) => {
  const others = ['/var/run/docker.sock', '/run/podman/podman.sock'].filter((path) => existsSync(path));
  test.skip(others.length > 0, `NOT tested: this machine has ${others.join(', ')}`);
  const socketPath = join(folder, 'docker.sock');
  const server = await startApp({ dockerHost: `unix://${socketPath}` });
  await openPage(page, server, '/');
  await expect(main(page).getByRole('heading', { name: 'No engine found' })).toBeVisible();
  const own = main(page).getByRole('region', { name: 'Estiba’s own engine' });
  // Depends on what is installed and who runs this, but something to do is always offered.
  await expect(own.getByRole('button', { name: /^(Start|Install…|Copy)/ }).first()).toBeVisible();
  await expect(main(page)).toContainText(socketPath);

  await startFake({ socketPath, state: small() });
  await expect(main(page).getByRole('heading', { name: 'No engine found' })).toHaveCount(0);
  await page.getByRole('link', { name: /^Containers/ }).click();
  await expect(rowOf(page, name)).toBeVisible();
});

test('without the right to open the socket the page names the group and the command', async ({
  page,
  folder,
  startApp,
  startFake,
}) => {
  const group = groupOf('docker') ?? groupOf('daemon');
  const reason = whyNotAsNobody();
  test.skip(group === undefined || reason !== undefined, `NOT tested: ${reason ?? 'no such group'}`);
  await chmod(folder, 0o755);
  const socketPath = join(folder, 'engine.sock');
  await startFake({ socketPath });
  await chown(socketPath, 0, group?.id ?? 0);
  await chmod(socketPath, 0o660);
  const home = join(folder, 'home');
  await mkdir(home);
  const server = await startApp({
    dockerHost: `unix://${socketPath}`,
    home,
    prefix: ['sh', '-c', `chown -R ${nobody}:${nobody} ${home} && exec setpriv "$@"`, 'sh', ...asNobody],
  });
  await openPage(page, server, enginePage('containers'));
  await expect(main(page)).toContainText('Permission denied');
  await expect(main(page).getByText(`sudo usermod -aG ${group?.name} nobody`)).toBeVisible();
  // Once the socket is open to all, it is taken by itself.
  await chmod(socketPath, 0o666);
  await expect(main(page).getByText('No containers yet')).toBeVisible();
});

test('an unreadable context is said to be so, and the others work', async ({
  page,
  folder,
  startApp,
  startFake,
}) => {
  const engine = await startFake({ state: small() });
  const docker = join(folder, 'docker');
  const meta = join(docker, 'contexts/meta/0000');
  await mkdir(meta, { recursive: true });
  await writeFile(join(docker, 'config.json'), '{"currentContext":"broken"}');
  await writeFile(join(meta, 'meta.json'), '{"Name":"broken","Endpoints":{"docker":{"Host":');
  const server = await startApp({ env: { DOCKER_CONFIG: docker } });
  await openPage(page, server, '/engines');
  await expect(main(page)).toContainText('Context unreadable');
  await page.getByRole('button', { name: 'Add an engine…' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Other');
  await page.getByRole('textbox', { name: 'Address' }).fill(engine.host);
  await page.getByRole('button', { name: 'Add and connect' }).click();
  const card = page.getByRole('region', { name: 'Other', exact: true });
  await card.getByRole('link', { name: 'Open' }).click();
  await page.getByRole('link', { name: 'Containers 3' }).click();
  await expect(rowOf(page, name)).toBeVisible();
});

test('a corrupt settings file is kept aside, and the page says so', async ({
  page,
  folder,
  startApp,
  startFake,
}) => {
  const engine = await startFake();
  const config = join(folder, 'config/estiba');
  await mkdir(config, { recursive: true });
  const corrupt = '{"theme": "da';
  await writeFile(join(config, 'settings.json'), corrupt);
  const server = await startApp({
    dockerHost: engine.host,
    env: { XDG_CONFIG_HOME: join(folder, 'config') },
  });
  await openPage(page, server, '/settings');
  await expect(page.getByText('The settings file could not be read')).toBeVisible();
  const aside = (await readdir(config)).find((file) => file !== 'settings.json') ?? '';
  await expect(page.getByText(`was kept as ${join(config, aside)}`)).toBeVisible();
  expect(await readFile(join(config, aside), 'utf8')).toBe(corrupt);
  await page.getByRole('button', { name: 'Understood' }).click();
  await expect(page.getByText('The settings file could not be read')).toHaveCount(0);
});

test('on a full disk a setting goes back, the page says why, and the file is as it was', async ({
  page,
  folder,
  startApp,
  startFake,
}) => {
  const reason = whyNoMount();
  test.skip(reason !== undefined, `NOT tested: ${reason}`);
  const engine = await startFake();
  const config = join(folder, 'config');
  await mkdir(config);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=16k', 'none', config]);
  try {
    const server = await startApp({ dockerHost: engine.host, env: { XDG_CONFIG_HOME: config } });
    await openPage(page, server, '/settings');
    const theme = (option: string) => main(page).getByRole('radio', { name: option });
    await theme('Dark').click();
    const file = join(config, 'estiba/settings.json');
    await expect.poll(() => existsSync(file) && readFileSync(file, 'utf8')).toContain('dark');
    const before = await readFile(file, 'utf8');
    await writeFile(join(config, 'filler'), Buffer.alloc(32_768)).catch(() => undefined);

    await theme('Light').click();
    await expect(page.getByText('The setting was not saved')).toBeVisible();
    await expect(theme('Dark')).toBeChecked();
    expect(await readFile(file, 'utf8')).toBe(before);
    expect(await readdir(join(config, 'estiba'))).toEqual(['settings.json']);

    await rm(join(config, 'filler'));
    await theme('Light').click();
    await expect.poll(() => readFileSync(file, 'utf8')).toContain('light');
  } finally {
    execFileSync('umount', ['-l', config]);
  }
});

test('a server that ends is said to be gone, and a new one asks for its link', async ({
  page,
  startApp,
  startFake,
}) => {
  const engine = await startFake({ state: small() });
  const first = await startApp({ dockerHost: engine.host });
  await openPage(page, first, enginePage('containers'));
  await expect(rowOf(page, name)).toBeVisible();
  await first.stop();
  await expect(page.getByText('The connection to Estiba’s back end was lost')).toBeVisible();
  await expect(rowOf(page, name)).toBeVisible();

  const port = new URL(first.origin).port;
  const second = await startApp({ dockerHost: engine.host, args: [`--port=${port}`] });
  await page
    .getByRole('button', { name: 'Connect now' })
    .click({ timeout: 2000 })
    .catch(() => undefined);
  await expect(page.getByRole('heading', { name: 'This session has ended' })).toBeVisible({
    timeout: 20_000,
  });
  await page.getByRole('textbox', { name: 'Link or token' }).fill(second.url);
  await page.getByRole('button', { name: 'Open' }).click();
  await expect(rowOf(page, name)).toBeVisible();
});
