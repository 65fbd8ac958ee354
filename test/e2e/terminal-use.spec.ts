import type { Page } from '@playwright/test';
import type { EstibaServer } from '../support/app';
import { enginePage, expect, forbidReload, openPage, test } from '../support/e2e';
import { type RealEngine, startRealEngine } from './pages/real-engine';
import { programsOf, TerminalPage } from './pages/terminal-page';

/** Terminals as people use them, on a real engine. */

let engine: RealEngine;

test.beforeAll(async () => {
  engine = await startRealEngine('terminal-use');
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

async function openTerminals(page: Page, server: EstibaServer): Promise<TerminalPage> {
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'], { origin: server.origin });
  await openPage(page, server, enginePage('containers/web?tab=terminal'));
  return new TerminalPage(page);
}

/** Whether the screen is still the same, with its selection and all that it has shown. */
async function markScreen(page: Page): Promise<() => Promise<boolean>> {
  await page.locator('.xterm').evaluate((element) => element.classList.add('marked-by-test'));
  return () => page.locator('.xterm.marked-by-test').isVisible();
}

test('copies what is selected, by the keys and by the menu', async ({ page, startApp }) => {
  const terminals = await openTerminals(page, await startApp({ dockerHost: engine.host }));
  await terminals.start();
  await terminals.type('echo word-$((6*7)) other');
  await expect(terminals.rows).toContainText('word-42 other');
  await terminals.selectWord('word-42');
  await page.keyboard.press('Control+Shift+C');
  await expect.poll(() => terminals.clipboard()).toBe('word-42');
  await terminals.fillClipboard('before');
  await page.keyboard.press('Control+Insert');
  await expect.poll(() => terminals.clipboard()).toBe('word-42');
  await terminals.fillClipboard('before');
  await page.locator('.xterm-screen').click({ button: 'right', position: { x: 300, y: 200 } });
  await page.getByRole('menuitem', { name: /^Copy/ }).click();
  await expect.poll(() => terminals.clipboard()).toBe('word-42');
  await expect(terminals.screen(1)).toBeFocused();
  // Nothing is selected any more: what the clipboard has stays.
  await page.locator('.xterm-screen').click({ position: { x: 300, y: 200 } });
  await terminals.fillClipboard('kept');
  await page.keyboard.press('Control+Shift+C');
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: /^Copy/ }).click();
  await expect(terminals.screen(1)).toBeFocused();
  expect(await terminals.clipboard()).toBe('kept');
});

test('pastes one line at once, and asks before several are run', async ({ page, startApp }) => {
  const terminals = await openTerminals(page, await startApp({ dockerHost: engine.host }));
  await terminals.start();
  await terminals.fillClipboard('echo one-$((1+0))');
  await page.keyboard.press('Control+Shift+V');
  await expect(terminals.rows).toContainText('echo one-$((1+0))');
  await page.keyboard.press('Enter');
  await expect(terminals.rows).toContainText('one-1');
  await terminals.fillClipboard('echo two-$((1+1))\r\necho three-$((1+2))\n');
  await page.keyboard.press('Shift+Insert');
  await expect(terminals.dialog).toContainText('echo three-$((1+2))');
  await page.keyboard.press('Escape');
  await expect(terminals.screen(1)).toBeFocused();
  await page.locator('.xterm-screen').click({ button: 'right', position: { x: 300, y: 200 } });
  await page.getByRole('menuitem', { name: /^Paste/ }).click();
  await terminals.dialog.getByRole('button', { name: 'Paste' }).click();
  await expect(terminals.rows).toContainText('three-3');
  await expect(terminals.screen(1)).toBeFocused();
  await expect(terminals.rows.getByText('two-2', { exact: true })).toHaveCount(1);
});

test('marks pasted text for a program that asks for it, and no text ends the mark', async ({
  page,
  startApp,
}) => {
  const terminals = await openTerminals(page, await startApp({ dockerHost: engine.host }));
  await terminals.start();
  await terminals.type("echo -e 'ready\\x1b[?2004h'; cat > /tmp/pasted");
  await expect(terminals.rows.getByText('ready', { exact: true })).toBeVisible();
  await terminals.fillClipboard('first\nsecond\x1b[201~\x03third\n');
  await page.keyboard.press('Control+Shift+V');
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+d');
  await expect
    .poll(() => engine.docker('exec', 'web', 'cat', '/tmp/pasted'))
    .toBe('\x1b[200~first\nsecond[201~third\n\x1b[201~');
});

test('tells the program the size of the window', async ({ page, startApp }) => {
  const terminals = await openTerminals(page, await startApp({ dockerHost: engine.host }));
  await terminals.start();
  const size = async (): Promise<readonly number[]> => {
    await terminals.type('clear; echo size=$(busybox stty size)=');
    await expect(terminals.rows).toContainText(/size=\d+ \d+=/);
    const [, rows, columns] = /size=(\d+) (\d+)=/.exec(await terminals.rows.innerText()) ?? [];
    return [Number(rows), Number(columns)];
  };
  const [rows = 0, columns = 0] = await size();
  expect(rows).toBeGreaterThan(20);
  await page.setViewportSize({ width: 1000, height: 700 });
  await expect.poll(async () => (await size())[1]).toBeLessThan(columns - 30);
  expect((await size())[0]).toBeLessThan(rows - 5);
  await page.setViewportSize({ width: 1440, height: 900 });
  await expect.poll(size).toEqual([rows, columns]);
});

test('takes user, folder and environment, and says what is wrong with them', async ({ page, startApp }) => {
  const terminals = await openTerminals(page, await startApp({ dockerHost: engine.host }));
  const user = page.getByRole('textbox', { name: 'User' });
  const folder = page.getByRole('textbox', { name: 'Working directory' });
  await user.fill('nobody-here');
  await terminals.open.click();
  await expect(terminals.rows).toContainText('unable to find user nobody-here');
  await expect(page.getByText('Ended with exit code 126')).toBeVisible();
  await expect(page.getByText('It could not be started')).toBeVisible();
  await page.getByRole('button', { name: 'Change…' }).click();
  await expect(user).toHaveValue('nobody-here');
  await user.fill('1234:56');
  await folder.fill('/srv');
  await page.getByRole('textbox', { name: 'Environment' }).fill('GREETING=good morning');
  await terminals.open.click();
  await expect(terminals.screen(1)).toBeFocused();
  await terminals.type('echo "$(id -u):$(id -g) $(pwd) $GREETING."');
  await expect(terminals.rows).toContainText('1234:56 /srv good morning.');
  await page.getByRole('button', { name: 'New terminal' }).click();
  await folder.fill('/not/there');
  await terminals.open.click();
  await expect(terminals.rows).toContainText('/not/there');
  await expect(page.getByText(/Ended with exit code 12[67]/)).toBeVisible();
});

test('keeps two terminals apart, and closing one ends that one only', async ({ page, startApp }) => {
  const terminals = await openTerminals(page, await startApp({ dockerHost: engine.host }));
  await terminals.start();
  await terminals.type('echo first-$((1+0)); sleep 1111');
  await expect(terminals.rows).toContainText('first-1');
  await page.getByRole('button', { name: 'New terminal' }).click();
  await terminals.start(2);
  await terminals.type('echo second-$((1+1)); sleep 2222');
  await expect(terminals.rows).toContainText('second-2');
  await expect(terminals.rows).not.toContainText('first-1');
  const isSameScreen = await markScreen(page);
  await page.getByRole('button', { name: 'Rename' }).click();
  await page.keyboard.press('Escape');
  await expect(terminals.screen(2)).toBeFocused();
  await page.getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('textbox', { name: 'Rename' }).fill('builds');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('textbox', { name: 'Terminal 2 · builds' })).toBeFocused();
  expect(await isSameScreen()).toBe(true);
  await expect(terminals.rows).toContainText('second-2');
  await terminals.tab(1).click();
  await expect(terminals.screen(1)).toBeFocused();
  await expect(terminals.rows).toContainText('first-1');
  await expect(terminals.rows).not.toContainText('second-2');
  await expect
    .poll(() => programsOf(engine, 'web'))
    .toEqual(expect.arrayContaining(['sleep 1111', 'sleep 2222']));
  await terminals.close(1);
  await expect(terminals.tab(1)).toBeHidden();
  await expect(page.getByRole('textbox', { name: 'Terminal 2 · builds' })).toBeFocused();
  await expect(terminals.rows).toContainText('second-2');
  await expect.poll(() => programsOf(engine, 'web')).not.toContain('sleep 1111');
  expect(await programsOf(engine, 'web')).toContain('sleep 2222');
  expect((await programsOf(engine, 'web')).filter((line) => line.endsWith('sh'))).toHaveLength(1);
});

test('gives keys to the program, and lets the keyboard out', async ({ page, startApp }) => {
  const terminals = await openTerminals(page, await startApp({ dockerHost: engine.host }));
  const stays = await forbidReload(page);
  await terminals.start();
  await terminals.type('cat > /tmp/keys');
  for (const key of ['F5', 'F3', 'Tab', 'PageUp', 'Control+k', 'x']) await page.keyboard.press(key);
  await expect(terminals.screen(1)).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await expect(terminals.screen(1)).not.toBeFocused();
  await page.keyboard.press('Tab');
  await expect(terminals.screen(1)).toBeFocused();
  await expect(terminals.screen(1)).toHaveAccessibleDescription(/Shift\+Tab leaves the terminal/);
  await page.keyboard.press('Shift+F10');
  await expect(page.getByRole('menuitem', { name: /^Copy Ctrl ?Shift ?C/ })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(terminals.screen(1)).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('Control+d');
  await expect
    .poll(() => engine.docker('exec', 'web', 'cat', '/tmp/keys'))
    .toBe('\x1b[15~\x1bOR\t\x1b[5~\vx');
  await stays();
});

test('sends lines to a program without a terminal, by the keyboard, and ends its input where that reaches it', async ({
  page,
  startApp,
}) => {
  const program = ['sh', '-c', 'echo ready; tr a-z A-Z'];
  await engine.docker('create', '-i', '--name', 'once', engine.image, ...program);
  await engine.docker('start', 'once');
  await engine.docker('rm', '-f', 'web');
  await engine.docker('run', '-di', '--name', 'web', engine.image, ...program);
  const server = await startApp({ dockerHost: engine.host });
  const terminals = await openTerminals(page, server);
  const line = page.getByRole('textbox', { name: 'Line of input' });
  const end = page.getByRole('button', { name: 'End of input' });
  const shout = async (): Promise<void> => {
    await page.getByRole('radio', { name: 'Main process' }).click();
    await page.getByRole('checkbox', { name: 'Send input' }).check();
    await terminals.open.click();
    await expect(terminals.screen(1)).toBeFocused();
    await page.keyboard.press('Tab');
    await expect(line).toBeFocused();
    await page.keyboard.type('shout this');
    await page.keyboard.press('Enter');
    await expect(line).toHaveValue('');
    await expect(terminals.rows).toContainText('SHOUT THIS');
  };
  await shout();
  await expect(end).toBeHidden();
  await page.goto(`${server.origin}${enginePage('containers/once?tab=terminal')}`);
  await shout();
  await end.click();
  await expect(page.getByText('Ended with exit code 0')).toBeVisible();
  await expect(page.getByText(/The container has ended, too/)).toBeVisible();
});

test('copies and stays in the terminal where the page has no clipboard of its own', async ({
  page,
  startApp,
}) => {
  // As over plain HTTP from another machine.
  await page.addInitScript(() =>
    Object.defineProperty(Navigator.prototype, 'clipboard', { value: undefined }),
  );
  const terminals = await openTerminals(page, await startApp({ dockerHost: engine.host }));
  await terminals.start();
  await terminals.type('echo word-$((6*7))');
  await expect(terminals.rows).toContainText('word-42');
  await terminals.selectWord('word-42');
  await page.keyboard.press('Control+Shift+C');
  await expect(page.getByText('Copied', { exact: true })).toBeVisible();
  await expect(terminals.screen(1)).toBeFocused();
  await page.keyboard.type('echo ');
  await page.keyboard.press('Control+Shift+V');
  await expect(terminals.rows.getByText('echo word-42', { exact: false }).last()).toBeVisible();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: /^Paste/ }).click();
  await expect(page.getByText(/The browser did not give the clipboard/)).toBeVisible();
});
