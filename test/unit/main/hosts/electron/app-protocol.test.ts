import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAppProtocol, isAppUrl } from '../../../../../src/main/hosts/electron/app-protocol';

let folder: string;
let answer: (request: Request) => Promise<Response>;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'estiba-protocol-'));
  const root = join(folder, 'renderer');
  mkdirSync(join(root, 'assets'), { recursive: true });
  writeFileSync(join(root, 'index.html'), '<title>Estiba</title>');
  writeFileSync(join(root, 'assets/index-abc.js'), 'export {};');
  writeFileSync(join(folder, 'secret.js'), 'secret');
  mkdirSync(join(folder, 'renderer-other'));
  writeFileSync(join(folder, 'renderer-other/x.js'), 'secret');
  const routes = {
    download: async (ticket: string) => new Response(`download ${ticket}`),
    upload: async (ticket: string, request: Request) =>
      new Response(`upload ${ticket} ${await request.text()}`),
  };
  answer = createAppProtocol(root, routes);
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const get = (path: string) => answer(new Request(`app://bundle${path}`));

test('a file is served with its type and the policy', async () => {
  const response = await get('/assets/index-abc.js');
  expect(response.headers.get('content-type')).toContain('text/javascript');
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(await response.text()).toBe('export {};');
});

test.each(['/', '/e/default/containers', '/e/default/volumes/data.json'])(
  '%s is the one document',
  async (path) => {
    const response = await get(path);
    expect(await response.text()).toContain('Estiba');
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
  },
);

test.each([
  '/..%2fsecret.js',
  '/assets/..%2f..%2fsecret.js',
  '/..%2frenderer-other%2fx.js',
  '/assets/missing.js',
  '/index.html.bak',
])('%s is not there', async (path) => {
  expect((await get(path)).status).toBe(404);
});

test('tickets go to the transfer routes', async () => {
  expect(await (await get('/files/a-B_9')).text()).toBe('download a-B_9');
  const upload = new Request('app://bundle/files/t1', { method: 'POST', body: 'bytes' });
  expect(await (await answer(upload)).text()).toBe('upload t1 bytes');
});

test('only our own scheme and host are ours', () => {
  expect(isAppUrl('app://bundle/x')).toBe(true);
  for (const url of [
    'app://other/',
    'https://bundle/',
    'file:///bundle/',
    'nonsense',
    'app://bundle.evil/',
  ]) {
    expect(isAppUrl(url)).toBe(false);
  }
});
