import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { DesktopContract } from '../../../../../src/common/desktop-contract';
import { AppError } from '../../../../../src/common/errors';
import { createClient, createPortChannel, type Procedure, serveChannel } from '../../../../../src/common/rpc';
import { acceptUpload, serveDownload } from '../../../../../src/main/hosts/electron/transfer-relay';
import { fakeFrame, recorder } from '../../../../support/electron/fake-electron';
import type { FakeMessagePortMain } from '../../../../support/electron/fake-message-port-main';

vi.mock('electron', async () => (await import('../../../../support/electron/fake-electron')).fakeElectron());

// The back end itself runs in another process.
vi.mock('../../../../../src/main/backend', async () => {
  const { toProcedureMap } = await import('../../../../../src/main/backend/rpc-procedures');
  return { toProcedureMap };
});

const received: Buffer[] = [];
const actions: unknown[] = [];
const transfers = {
  offerDownload: () => '',
  offerUpload: () => '',
  dispose: () => undefined,
  download: async (ticket: string) => {
    if (ticket !== 'good') throw new AppError('not_found', 'no such ticket');
    return {
      fileName: 'año "1".tar',
      contentType: 'application/x-tar',
      body: Readable.from([Buffer.from('abc'), Buffer.from('def')]),
    };
  },
  upload: async (ticket: string, body: Readable) => {
    if (ticket !== 'good') throw new AppError('not_found', 'no such ticket');
    for await (const chunk of body) received.push(Buffer.from(chunk as Uint8Array));
  },
};
const procedures = new Map<string, Procedure>([
  ['app.info', async () => ({ version: '9.9.9' })],
  [
    'containers.stop',
    async (input) => {
      actions.push(input);
      return { jobId: '1' };
    },
  ],
  [
    'settings.watch',
    async () =>
      (async function* () {
        yield { settings: { desktop: { closeToTray: true } } };
      })(),
  ],
]);

/** Plays the back end's process on the ports it is sent. */
function playBackend(
  message: { kind: string; ticket?: string },
  port: FakeMessagePortMain | undefined,
): void {
  if (!port) return;
  if (message.kind === 'api') serveChannel(createPortChannel(port), procedures);
  if (message.kind === 'download') void serveDownload(transfers, message.ticket ?? '', port);
  if (message.kind === 'upload') void acceptUpload(transfers, message.ticket ?? '', port);
}

const fetchApp = async (path: string, init?: RequestInit): Promise<Response> => {
  const handler = recorder.protocols.get('app');
  if (!handler) throw new Error('no handler for app://');
  return await handler(new Request(path.includes('://') ? path : `app://bundle${path}`, init));
};

const connectPage = (url = 'app://bundle/e/default/overview', parent: object | null = null) => {
  const frame = fakeFrame(url, parent);
  recorder.ipc.emit('estiba:connect', { senderFrame: frame });
  return frame;
};

beforeAll(async () => {
  recorder.userData = mkdtempSync(join(tmpdir(), 'estiba-electron-'));
  recorder.onPort = playBackend;
  await import('../../../../../src/main/hosts/electron/main');
  await vi.waitFor(() => expect(recorder.windows).toHaveLength(1));
});

afterAll(() => rmSync(recorder.userData, { recursive: true, force: true }));

test('the application is sandboxed and owns its schemes', () => {
  expect(recorder.app.sandboxed).toBe(true);
  expect(recorder.app.protocolClients).toEqual(['estiba']);
  const [scheme] = recorder.schemes;
  expect(scheme).toMatchObject({ scheme: 'app', privileges: { standard: true, secure: true } });
  expect(scheme?.privileges).not.toHaveProperty('bypassCSP');
});

test('the window is hardened and shows our document', () => {
  const window = recorder.windows[0];
  expect(window?.options.webPreferences).toMatchObject({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
  });
  expect(window?.url).toBe('app://bundle/');
});

test('it opens https addresses and published ports outside, and nothing else', () => {
  const open = recorder.windows[0]?.webContents.openHandler;
  const allowed = [
    'https://docs.docker.com/',
    'http://localhost:8080/',
    'http://[::1]:80/',
    'http://build:49153',
  ];
  const refused = [
    'file:///etc/passwd',
    'vbscript:x',
    'http://localhost/',
    'http://localhost:8080/path',
    'http://localhost:8080/?q=1',
    'http://user:secret@localhost:8080/',
    'https://user@example.com/',
    'not an address',
  ];
  for (const url of [...allowed, ...refused]) expect(open?.({ url })).toEqual({ action: 'deny' });
  expect(recorder.opened).toEqual(allowed);
});

test('it stays on our documents', () => {
  const prevented: string[] = [];
  for (const url of ['https://evil.example/', 'app://other/', 'app://bundle/settings']) {
    recorder.windows[0]?.webContents.emit('will-navigate', {
      url,
      preventDefault: () => prevented.push(url),
    });
  }
  expect(prevented).toEqual(['https://evil.example/', 'app://other/']);
});

test('every permission is denied', () => {
  const answers: boolean[] = [];
  recorder.permissionHandler?.({}, 'media', (yes) => answers.push(yes));
  expect(answers).toEqual([false]);
  expect(recorder.permissionCheck?.()).toBe(false);
});

test.each([
  ['a foreign page', 'https://evil.example/', null],
  ['another host of the scheme', 'app://other/', null],
  ['a frame inside our page', 'app://bundle/', {}],
])('%s gets no ports', (_name, url, parent) => {
  expect(connectPage(url, parent).received).toEqual([]);
});

test('our page gets the back end and the desktop services', async () => {
  const [message] = connectPage().received;
  const [, desktopPort] = message?.ports ?? [];
  if (!desktopPort) throw new Error('no port');
  const desktop = createClient<DesktopContract>(createPortChannel(desktopPort));
  await desktop.setAppearance({ language: 'es', theme: 'dark' });
  expect(recorder.themeSource).toBe('dark');
  expect(recorder.menu.map(({ label }) => label)).toContain('Archivo');
  await expect(desktop.openExternal({ url: 'file:///etc/passwd' })).rejects.toMatchObject({
    code: 'invalid_argument',
  });
});

test('the tray shows running containers, and its actions reach the back end', async () => {
  const [message] = connectPage().received;
  const desktopPort = message?.ports[1];
  if (!desktopPort) throw new Error('no port');
  const desktop = createClient<DesktopContract>(createPortChannel(desktopPort));
  const labels = {
    open: 'Open',
    stop: 'Stop',
    restart: 'Restart',
    show: 'Show',
    quit: 'Quit',
    none: 'None',
    more: 'More',
  };
  await desktop.setTray({
    engineName: 'Docker',
    engineId: 'default',
    running: [{ id: 'abc', name: 'web&api' }],
    runningCount: 3,
    labels,
  });
  const menu = recorder.trays[0]?.menu ?? [];
  expect(menu.map(({ label }) => label)).toEqual([
    'Docker',
    'web&&api',
    'More (2)',
    undefined,
    'Show',
    'Quit',
  ]);
  menu[1]?.submenu?.find(({ label }) => label === 'Stop')?.click?.();
  await vi.waitFor(() => expect(actions).toEqual([{ engineId: 'default', ids: ['abc'] }]));
});

test('a menu command and a second start reach the page', async () => {
  const [message] = connectPage().received;
  const desktopPort = message?.ports[1];
  if (!desktopPort) throw new Error('no port');
  const desktop = createClient<DesktopContract>(createPortChannel(desktopPort));
  const commands = await desktop.commands();
  recorder.app.emit('second-instance', {}, ['estiba', 'estiba://e/default/images/sha256:abc']);
  recorder.app.emit('second-instance', {}, ['estiba', 'estiba://e/default/../../evil']);
  recorder.app.emit('open-url', { preventDefault: () => undefined }, 'estiba://settings');
  expect((await commands.next()).value).toEqual({ kind: 'navigate', path: '/e/default/images/sha256%3Aabc' });
  expect((await commands.next()).value).toEqual({ kind: 'navigate', path: '/settings' });
  await commands.return?.();
});

test('files of the renderer are served with the policy, and nothing outside of them', async () => {
  expect((await fetchApp('app://other/')).status).toBe(404);
  expect((await fetchApp('/..%2f..%2f..%2f..%2fetc%2fpasswd')).status).toBe(404);
  expect((await fetchApp('/%00')).status).toBe(400);
  expect((await fetchApp('/', { method: 'DELETE' })).status).toBe(405);
});

test('a download streams through to the page', async () => {
  const response = await fetchApp('/files/good');
  expect(response.headers.get('content-disposition')).toBe(
    `attachment; filename="a_o__1_.tar"; filename*=UTF-8''a%C3%B1o%20%221%22.tar`,
  );
  expect(await response.text()).toBe('abcdef');
  expect((await fetchApp('/files/bad')).status).toBe(404);
});

test('an upload streams through to the back end', async () => {
  const post = (ticket: string) =>
    fetchApp(`/files/${ticket}`, { method: 'POST', body: 'x'.repeat(300_000) });
  expect((await post('good')).status).toBe(204);
  expect(Buffer.concat(received).byteLength).toBe(300_000);
  expect((await post('bad')).status).toBe(404);
});

test('a download can be saved with the native dialog', async () => {
  const file = join(recorder.userData, 'saved.tar');
  recorder.saveDialog = { canceled: false, filePath: file };
  const [message] = connectPage().received;
  const desktopPort = message?.ports[1];
  if (!desktopPort) throw new Error('no port');
  const desktop = createClient<DesktopContract>(createPortChannel(desktopPort));
  expect(await desktop.saveDownload({ path: 'files/good', suggestedName: 'a.tar' })).toEqual({
    savedAs: file,
  });
  expect(readFileSync(file, 'utf8')).toBe('abcdef');
  await expect(desktop.saveDownload({ path: '../evil', suggestedName: 'a.tar' })).rejects.toMatchObject({
    code: 'invalid_argument',
  });
});

test('closing hides the window while the tray keeps Estiba running', () => {
  const prevented: boolean[] = [];
  recorder.windows[0]?.emit('close', { preventDefault: () => prevented.push(true) });
  expect(prevented).toEqual([true]);
  expect(recorder.windows[0]?.shown).toContain('hide');
});

test('a crashed back end is started again', async () => {
  const [first] = recorder.processes;
  first?.emit('exit', 1);
  await vi.waitFor(() => expect(recorder.processes).toHaveLength(2), { timeout: 2000 });
  const frame = connectPage();
  expect(frame.received).toHaveLength(1);
  expect(recorder.processes[1]?.messages.at(-1)?.message).toEqual({ kind: 'api' });
});

test('the end is in order: the back end first', async () => {
  recorder.app.quit();
  const child = recorder.processes.at(-1);
  expect(child?.messages.at(-1)?.message).toEqual({ kind: 'end' });
  expect(recorder.app.quits).toBe(1);
  child?.emit('exit', 0);
  await vi.waitFor(() => expect(recorder.app.quits).toBe(2));
});
