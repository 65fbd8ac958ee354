import { enginePage, expect, openPage, test } from '../support/e2e';
import { expectNoViolations, shoot } from './pages/accessibility';
import { type RealEngine, startRealEngine } from './pages/real-engine';

/** What a container sees of file systems and networks, on a real engine. */

let engine: RealEngine;
test.beforeAll(async () => {
  test.setTimeout(120_000);
  engine = await startRealEngine('mounts');
});
test.afterAll(async () => {
  await engine?.stop();
});
test.beforeEach(() => engine.clear());

const script = 'httpd -p 0.0.0.0:80; httpd -p 127.0.0.1:81; trap exit TERM; while :; do sleep 0.1; done';

async function startWeb(...options: string[]): Promise<void> {
  await engine.docker('network', 'create', 'shop');
  await engine.docker(
    ...['run', '-d', '--name', 'web', '--network', 'shop', '--network-alias', 'shop-web'],
    ...['-v', 'orders:/data', '-v', '/usr/share:/share:ro', '--tmpfs', '/scratch:size=1m'],
    ...['-p', '18080:80', '-p', '127.0.0.1:18081:81', '-p', '18082:82', ...options],
    ...[engine.image, 'sh', '-c', script],
  );
}

const tab = (name: string, rest = '') => enginePage(`containers/${name}?tab=mounts${rest}`);

test('shows mounts with their room, the folders of the overlay, and follows the container', async ({
  page,
  startApp,
}) => {
  test.setTimeout(120_000);
  await startWeb();
  await page.setViewportSize({ width: 1440, height: 900 });
  await openPage(page, await startApp({ dockerHost: engine.host }), tab('web'));
  const main = page.getByRole('main');
  const rows = main.getByRole('grid').getByRole('row');
  await expect(rows).toHaveCount(5);
  await expect(rows.filter({ hasText: '/scratch' })).toContainText(/tmpfs.*1 MiB free/);
  await expect(rows.filter({ hasText: '/share' })).toContainText('read-only');
  await expect(rows.filter({ hasText: '/data' }).getByRole('link', { name: 'orders' })).toBeVisible();
  await expect(main.getByText('/ is a writable layer over')).toBeVisible();
  await shoot(page, 'mounts-own');
  await expectNoViolations(page);
  await engine.docker('exec', 'web', 'dd', 'if=/dev/zero', 'of=/scratch/x', 'bs=1024', 'count=900');
  await expect(rows.filter({ hasText: '/scratch' })).toContainText('124 KiB free');
  await main.getByRole('button', { name: 'Folders…' }).click();
  const dialog = page.getByRole('dialog');
  const upper = await engine.docker('inspect', '-f', '{{.GraphDriver.Data.UpperDir}}', 'web');
  await expect(dialog).toContainText(upper);
  await expect(dialog).toContainText('Layer 1');
  await shoot(page, 'mounts-root-dialog');
  await expectNoViolations(page);
  await page.keyboard.press('Escape');
  await page.getByRole('radio', { name: 'With the system’s' }).click();
  await expect(rows.filter({ hasText: '/etc/resolv.conf' })).toContainText('Engine');
  await shoot(page, 'mounts-all');
  await main.getByRole('searchbox').fill('tmpfs');
  await expect(rows.filter({ hasText: '/scratch' })).toBeVisible();
  await expect(rows.filter({ hasText: '/etc/resolv.conf' })).toHaveCount(0);
  await engine.docker('kill', 'web');
  await expect(main.getByText('It does not run. Shown is what will be mounted')).toBeVisible();
});

test('is used by keyboard, and leads from a mount to its files', async ({ page, startApp }) => {
  test.setTimeout(60_000);
  await startWeb();
  await openPage(page, await startApp({ dockerHost: engine.host }), tab('web'));
  const row = page
    .getByRole('main')
    .getByRole('grid')
    .getByRole('row', { name: /\/data/ });
  await row.getByText('/data').click();
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog');
  await expect(dialog).toContainText('A volume of the engine. It outlives the container.');
  await dialog.getByRole('link', { name: 'Show its files' }).press('Enter');
  await expect(page).toHaveURL(/tab=files&path=L2RhdGE/);
  await expect(page.getByRole('main').getByText('/data', { exact: true })).toBeVisible();
});

test('says of each port what comes of it, and shows addresses, routes and names', async ({
  page,
  startApp,
}) => {
  test.setTimeout(120_000);
  await startWeb();
  await page.setViewportSize({ width: 1440, height: 900 });
  await openPage(page, await startApp({ dockerHost: engine.host }), tab('web', '&view=network'));
  const main = page.getByRole('main');
  const ports = main.getByRole('table', { name: 'Ports' });
  const port = (name: string) => ports.getByRole('row').filter({ hasText: name });
  await expect(port('80/tcp')).toContainText('Reachable');
  await expect(port('80/tcp')).toContainText('for every machine');
  await expect(port('81/tcp')).toContainText('Loopback only');
  await expect(port('81/tcp')).toContainText('for the engine’s machine only');
  await expect(port('82/tcp')).toContainText('Nobody waits');
  await expect(port('80/tcp').getByRole('link')).toHaveAttribute('href', /^http:\/\/[^/]+:18080\/$/);
  const address = await engine.docker(
    ...['inspect', '-f', '{{.NetworkSettings.Networks.shop.IPAddress}}', 'web'],
  );
  const gateway = await engine.docker('inspect', '-f', '{{.NetworkSettings.Networks.shop.Gateway}}', 'web');
  const addresses = main.getByRole('table', { name: 'Addresses' }).getByRole('row');
  await expect(addresses.filter({ hasText: 'eth0' })).toContainText(`${address}/`);
  await expect(addresses.filter({ hasText: 'eth0' })).toContainText('web, shop-web');
  await expect(main.getByRole('table', { name: 'Routes' }).getByRole('row').nth(1)).toContainText(gateway);
  await expect(main.getByText('127.0.0.11', { exact: true })).toBeVisible();
  await shoot(page, 'mounts-network');
  await expectNoViolations(page);
  await engine.docker('exec', 'web', 'httpd', '-p', '82');
  await expect(port('82/tcp')).toContainText('Reachable');
  await main.getByRole('searchbox').fill('loopback');
  await expect(port('80/tcp')).toHaveCount(0);
  await expect(port('81/tcp')).toBeVisible();
  await expect(main.getByText('No line has this word.').first()).toBeVisible();
  await main.getByRole('searchbox').fill('eth0');
  await addresses.getByRole('link', { name: 'shop' }).click();
  await expect(page).toHaveURL(/\/networks\//);
});

for (const theme of ['light', 'dark'] as const) {
  test(`reads in Spanish, ${theme}`, async ({ browser, startApp }) => {
    test.setTimeout(120_000);
    await startWeb();
    const server = await startApp({ dockerHost: engine.host });
    const context = await browser.newContext({
      colorScheme: theme,
      locale: 'es-ES',
      viewport: { width: 1024, height: 700 },
    });
    const page = await context.newPage();
    await openPage(page, server, tab('web'));
    await expect(page.getByText('/ es una capa de escritura')).toBeVisible();
    await shoot(page, `mounts-own-${theme}`);
    await expectNoViolations(page);
    await page.getByRole('radio', { name: 'Red' }).click();
    await expect(page.getByText('Nadie espera')).toBeVisible();
    await shoot(page, `mounts-network-${theme}`);
    await expectNoViolations(page);
    await context.close();
  });
}

test('stands a container with 16,000 mounts', async ({ page, startApp }) => {
  test.setTimeout(120_000);
  const turns = 'for i in 0 1 2 3 4 5 6 7 8 9 10 11 12 13';
  const make = `mkdir /m; mount -t tmpfs m /m; ${turns}; do mkdir /m/$i; done; ${turns}; do mount --rbind /m /m/$i; done`;
  await engine.docker(
    ...[
      'run',
      '-d',
      '--name',
      'many',
      '--cap-add',
      'SYS_ADMIN',
      '--security-opt',
      'seccomp=unconfined',
      '--network',
      'none',
      engine.image,
    ],
    ...['sh', '-c', `${make}; sleep 10000`],
  );
  await openPage(page, await startApp({ dockerHost: engine.host }), tab('many'));
  const main = page.getByRole('main');
  await expect(main.getByText(/The first 1,000 of 16,\d{3} mounts are shown/)).toBeVisible({
    timeout: 20_000,
  });
  await main.getByRole('searchbox').fill('/m/13/12/11/10/9/8');
  await expect(main.getByText(/mounts are shown/)).toBeHidden();
  await expect(main.getByRole('grid').getByRole('row').nth(1)).toContainText('/m/13/12/11/10/9/8');
  await shoot(page, 'mounts-many');
});
