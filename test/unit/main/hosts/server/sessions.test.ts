import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SessionStore } from '../../../../../src/main/hosts/server/session-store';
import { apiToken, startTestServer, type TestServer } from './test-server';

let server: TestServer;
beforeEach(async () => {
  server = await startTestServer();
});
afterEach(() => server.close());

const tokenOf = (url: string) => url.split('#token=')[1] ?? '';

function exchange(token: unknown, headers: Record<string, string> = { origin: server.host.origin }) {
  return server.send({ method: 'POST', path: '/session', headers, body: JSON.stringify({ token }) });
}

describe('a link', () => {
  it('opens one session, whose key opens the server', async () => {
    const reply = await exchange(tokenOf(server.host.createLink()));
    expect(reply.status).toBe(200);
    const { key } = reply.json() as { key: string };
    expect(key).toMatch(/^[A-Za-z0-9_-]{43}$/);
    const check = await server.send({ path: '/session', headers: { authorization: `Bearer ${key}` } });
    expect(check.json()).toEqual({ version: '1.2.3' });
  });

  it('is refused the second time', async () => {
    const token = tokenOf(server.host.createLink());
    expect((await exchange(token)).status).toBe(200);
    const second = await exchange(token);
    expect(second.status).toBe(403);
    expect(second.body).not.toContain('"key"');
  });

  it('opens one session only when it is used twice at once', async () => {
    const token = tokenOf(server.host.createLink());
    const replies = await Promise.all(Array.from({ length: 5 }, () => exchange(token)));
    expect(replies.map((reply) => reply.status).sort()).toEqual([200, 403, 403, 403, 403]);
  });

  it.each(['', 'x', 'a'.repeat(43), 7, null, {}, ['x']])('with the token %j is refused', async (token) => {
    expect([400, 403]).toContain((await exchange(token)).status);
  });

  it('is refused from another origin, and without one, and stays good', async () => {
    const token = tokenOf(server.host.createLink());
    expect((await exchange(token, { origin: 'http://127.0.0.1:1' })).status).toBe(403);
    expect((await exchange(token, { origin: 'null' })).status).toBe(403);
    expect((await exchange(token, {})).status).toBe(403);
    expect((await exchange(token)).status).toBe(200);
  });

  it('can be made by whoever is inside, for a second browser', async () => {
    const key = await server.openSession();
    const headers = { authorization: `Bearer ${key}` };
    const reply = await server.send({ method: 'POST', path: '/session/link', headers });
    const { url } = reply.json() as { url: string };
    expect(url).toMatch(new RegExp(`^http://127\\.0\\.0\\.1:${server.host.port}/#token=`));
    expect((await exchange(tokenOf(url))).status).toBe(200);
    expect((await server.send({ method: 'POST', path: '/session/link' })).status).toBe(401);
  });

  it('ends with its lifetime', () => {
    let now = 0;
    const store = new SessionStore({ apiToken, now: () => now });
    const [early, late] = [store.createLink(1000), store.createLink(1000)];
    now = 999;
    expect(store.exchange(early)).toBeDefined();
    now = 1000;
    expect(store.exchange(late)).toBeUndefined();
  });

  it('gives way to newer ones when too many wait', () => {
    const store = new SessionStore({ apiToken });
    const links = Array.from({ length: 9 }, () => store.createLink());
    expect(links.map((link) => store.exchange(link) !== undefined)).toEqual([false, ...Array(8).fill(true)]);
  });

  it('makes sessions of which the oldest gives way', () => {
    const store = new SessionStore({ apiToken });
    const keys = Array.from({ length: 65 }, () => store.exchange(store.createLink()) ?? '');
    expect(keys.map((key) => store.isSessionKey(key))).toEqual([false, ...Array(64).fill(true)]);
  });
});

describe('wrong credentials', () => {
  it('are told to wait after ten different ones, and right ones still pass', async () => {
    const guesses = Array.from({ length: 12 }, (_, index) => exchange(`guess-${index}`));
    const replies = await Promise.all(guesses);
    const statuses = replies.map((reply) => reply.status);
    expect(statuses.filter((status) => status === 403)).toHaveLength(10);
    expect(statuses.filter((status) => status === 429)).toHaveLength(2);
    const late = await server.send({ path: '/session', headers: { authorization: 'Bearer another' } });
    expect(late.status).toBe(429);
    expect(Number(late.headers['retry-after'])).toBeGreaterThan(50);
    expect((await exchange(tokenOf(server.host.createLink()))).status).toBe(200);
  });

  it('count once when they are the same: a forgotten tab locks nobody out', async () => {
    const headers = { authorization: 'Bearer key-of-an-ended-server' };
    const replies = await Promise.all(
      Array.from({ length: 30 }, () => server.send({ path: '/session', headers })),
    );
    expect(new Set(replies.map((reply) => reply.status))).toEqual(new Set([401]));
    expect((await exchange('one wrong token')).status).toBe(403);
  });

  it.each([
    undefined,
    'Bearer',
    'Bearer ',
    `Basic ${apiToken}`,
    apiToken,
    `Bearer ${apiToken}x`,
    `Bearer ${apiToken.slice(0, -1)}`,
    `Bearer ${apiToken} ${apiToken}`,
  ])('Authorization: %s is 401', async (authorization) => {
    const headers = authorization === undefined ? undefined : { authorization };
    const reply = await server.send({ path: '/session', ...(headers ? { headers } : {}) });
    expect(reply.status).toBe(401);
    expect(reply.headers['www-authenticate']).toBe('Bearer');
  });
});

describe('no cookie', () => {
  it('is set by any answer, nor does one open anything', async () => {
    const key = await server.openSession();
    const cookie = { cookie: `session=${key}; sid=${key}; token=${apiToken}` };
    const replies = await Promise.all([
      server.send({ headers: cookie }),
      server.send({ path: '/assets/app-1a2b.js' }),
      exchange(tokenOf(server.host.createLink())),
      server.send({ path: '/session', headers: cookie }),
      server.send({ method: 'POST', path: '/rpc/app/echo', headers: cookie }),
      server.call('/rpc/app/echo', 1),
    ]);
    expect(replies.map((reply) => reply.headers['set-cookie'])).toEqual(Array(6).fill(undefined));
    expect(replies.map((reply) => reply.status)).toEqual([200, 200, 200, 401, 401, 200]);
  });
});
