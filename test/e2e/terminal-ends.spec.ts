import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { enginePage, expect, openPage, rowOf, test } from '../support/e2e';
import { createTar } from '../support/tar';
import { expectNoViolations, shoot } from './pages/accessibility';
import { type RealEngine, startRealEngine } from './pages/real-engine';
import { programsOf, TerminalPage } from './pages/terminal-page';

/** How terminals end, by themselves and by what happens around them, and containers without a shell; on a real engine. */

let engine: RealEngine;

test.beforeAll(async () => {
  engine = await startRealEngine('terminal-ends');
});

test.afterAll(async () => {
  await engine?.stop();
});

test.beforeEach(async () => {
  await engine.docker('run', '-d', '--name', 'web', engine.image, 'sleep', '1000');
});

test.afterEach(async () => {
  await engine.clear();
});

const addressOf = (container: string): string => enginePage(`containers/${container}?tab=terminal`);

/** A container of one static program and nothing else, as images that begin `FROM scratch` are. */
async function startBare(folder: string): Promise<void> {
  const file = join(folder, 'bare.tar');
  const program = { name: 'sleep', body: await readFile('/bin/busybox'), mode: 0o755 };
  await writeFile(file, createTar([program]));
  await engine.docker('import', '--change', 'CMD ["/sleep", "1000"]', file, 'bare:1');
  await engine.docker('run', '-d', '--name', 'bare', 'bare:1');
}

const helpers = async (): Promise<readonly string[]> => {
  const ids = await engine.docker('ps', '-aq', '--filter', 'label=dev.estiba.helper=terminal');
  return ids.split('\n').filter(Boolean);
};

async function startHelper(page: Page, terminals: TerminalPage): Promise<void> {
  await page.getByRole('combobox', { name: 'Image with a shell' }).click();
  await page.getByRole('option', { name: engine.image }).click();
  await terminals.start();
}

test('closing ends a program that never ends, in a flood as well', async ({ page, startApp }) => {
  await openPage(page, await startApp({ dockerHost: engine.host }), addressOf('web'));
  const terminals = new TerminalPage(page);
  await terminals.fillCommand('yes\nflood');
  await terminals.open.click();
  await expect(terminals.rows).toContainText('flood');
  const start = Date.now();
  await page.getByRole('tab', { name: 'Limits' }).click();
  await expect(page.getByRole('button', { name: 'Apply' })).toBeVisible();
  await page.getByRole('tab', { name: 'Terminal' }).click();
  await expect(terminals.screen(1)).toBeFocused();
  console.log(`to another tab and back in a flood: ${Date.now() - start} ms`);
  expect(await programsOf(engine, 'web')).toContain('yes flood');
  await terminals.close(1);
  await expect(terminals.open).toBeVisible();
  await expect.poll(() => programsOf(engine, 'web')).toEqual(['sleep 1000']);
  await terminals.fillCommand('sh\n-c\ntrap "" HUP INT TERM; echo deaf; while :; do sleep 1; done');
  await terminals.open.click();
  await expect(terminals.rows).toContainText('deaf');
  await page.keyboard.press('Control+c');
  await terminals.close(1);
  await expect(terminals.open).toBeVisible();
  await expect.poll(() => programsOf(engine, 'web')).toEqual(['sleep 1000']);
});

test('says how a program ended that ends at once, and starts it again', async ({ page, startApp }) => {
  await openPage(page, await startApp({ dockerHost: engine.host }), addressOf('web'));
  const terminals = new TerminalPage(page);
  await terminals.fillCommand('sh\n-c\necho run >> /tmp/runs; exit 3');
  await terminals.open.click();
  await expect(page.getByText('Ended with exit code 3')).toBeVisible();
  await page.getByRole('button', { name: 'Run again' }).click();
  await expect.poll(() => engine.docker('exec', 'web', 'cat', '/tmp/runs')).toBe('run\nrun');
  await expect(page.getByText('Ended with exit code 3')).toBeVisible();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await terminals.fillCommand('/bin/true');
  await terminals.open.click();
  await expect(page.getByText('Ended with exit code 0')).toBeVisible();
  await expect(page.getByText(/It ended at once/)).toBeVisible();
  await page.getByRole('button', { name: 'Close', exact: true }).click();
  await terminals.fillCommand('/bin/absent');
  await terminals.open.click();
  await expect(page.getByText(/Ended with exit code 12[67]/)).toBeVisible();
  await expect(terminals.rows).toContainText('/bin/absent');
  await page.getByRole('button', { name: 'New terminal' }).click();
  await terminals.start(2);
});

test('says that the container has ended, and goes on when that is started again', async ({
  page,
  startApp,
}) => {
  await openPage(page, await startApp({ dockerHost: engine.host }), addressOf('web'));
  const terminals = new TerminalPage(page);
  const again = page.getByRole('button', { name: 'Run again' });
  await terminals.start();
  await terminals.type('echo kept-$((6*7))');
  await expect(terminals.rows).toContainText('kept-42');
  await engine.docker('kill', 'web');
  await expect(page.getByText('Ended with exit code 137')).toBeVisible();
  await expect(page.getByText(/The container has ended, too/)).toBeVisible();
  await expect(page.getByText(/A terminal needs a running container\. Start it first/)).toBeVisible();
  await expect(again).toBeHidden();
  await expect(terminals.rows).toContainText('kept-42');
  await shoot(page, 'terminal-container-ended');
  await page.getByRole('button', { name: 'Start', exact: true }).click();
  await again.click();
  await expect(terminals.screen(1)).toBeFocused();
  await terminals.type('echo back-$((6*7))');
  await expect(terminals.rows).toContainText('back-42');
  await expect(page.getByText(/The container has ended/)).toBeHidden();
  await engine.docker('rm', '-f', 'web');
  await expect(page.getByText(/The container has ended, too/)).toBeVisible();
  await expect(again).toBeHidden();
  await terminals.close(1);
  await expect(terminals.tab(1)).toBeHidden();
});

test('explains a container without a shell, and helps with one of another image', async ({
  page,
  startApp,
  folder,
}) => {
  await startBare(folder);
  const server = await startApp({ dockerHost: engine.host });
  await openPage(page, server, addressOf('bare'));
  const terminals = new TerminalPage(page);
  await expect(page.getByText('There is no shell in this container')).toBeVisible();
  await expect(page.getByText(/Neither bash, sh nor any other known shell is in .*\/bin/)).toBeVisible();
  await expect(page.getByRole('radio', { name: 'Helper' })).toBeChecked();
  await expect(terminals.open).toBeDisabled();
  await startHelper(page, terminals);
  await terminals.type('echo "$(pwd) $(ls) $(tr \'\\0\' " " < /proc/1/cmdline)."');
  await expect(terminals.rows).toContainText(/\/proc\/1\/root .*sleep.* \/sleep 1000 \./);
  await shoot(page, 'terminal-helper');
  await expect(terminals.rows).toContainText('/proc/1/root # ');
  await expect(terminals.rows).not.toContainText('No such file or directory');
  expect(await helpers()).toHaveLength(1);
  await page.goto(`${server.origin}${enginePage('containers')}`);
  await expect(rowOf(page, 'bare')).toBeVisible();
  await expect(page.getByRole('link', { name: /^estiba-debug-/ })).toHaveCount(0);
  await page.goto(`${server.origin}${addressOf('bare')}`);
  await expect(terminals.rows).toContainText('/proc/1/root');
  await terminals.close(1);
  await expect(terminals.open).toBeVisible();
  await expect.poll(helpers).toEqual([]);
  await startHelper(page, terminals);
  await terminals.type('exit 5');
  await expect(page.getByText('Ended with exit code 5')).toBeVisible();
  await expect.poll(helpers).toEqual([]);
  await page.getByRole('button', { name: 'Run again' }).click();
  await expect(terminals.screen(1)).toBeFocused();
  await engine.docker('kill', 'bare');
  await expect(page.getByText(/The container has ended, too/)).toBeVisible();
  await expect.poll(helpers).toEqual([]);
  expect(await engine.docker('ps', '-q', '--filter', 'name=web')).not.toBe('');
});

test('says that an image has no shell either', async ({ page, startApp, folder }) => {
  await startBare(folder);
  await openPage(page, await startApp({ dockerHost: engine.host }), addressOf('bare'));
  await page.getByRole('combobox', { name: 'Image with a shell' }).click();
  await page.getByRole('option', { name: 'bare:1' }).click();
  await page.getByRole('button', { name: 'Open', exact: true }).click();
  await expect(page.getByRole('alert')).toContainText(/bare:1.*no shell/);
  expect(await helpers()).toEqual([]);
});

for (const theme of ['light', 'dark'] as const) {
  test(`has no faults that axe knows where it asks, explains and ends, in ${theme} and in Spanish`, async ({
    browser,
    startApp,
    folder,
  }) => {
    await startBare(folder);
    const server = await startApp({ dockerHost: engine.host });
    const permissions = ['clipboard-read', 'clipboard-write'];
    const context = await browser.newContext({ colorScheme: theme, locale: 'es-ES', permissions });
    const page = await context.newPage();
    await openPage(page, server, addressOf('bare'));
    await expect(page.getByText('No hay ningún shell en este contenedor')).toBeVisible();
    await shoot(page, `terminal-no-shell-${theme}-es`);
    await expectNoViolations(page);
    await page.getByRole('combobox', { name: 'Imagen con shell' }).click();
    await page.getByRole('option', { name: engine.image }).click();
    await page.getByRole('button', { name: 'Abrir', exact: true }).click();
    await expect(page.getByRole('textbox', { name: /^Terminal 1 · / })).toBeFocused();
    await expect(page.locator('.xterm-accessibility-tree')).toContainText('# ');
    await expectNoViolations(page);
    await page.evaluate(() => navigator.clipboard.writeText('ls -la\n# señal\nexit 4\n'));
    await page.keyboard.press('Control+Shift+V');
    await expect(page.getByRole('alertdialog', { name: '¿Pegar 3 líneas?' })).toBeVisible();
    await shoot(page, `terminal-paste-${theme}-es`);
    await expectNoViolations(page);
    await page.keyboard.press('Enter');
    await expect(page.getByText('Terminó con el código 4')).toBeVisible();
    await shoot(page, `terminal-ended-${theme}-es`);
    await expectNoViolations(page);
    await context.close();
  });
}
