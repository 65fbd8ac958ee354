import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { bridgeName } from '../../src/main/backend/engine/managed/bridge';
import type { EstibaServer } from '../support/app';
import { chromiumArgs, chromiumPath } from '../support/chromium';
import { expect, openPage, rowOf, test } from '../support/e2e';
import { machineDocker } from '../support/engine/engine-matrix';
import { removeLeftovers, signalProcess, waitForExit } from '../support/engine/leftovers';

/**
 * Estiba's own engine, from the command line to the page: started, adopted after an end and a crash of Estiba, stopped
 * without a trace. Server, dockerd and browser are in a network namespace of their own.
 */

const entry = machineDocker();
const network = `estiba-${randomBytes(3).toString('hex')}`;
const inNetwork = ['nsenter', `--net=/run/netns/${network}`] as const;
const ownEngine = (page: Page) => page.getByRole('region', { name: 'Estiba’s own engine' });

test.skip('notTested' in entry, 'notTested' in entry ? `NOT tested: ${entry.notTested}` : '');

/** Short: a unix socket's path has at most 107 bytes. */
let home: string;
let browser: Browser;

test.beforeAll(async ({ playwright }) => {
  execFileSync('ip', ['netns', 'add', network]);
  execFileSync('nsenter', [`--net=/run/netns/${network}`, 'ip', 'link', 'set', 'lo', 'up']);
  home = await mkdtemp('/tmp/em-');
  const wrapper = join(home, 'chromium');
  await writeFile(wrapper, `#!/bin/sh\nexec ${inNetwork.join(' ')} ${chromiumPath} "$@"\n`);
  await chmod(wrapper, 0o755);
  browser = await playwright.chromium.launch({ executablePath: wrapper, args: [...chromiumArgs] });
});

test.afterAll(async () => {
  await browser?.close();
  await removeLeftovers(home, basename(home));
  await rm(home, { recursive: true, force: true });
  execFileSync('ip', ['netns', 'delete', network]);
});

/** Processes, mounts, devices and sockets of this engine. */
function traces(): readonly string[] {
  const processes = execFileSync('ps', ['-eo', 'args'], { encoding: 'utf8' }).split('\n');
  const mounts = readFileSync('/proc/self/mountinfo', 'utf8').split('\n');
  const links = execFileSync('nsenter', [`--net=/run/netns/${network}`, 'ip', '-o', 'link'], {
    encoding: 'utf8',
  });
  const bridge = bridgeName(join(home, 'data/estiba/engine/data'));
  const socket = join(home, 'run/estiba/engine.sock');
  return [
    ...processes.filter((line) => line.includes(home) && /dockerd|containerd/.test(line)),
    ...mounts.filter((line) => line.includes(`${home}/`)),
    ...links.split('\n').filter((line) => line.includes(bridge)),
    ...(existsSync(socket) ? [socket] : []),
  ];
}

const daemonPid = (): number => Number(readFileSync(join(home, 'data/estiba/engine/dockerd.pid'), 'utf8'));

test('it starts with Estiba, outlives it, is adopted, and stops without a trace', async ({ startApp }) => {
  test.setTimeout(120_000);
  const start = () => startApp({ args: ['--engine=managed'], home, prefix: inNetwork });
  const open = async (server: EstibaServer, path: string): Promise<Page> => {
    const page = await browser.newPage();
    await openPage(page, server, path);
    return page;
  };
  const showsVolume = async (page: Page) => {
    await page.getByRole('link', { name: /^Volumes/ }).click();
    await expect(rowOf(page, 'kept')).toBeVisible();
  };

  const first = await start();
  const page = await open(first, '/');
  await expect(page).toHaveURL(/\/e\/managed\/overview$/);
  await expect(page.getByRole('button', { name: /: Connected/ })).toBeVisible(late);
  const pid = daemonPid();
  expect(traces().length).toBeGreaterThan(1);
  await page.getByRole('link', { name: /^Volumes/ }).click();
  await page
    .getByRole('button', { name: /^Create/ })
    .first()
    .click();
  await page.getByRole('dialog').getByRole('textbox', { name: 'Name' }).fill('kept');
  await page
    .getByRole('dialog')
    .getByRole('button', { name: /^Create/ })
    .click();
  await expect(rowOf(page, 'kept')).toBeVisible();

  await first.stop();
  expect(daemonPid()).toBe(pid);
  const second = await start();
  const adopted = await open(second, '/');
  await showsVolume(adopted);
  expect(daemonPid()).toBe(pid);

  signalProcess(second.pid, 'SIGKILL');
  await waitForExit(second.pid, 5000);
  const third = await start();
  const last = await open(third, '/');
  await showsVolume(last);
  expect(daemonPid()).toBe(pid);

  await stop(last);
  expect(traces()).toEqual([]);
  await ownEngine(last).getByRole('button', { name: 'Start' }).click();
  await expect(ownEngine(last).getByText('Running', { exact: true })).toBeVisible(late);
  await showsVolume(last);
  await stop(last);
  expect(traces()).toEqual([]);
});

const late = { timeout: 20_000 };

/** As a user does, on the page Engines. */
async function stop(page: Page): Promise<void> {
  await page.getByRole('link', { name: 'Engines' }).click();
  await expect(ownEngine(page).getByText('Running', { exact: true })).toBeVisible();
  await ownEngine(page).getByRole('button', { name: 'Stop' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Stop' }).click();
  await expect(ownEngine(page).getByText('Stop Estiba’s engine: Done')).toBeVisible(late);
  await expect(ownEngine(page).getByText('Stopped', { exact: true })).toBeVisible();
}
