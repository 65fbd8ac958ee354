import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Page } from '@playwright/test';
import { enginePage, expect, openPage, rowOf, test } from '../support/e2e';
import { createDataset } from '../support/fake-engine';

/** Who may see the page: one tab per link, and no page of another origin. */

const name = 'project-0-web-1';
const small = () => createDataset({ containers: 2, images: 1 });
const lookForHelpers = `filters=${encodeURIComponent(JSON.stringify({ label: ['dev.estiba.helper'] }))}`;
const linkPage = (page: Page) => page.getByRole('textbox', { name: 'Link or token' });

let stranger: Server | undefined;

test.afterEach(() => {
  stranger?.closeAllConnections();
  stranger?.close();
  stranger = undefined;
});

test('a link opens one tab; the tab keeps its session, another tab needs another link', async ({
  context,
  page,
  startApp,
  startFake,
}) => {
  const engine = await startFake({ state: small() });
  const server = await startApp({ dockerHost: engine.host });
  await openPage(page, server, enginePage('containers'));
  await expect(rowOf(page, name)).toBeVisible();
  expect(page.url()).not.toContain('token');
  expect(await context.cookies()).toEqual([]);

  await page.reload();
  await expect(rowOf(page, name)).toBeVisible();
  // The used link in the same tab, as from the history.
  await page.goto(server.url);
  await expect(page.getByRole('heading', { level: 1, name: /^(DOCKER_HOST|Overview)/ })).toBeVisible();

  const second = await context.newPage();
  await second.goto(server.url);
  await expect(second.getByRole('heading', { name: 'This link was already used' })).toBeVisible();
  await expect(second.getByText('Open that link, or paste it here.')).toBeVisible();

  const open = second.getByRole('button', { name: 'Open', exact: true });
  await linkPage(second).fill('no link at all');
  await open.click();
  await expect(second.getByText(/^There is no token in this text/)).toBeVisible();
  await linkPage(second).fill(server.url);
  await open.click();
  await expect(second.getByText(/^This link was used before/)).toBeVisible();

  process.kill(server.pid, 'SIGUSR1');
  const links = () => server.output().match(/http:\S+#token=\S+/g) ?? [];
  await expect.poll(() => links().length).toBe(2);
  await linkPage(second).fill(links()[1] ?? '');
  await open.click();
  await expect(second.getByRole('navigation', { name: 'Pages' })).toBeVisible();
  // The first tab is not disturbed.
  engine.perform('POST', `/containers/${name}/rename?name=renamed`);
  await page.goto(`${server.origin}${enginePage('containers')}`);
  await expect(rowOf(page, 'renamed')).toBeVisible();
});

test('a tab without a link is told how to get one', async ({ page, startApp, startFake }) => {
  const engine = await startFake();
  const server = await startApp({ dockerHost: engine.host });
  await page.goto(`${server.origin}${enginePage('containers')}`);
  await expect(page.getByRole('heading', { name: 'Estiba is opened with its link' })).toBeVisible();
  await expect(page.getByText(/press Enter/)).toBeVisible();
  await page.goto(`${server.origin}/#token=${'x'.repeat(43)}`);
  await page.reload();
  await expect(linkPage(page)).toBeVisible();
  // The back end's own look for helpers that a crash left behind is no page's doing.
  const asked = engine.requests.filter(
    ({ path, url }) => path.startsWith('/containers') && !url.endsWith(lookForHelpers),
  );
  expect(asked).toEqual([]);
});

/** What a page of another origin gets for each of its tries. Runs in that page. */
async function attack(target: { readonly origin: string; readonly key: string }): Promise<readonly string[]> {
  const { origin, key } = target;
  const fetched = async (path: string, init: RequestInit) => {
    const answer = await fetch(`${origin}${path}`, init).catch(() => undefined);
    return answer === undefined
      ? 'refused'
      : `${path} ${answer.type} ${answer.status} ${await answer.text()}`;
  };
  const opened = (protocols: string[]) =>
    new Promise<string>((resolve) => {
      const socket = new window.WebSocket(`${origin.replace('http', 'ws')}/rpc`, protocols);
      socket.onopen = () => resolve('a socket opened');
      socket.onerror = () => resolve('refused');
    });
  const framed = new Promise<string>((resolve) => {
    const frame = document.createElement('iframe');
    frame.src = origin;
    frame.onload = () => {
      // A refused frame is an error page of an opaque origin, a shown one is of that origin: neither can be read.
      try {
        resolve(frame.contentDocument === null ? 'refused' : 'a frame can be read');
      } catch {
        resolve('refused');
      }
    };
    document.body.append(frame);
  });
  const scripted = new Promise<string>((resolve) => {
    const script = document.createElement('script');
    script.src = `${origin}/openapi.json`;
    script.onload = () => resolve('a script was loaded');
    script.onerror = () => resolve('refused');
    document.head.append(script);
  });
  const bearer = { authorization: `Bearer ${key}` };
  const json = { 'content-type': 'application/json' };
  return Promise.all([
    fetched('/', {}),
    fetched('/session', { headers: bearer }),
    fetched('/session', { method: 'POST', body: '{"token":"x"}' }),
    fetched('/session', { method: 'POST', body: '{"token":"x"}', credentials: 'include' }),
    fetched('/rpc/containers/list', { method: 'POST', headers: { ...bearer, ...json }, body: '{}' }),
    fetched('/rpc/app/info', { method: 'POST', body: '{}' }),
    fetched('/openapi.json', { headers: bearer }),
    opened(['estiba.v1', `auth.${key}`]),
    opened([]),
    framed,
    scripted,
  ]);
}

test('a page of another origin can read, call and open nothing, even with a stolen key', async ({
  context,
  page,
  startApp,
  startFake,
}) => {
  const engine = await startFake({ state: small() });
  const server = await startApp({ dockerHost: engine.host });
  await openPage(page, server, enginePage('containers'));
  await expect(rowOf(page, name)).toBeVisible();
  const key = await page.evaluate(() => sessionStorage.getItem('estiba.session') ?? '');
  expect(key).not.toBe('');

  stranger = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html');
    response.end('<!doctype html><title>stranger</title><body></body>');
  });
  await new Promise<void>((resolve) => stranger?.listen(0, '127.0.0.1', resolve));
  const { port } = stranger.address() as AddressInfo;
  engine.clearRequests();
  // Another port of the same host is same-site; localhost is another site.
  for (const host of ['127.0.0.1', 'localhost']) {
    const other = await context.newPage();
    await other.goto(`http://${host}:${port}/`);
    expect(new Set(await other.evaluate(attack, { origin: server.origin, key }))).toEqual(
      new Set(['refused']),
    );
    // A window that it opened cannot be reached into either.
    const reached = await other.evaluate(async (origin) => {
      const opened = window.open(`${origin}/`);
      await new Promise((resolve) => setTimeout(resolve, 500));
      try {
        return opened?.document.title ?? 'no window';
      } catch {
        return 'refused';
      }
    }, server.origin);
    expect(['refused', 'no window']).toContain(reached);
    await other.close();
  }
  expect(engine.requests.map(({ path }) => path)).toEqual([]);
  // The same tries from its own page show that they are good ones.
  const own = await page.evaluate(attack, { origin: server.origin, key });
  expect(own).toContain('a socket opened');
  expect(own.filter((outcome) => outcome.startsWith('/'))).not.toEqual([]);
  // Which still has its session.
  await page.reload();
  await expect(rowOf(page, name)).toBeVisible();
});
