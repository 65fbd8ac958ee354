import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type EstibaServer, startEstibaServer } from '../support/app';
import { createDataset, type FakeEngine, startFakeEngine } from '../support/fake-engine';

/** The built server host as a process, with an engine behind it: what callers can do wrong, all at once and in turn. */

let engine: FakeEngine;
let server: EstibaServer;
let key: string;

beforeEach(async () => {
  engine = await startFakeEngine({ state: createDataset({ containers: 50, images: 5 }) });
  server = await startEstibaServer({ dockerHost: engine.host });
  key = await openSession();
});

afterEach(async () => {
  await server.stop();
  await engine.stop();
});

async function openSession(): Promise<string> {
  const reply = await post('/session', { token: server.token }, { origin: server.origin });
  return ((await reply.json()) as { readonly key: string }).key;
}

function post(path: string, body: unknown, headers: Readonly<Record<string, string>>): Promise<Response> {
  return fetch(server.origin + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

const call = (procedure: string, input: unknown, bearer = key): Promise<Response> =>
  post(`/rpc/${procedure}`, input, { authorization: `Bearer ${bearer}` });

const list = () => call('containers/list', { engineId: 'environment' });

async function connected(): Promise<void> {
  await expect.poll(async () => (await list()).status, { timeout: 10_000 }).toBe(200);
}

async function openSocket(): Promise<WebSocket> {
  const { origin } = server;
  const socket = new WebSocket(`${origin.replace('http', 'ws')}/rpc`, ['estiba.v1', `auth.${key}`], {
    origin,
  });
  await once(socket, 'open');
  return socket;
}

describe('the server with an engine', () => {
  it('answers 500 inspections at the same time', async () => {
    await connected();
    const ids = [...engine.state.containers.keys()];
    const socket = await openSocket();
    const answers = new Map<number, string>();
    const all = new Promise<void>((resolve) => {
      socket.on('message', (data) => {
        const [kind, id] = JSON.parse(String(data)) as [string, number];
        answers.set(id, kind);
        if (answers.size === 500) resolve();
      });
    });
    for (let id = 1; id <= 500; id++) {
      const input = { engineId: 'environment', id: ids[id % ids.length] };
      socket.send(JSON.stringify(['call', id, 'containers.inspect', input]));
    }
    await all;
    expect([...new Set(answers.values())]).toEqual(['result']);
    socket.close();
  });

  it('gives every one of 500 calls an answer when the engine dies under them', async () => {
    await connected();
    engine.setFault('/json', { kind: 'delay', milliseconds: 300 });
    const [id] = engine.state.containers.keys();
    const calls = Array.from({ length: 500 }, () =>
      call('containers/inspect', { engineId: 'environment', id }).then(async (reply) => {
        const body = (await reply.json()) as { readonly code?: string };
        return reply.status === 200 ? 'answered' : body.code;
      }),
    );
    await expect
      .poll(() => engine.requests.filter(({ path }) => path.endsWith('/json')).length)
      .toBeGreaterThan(1);
    await engine.kill();
    const outcomes = new Set(await Promise.all(calls));
    for (const outcome of outcomes) expect(['answered', 'unavailable', 'data_loss']).toContain(outcome);
    expect(outcomes).toContain('unavailable');
    engine.clearFaults();
    await engine.restart();
    await connected();
  });

  it('closes a socket for an oversize frame, and no other one', async () => {
    const [greedy, other] = [await openSocket(), await openSocket()];
    greedy.on('error', () => undefined);
    greedy.send(Buffer.alloc(16 * 1024 * 1024 + 1));
    const [code] = await once(greedy, 'close');
    expect(code).toBe(1009);
    other.send(JSON.stringify(['call', 1, 'app.info']));
    const [data] = await once(other, 'message');
    expect(JSON.parse(String(data))).toMatchObject(['result', 1, { host: 'server' }]);
    other.close();
  });

  it.each(['containers/unknown', 'unknown/list', 'constructor/toString', '__proto__/list'])(
    'has no procedure %s',
    async (procedure) => {
      const reply = await call(procedure, {});
      expect([reply.status, await reply.json()]).toMatchObject([404, { code: 'not_found' }]);
    },
  );

  it('takes no input that the contract does not have, and asks the engine nothing', async () => {
    await connected();
    engine.clearRequests();
    const inputs = [
      null,
      [],
      7,
      {},
      { engineId: '../..' },
      { engineId: 'environment', id: 7 },
      { engineId: 'environment', id: '' },
    ];
    for (const input of inputs) {
      const reply = await call('containers/inspect', input);
      expect([input, reply.status, await reply.json()]).toMatchObject([
        input,
        400,
        { code: 'invalid_argument' },
      ]);
    }
    expect(engine.requests).toEqual([]);
  });

  it('takes no path out of its place for a name', async () => {
    await connected();
    engine.clearRequests();
    for (const id of ['../info', '..', 'a/../../info', '%2e%2e/info', 'x?force=1', 'x#y']) {
      expect(
        (await call('containers/inspect', { engineId: 'environment', id })).status,
      ).toBeGreaterThanOrEqual(400);
    }
    for (const { url } of engine.requests)
      expect(url).toMatch(/^\/v[\d.]+\/containers\/[^/?#]+\/json(\?size=\w+)?$/);
  });

  it('refuses a missing, wrong and used token, and opens to none of them', async () => {
    const again = await post('/session', { token: server.token }, { origin: server.origin });
    expect(again.status).toBe(403);
    expect((await post('/session', {}, { origin: server.origin })).status).toBe(400);
    expect((await call('app/info', undefined, 'wrong')).status).toBe(401);
    expect((await call('app/info', undefined, server.token)).status).toBe(401);
    expect((await post('/rpc/app/info', undefined, {})).status).toBe(401);
    expect((await call('app/info', undefined)).status).toBe(200);
  });

  it('writes neither link, key nor token into its log', async () => {
    await connected();
    const port = new URL(server.origin).port;
    const apiToken = (await readFile(join(server.home, 'run/estiba', `api-token-${port}`), 'utf8')).trim();
    await call('app/info', undefined, 'wrong');
    const info = (await (await call('app/info', undefined)).json()) as { readonly logFile: string };
    const log = await readFile(info.logFile, 'utf8');
    expect(log).toContain('engine connected');
    const printed = server.output().replaceAll(server.url, '');
    for (const secret of [server.token, key, apiToken]) expect(log + printed).not.toContain(secret);
  });
});
