import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AllowedHosts } from '../../../../../src/main/hosts/server/allowed-hosts';
import { apiToken, startTestServer, type TestServer } from './test-server';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const authorization = `Bearer ${apiToken}`;

describe('the Host', () => {
  it('may be either name of loopback, with the port', async () => {
    for (const name of ['127.0.0.1', 'localhost', 'LOCALHOST']) {
      const headers = { host: `${name}:${server.host.port}` };
      expect((await server.send({ headers })).status).toBe(200);
    }
  });

  it.each([
    'evil.example',
    'evil.example:PORT',
    '127.0.0.1',
    'localhost',
    '127.0.0.1:1',
    'localhost.:PORT',
    '127.0.0.1.evil.example:PORT',
    'user@127.0.0.1:PORT',
    '0.0.0.0:PORT',
    '[::1]:PORT',
    '127.1:PORT',
  ])('%j is 421 for the page, the contract and files', async (name) => {
    const host = name.replace('PORT', String(server.host.port));
    const paths = [
      ['GET', '/'],
      ['POST', '/rpc/app/echo'],
      ['GET', '/files/x'],
      ['GET', '/openapi.json'],
    ] as const;
    for (const [method, path] of paths) {
      const reply = await server.send({ method, path, headers: { host, authorization } });
      expect(reply.status).toBe(421);
      expect(reply.body).not.toContain('evil');
    }
  });

  it('with a listen name may be that name too, without its port where it is the usual one', () => {
    const hosts = new AllowedHosts({ scheme: 'https', port: 443, listen: 'Box.example' });
    expect(hosts.isHost('box.example')).toBe(true);
    expect(hosts.isHost('box.example:443')).toBe(true);
    expect(hosts.isHost('box.example:80')).toBe(false);
    expect(hosts.isOwnOrigin('https://box.example', 'box.example')).toBe(true);
    expect(hosts.isOwnOrigin('http://box.example', 'box.example')).toBe(false);
    expect(hosts.isOwnOrigin('https://localhost', 'box.example')).toBe(false);
  });
});

describe('the Origin', () => {
  const foreign = [
    'http://evil.example',
    'http://127.0.0.1:1',
    'http://127.0.0.1',
    'https://127.0.0.1:PORT',
    'null',
    'http://localhost:PORT',
    'http://127.0.0.1:PORT.evil.example',
    'http://127.0.0.1:PORT/',
  ];

  it.each(foreign)('%s cannot call, fetch a file or open a session', async (name) => {
    const origin = name.replace('PORT', String(server.host.port));
    let called = false;
    server.procedures.set('app.touch', async () => {
      called = true;
    });
    for (const [method, path] of [
      ['POST', '/rpc/app/touch'],
      ['POST', '/session'],
      ['POST', '/files/x'],
      ['GET', '/openapi.json'],
    ] as const) {
      const reply = await server.send({ method, path, headers: { origin, authorization } });
      expect(reply.status).toBe(403);
      expect(reply.headers['access-control-allow-origin']).toBeUndefined();
    }
    expect(called).toBe(false);
  });

  it.each(['cross-site', 'same-site'])('is foreign when the browser says %s', async (site) => {
    const headers = { 'sec-fetch-site': site, authorization };
    expect((await server.send({ path: '/files/x', headers })).status).toBe(403);
    expect((await server.send({ method: 'POST', path: '/rpc/app/echo', headers })).status).toBe(403);
  });

  it('gets no permission by a preflight', async () => {
    const headers = { origin: 'http://evil.example', 'access-control-request-method': 'POST' };
    const reply = await server.send({ method: 'OPTIONS', path: '/rpc/app/echo', headers });
    expect(reply.status).toBe(403);
    expect(Object.keys(reply.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('may be our own, or absent for a script', async () => {
    const own = { origin: server.host.origin, authorization };
    expect((await server.send({ method: 'POST', path: '/rpc/app/nothing', headers: own })).status).toBe(204);
    expect(
      (await server.send({ method: 'POST', path: '/rpc/app/nothing', headers: { authorization } })).status,
    ).toBe(204);
  });
});
