import AxeBuilder from '@axe-core/playwright';
import { enginePage, expect, openPage, test } from '../support/e2e';
import { type RealEngine, startRealEngine } from './pages/real-engine';

/** The run form on a real engine: made, checked, pasted, duplicated, recreated and put back. */

let engine: RealEngine;

test.beforeAll(async () => {
  engine = await startRealEngine('run');
});

test.afterAll(async () => {
  await engine?.stop();
});

test.afterEach(async () => {
  await engine.clear();
});

const inspect = (name: string, format: string) => engine.docker('inspect', '--format', format, name);

test('fills the form from a pasted line, says what is in the way, and runs it', async ({
  page,
  startApp,
}) => {
  await engine.docker('run', '-d', '--name', 'web', '-p', '18080:80', engine.image, 'sleep', '1000');
  await openPage(page, await startApp({ dockerHost: engine.host }), enginePage('containers'));
  await page.getByRole('button', { name: 'Run…' }).first().click();
  await expect(page.getByRole('heading', { name: 'Run a container', level: 1 })).toBeVisible();
  await page.getByRole('button', { name: 'Paste a docker run line…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog
    .getByRole('textbox', { name: 'docker run line' })
    .fill(
      `docker run -d --name web --gpus all -p 18080:80 -v data:/data:ro -e "A=two words" --memory 64m --cpus 0.5 --restart on-failure:3 ${engine.image} sh -c 'sleep 1000'`,
    );
  await expect(dialog.getByRole('listitem').getByText('--gpus all')).toBeVisible();
  await dialog.getByRole('button', { name: 'Fill the form' }).click();
  await expect(page.getByText(/^The name web is taken by the container/)).toBeVisible();
  await expect(page.getByText('Port 18080/tcp is taken by the container web.')).toBeVisible();
  await expect(page.getByText('The volume data will be made.')).toBeVisible();
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('shop');
  const ports = page.getByRole('group', { name: 'Published ports' });
  await ports.getByRole('textbox').fill('18081:x');
  await expect(ports.getByRole('alert')).toContainText('This cannot be read');
  await expect(page.getByRole('button', { name: 'Run', exact: true })).toBeDisabled();
  await ports.getByRole('textbox').fill('18081:80');
  await expect(page.getByText('is taken by')).toHaveCount(0);
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('heading', { name: 'shop', level: 1 })).toBeVisible();
  expect(
    await inspect(
      'shop',
      '{{json .HostConfig.PortBindings}} {{json .HostConfig.Binds}} {{json .Config.Env}}',
    ),
  ).toBe('{"80/tcp":[{"HostIp":"","HostPort":"18081"}]} ["data:/data:ro"] ["A=two words","PATH=/bin"]');
  expect(
    await inspect(
      'shop',
      '{{.HostConfig.Memory}} {{.HostConfig.NanoCpus}} {{json .HostConfig.RestartPolicy}} {{json .Config.Cmd}}',
    ),
  ).toBe('67108864 500000000 {"MaximumRetryCount":3,"Name":"on-failure"} ["sh","-c","sleep 1000"]');
});

test('a container that cannot be started is not left behind, and the form stays', async ({
  page,
  startApp,
}) => {
  await openPage(
    page,
    await startApp({ dockerHost: engine.host }),
    `${enginePage('run')}?image=${engine.image}`,
  );
  await page.getByRole('textbox', { name: 'Name', exact: true }).fill('broken');
  await page.getByRole('textbox', { name: 'Command', exact: true }).fill('/no/such/program');
  await page.getByRole('button', { name: 'Run', exact: true }).click();
  await expect(page.getByRole('complementary').getByRole('alert')).toContainText('/no/such/program');
  await expect(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('broken');
  expect(await engine.docker('ps', '--all', '--quiet')).toBe('');
});

test('recreates a container with all else equal, and puts the old one back', async ({ page, startApp }) => {
  await engine.docker('network', 'create', 'front');
  await engine.docker(
    ...['run', '-d', '--name', 'db', '--network', 'front', '--network-alias', 'sql', '-v', 'data:/data'],
    ...[
      '--oom-score-adj',
      '7',
      '-e',
      'A=1',
      '--label',
      'x=y',
      '--memory',
      '64m',
      '--stop-timeout',
      '1',
      engine.image,
      'sleep',
      '1000',
    ],
  );
  const before = await inspect('db', '{{.Id}}');
  await openPage(
    page,
    await startApp({ dockerHost: engine.host }),
    `${enginePage('containers')}/db?tab=command`,
  );
  await expect(page.getByText('--network-alias sql')).toBeVisible();
  await page.getByText('Compose', { exact: true }).click();
  await expect(page.getByText('mem_limit: 64m')).toBeVisible();
  await page.getByRole('link', { name: 'Edit and recreate db' }).click();
  await page.getByRole('group', { name: 'Variables' }).getByRole('textbox').fill('A=2');
  await page.getByRole('button', { name: 'Recreate' }).click();
  await expect(page.getByRole('heading', { name: 'db', level: 1, exact: true })).toBeVisible();
  const after = await inspect('db', '{{.Id}}');
  expect(after).not.toBe(before);
  const kept =
    '{{json .Config.Env}} {{.HostConfig.OomScoreAdj}} {{.HostConfig.Memory}} {{json .HostConfig.Binds}}';
  expect(await inspect('db', kept)).toBe('["A=2","PATH=/bin"] 7 67108864 ["data:/data"]');
  expect(await inspect('db', '{{json (index .NetworkSettings.Networks "front").Aliases}}')).toContain(
    '"sql"',
  );
  expect(await inspect(before, '{{.State.Running}}')).toBe('false');
  await page.getByRole('tab', { name: 'As command' }).click();
  await page.getByRole('button', { name: 'Put it back' }).click();
  await expect.poll(() => inspect('db', '{{.Id}} {{.State.Running}}')).toBe(`${before} true`);
  expect((await engine.docker('ps', '--all', '--quiet')).split('\n')).toHaveLength(1);
});

test('what cannot be recreated leaves everything as it was', async ({ page, startApp }) => {
  await engine.docker('run', '-d', '--name', 'db', '--stop-timeout', '1', engine.image, 'sleep', '1000');
  const id = await inspect('db', '{{.Id}}');
  const server = await startApp({ dockerHost: engine.host });
  await openPage(page, server, `${enginePage('run')}?from=${id}&mode=recreate`);
  await page.getByRole('textbox', { name: 'Command', exact: true }).fill('/no/such/program');
  await page.getByRole('button', { name: 'Recreate' }).click();
  await expect(page.getByRole('complementary').getByRole('alert')).toContainText('/no/such/program');
  expect(await inspect('db', '{{.Id}} {{.State.Running}}')).toBe(`${id} true`);
  expect((await engine.docker('ps', '--all', '--quiet')).split('\n')).toHaveLength(1);
});

for (const theme of ['light', 'dark'] as const) {
  test(`has no faults that axe knows, in ${theme} and in Spanish`, async ({ browser, startApp }) => {
    const server = await startApp({ dockerHost: engine.host });
    const context = await browser.newContext({ colorScheme: theme, locale: 'es-ES' });
    const page = await context.newPage();
    await openPage(page, server, `${enginePage('run')}?image=${engine.image}`);
    await expect(page.getByRole('heading', { name: 'Ejecutar un contenedor' })).toBeVisible();
    await expect(page.getByText('Nada lo impide.')).toBeVisible();
    expect((await new AxeBuilder({ page }).analyze()).violations).toEqual([]);
    await context.close();
  });
}
