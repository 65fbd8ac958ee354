import { request } from 'node:http';
import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { engineApi } from '../../support/engine/engine-api';
import {
  createDataset,
  type FakeEngine,
  type FakeEngineOptions,
  startFakeEngine,
} from '../../support/fake-engine';

let engine: FakeEngine | undefined;
afterEach(async () => {
  await engine?.stop();
  engine = undefined;
});

async function start(options: FakeEngineOptions = {}) {
  const fake = await startFakeEngine(options);
  engine = fake;
  return { fake, api: engineApi(fake.socketPath) };
}

const dataset = () =>
  createDataset({ containers: 20, images: 30, volumes: 5, networks: 2, seed: 7, now: 1e12 });
const firstRunning = (fake: FakeEngine) =>
  [...fake.state.containers.values()].find((container) => container.state === 'running')?.name ?? '';

/** Reads an event stream until the connection ends or `wanted` lines are there. */
function readEvents(socketPath: string, query: string, wanted: number): Promise<readonly string[]> {
  return new Promise((resolve) => {
    let text = '';
    const socket = connect(socketPath, () =>
      socket.write(`GET /events${query} HTTP/1.1\r\nHost: engine\r\n\r\n`),
    );
    const lines = () => text.split('\n').filter((line) => line.startsWith('{'));
    socket.on('data', (chunk) => {
      text += chunk.toString('utf8');
      if (lines().length >= wanted || text.includes('\r\n0\r\n')) socket.destroy();
    });
    socket.on('error', () => socket.destroy());
    socket.on('close', () => resolve(lines()));
  });
}

describe('createDataset', () => {
  it('makes the same data from the same seed and time', () => {
    expect([...dataset().containers.values()]).toEqual([...dataset().containers.values()]);
    expect(dataset().containers.size).toBe(20);
    expect(dataset().networks.size).toBe(5);
  });

  it('varies states, tags and projects', () => {
    const state = createDataset({ containers: 100, images: 100, seed: 1, now: 1e12 });
    const states = new Set([...state.containers.values()].map((container) => container.state));
    expect([...states].sort()).toEqual(['created', 'exited', 'paused', 'restarting', 'running']);
    const tagCounts = new Set([...state.images.values()].map((image) => image.tags.length));
    expect([...tagCounts].sort()).toEqual([0, 1, 3]);
  });

  it('adds hostile names and labels on request', () => {
    const state = createDataset({ hostile: true });
    const names = [...state.containers.values()].map((container) => container.name);
    expect(names).toContain('__proto__');
    const [container] = state.containers.values();
    expect(Object.keys(container?.labels ?? {})).toContain('__proto__');
  });
});

describe('the fake engine', () => {
  it('answers versioned and unversioned paths and refuses other versions', async () => {
    const { api } = await start({ apiVersion: '1.45', minApiVersion: '1.24' });
    expect((await api.call('GET', '/_ping')).text).toBe('OK');
    expect(await api.json('GET', '/v1.45/version')).toMatchObject({ ApiVersion: '1.45' });
    expect((await api.call('GET', '/v1.51/info')).text).toContain('too new');
    expect((await api.call('GET', '/v1.12/info')).text).toContain('too old');
    expect((await api.call('GET', '/nowhere')).status).toBe(404);
  });

  it('shapes its answers by the version that was asked for', async () => {
    const { api } = await start({ state: dataset(), apiVersion: '1.51' });
    const [older] = await api.json<object[]>('GET', '/v1.41/images/json');
    const [newer] = await api.json<object[]>('GET', '/v1.51/images/json');
    expect(older).toHaveProperty('VirtualSize');
    expect(newer).not.toHaveProperty('VirtualSize');
    expect(older).toMatchObject({ Containers: -1 });
    expect(newer).not.toMatchObject({ Containers: -1 });
  });

  it('lists running containers, or all, and filters', async () => {
    const { api } = await start({ state: dataset() });
    const list = (query: Record<string, string>) => api.json<object[]>('GET', '/containers/json', { query });
    expect(await list({ all: '1' })).toHaveLength(20);
    // Six of ten run, one is paused, one is restarting.
    expect(await list({})).toHaveLength(16);
    const filters = JSON.stringify({ label: ['com.docker.compose.project=project-0'] });
    expect(await list({ all: '1', filters })).toHaveLength(5);
  });

  it('changes state and tells the event stream', async () => {
    const { fake, api } = await start({ state: dataset() });
    const name = firstRunning(fake);
    const events = readEvents(fake.socketPath, '?filters={"type":{"container":true}}', 3);
    await expect.poll(() => fake.eventStreams()).toBe(1);
    expect((await api.call('POST', `/containers/${name}/stop`)).status).toBe(204);
    expect((await api.call('POST', `/containers/${name}/stop`)).status).toBe(304);
    const actions = (await events).map((line) => JSON.parse(line).Action);
    expect(actions).toEqual(['kill', 'die', 'stop']);
    const inspected = await api.json('GET', `/containers/${name}/json`);
    expect(inspected).toMatchObject({ State: { Status: 'exited', Running: false, Pid: 0 } });
  });

  it('refuses what an engine refuses', async () => {
    const { fake, api } = await start({ state: dataset() });
    const name = firstRunning(fake);
    expect((await api.call('DELETE', `/containers/${name}`)).status).toBe(409);
    expect((await api.call('POST', `/containers/${name}/kill?signal=BOGUS`)).status).toBe(400);
    expect((await api.call('DELETE', '/networks/bridge')).status).toBe(403);
    const used = await api.call('DELETE', '/volumes/data-0000');
    expect(used.status).toBe(409);
    expect(used.text).toContain('volume is in use');
  });

  it('tags, saves, removes and loads an image', async () => {
    const { fake, api } = await start({ state: dataset() });
    const unused = [...fake.state.images.values()].at(-1);
    const id = unused?.id ?? '';
    expect((await api.call('POST', `/images/${id}/tag?repo=docker.io/library/saved&tag=1`)).status).toBe(201);
    const archive = await fetchBytes(fake.socketPath, '/images/saved:1/get');
    expect((await api.call('DELETE', `/images/${id}?force=1`)).status).toBe(200);
    expect((await api.call('GET', '/images/saved/json')).status).toBe(404);
    expect((await api.call('POST', '/images/load', { body: archive })).text).toContain(
      'Loaded image: saved:1',
    );
    expect(await api.json('GET', '/images/saved:1/json')).toMatchObject({ Id: id });
  });

  it('remembers 256 events, replays from a time on and ends at `until`', async () => {
    const { fake } = await start();
    for (let index = 0; index < 300; index++) {
      fake.emit({ type: 'volume', action: 'create', id: `v${index}`, attributes: { driver: 'local' } });
    }
    const until = Math.floor(Date.now() / 1000) + 1;
    const lines = await readEvents(fake.socketPath, `?since=1&until=${until}`, 1000);
    expect(lines).toHaveLength(256);
    expect(lines[0]).toContain('"ID":"v44"');
    // Nanoseconds do not fit a JavaScript number; the text has all digits.
    expect(/"timeNano":(\d+)}/.exec(lines[0] ?? '')?.[1]).toHaveLength(19);
  });

  it('acts without a request for tests that change things behind the client', async () => {
    const { fake, api } = await start({ state: dataset() });
    expect(fake.perform('POST', '/volumes/create', { Name: 'made' })).toBe(201);
    expect(fake.requestCount()).toBe(0);
    expect(await api.json('GET', '/volumes/made')).toMatchObject({ Name: 'made' });
    expect(fake.requests.map((request) => request.path)).toEqual(['/volumes/made']);
  });
});

describe('faults', () => {
  it('hangs, fails, spoils and cuts answers until they are taken back', async () => {
    const { fake, api } = await start({ state: dataset() });
    const remove = fake.setFault('GET /info', { kind: 'hang' });
    await expect(api.call('GET', '/info', { timeout: 100 })).rejects.toThrow('no answer');
    remove();
    expect((await api.call('GET', '/info')).status).toBe(200);
    fake.setFault(/images/, { kind: 'status', code: 500 });
    expect((await api.call('GET', '/images/json')).status).toBe(500);
    fake.setFault('/volumes', { kind: 'halfJson' });
    await expect(api.json('GET', '/volumes')).rejects.toThrow(SyntaxError);
    fake.setFault('/networks', { kind: 'garbage' });
    await expect(api.json('GET', '/networks')).rejects.toThrow(SyntaxError);
    fake.setFault(({ path }) => path === '/containers/json', { kind: 'closeMidStream' });
    await expect(api.call('GET', '/containers/json?all=1')).rejects.toThrow('aborted');
    fake.setFault('GET /version', { kind: 'refuse' });
    await expect(api.call('GET', '/version')).rejects.toThrow('socket hang up');
  });

  it('goes away in each of the ways an engine does, and comes back', async () => {
    const { fake, api } = await start();
    await fake.kill();
    await expect(api.call('GET', '/_ping')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    await fake.restart();
    expect((await api.call('GET', '/_ping')).status).toBe(200);
    const events = readEvents(fake.socketPath, '', 1);
    await expect.poll(() => fake.eventStreams()).toBe(1);
    fake.dropEventStreams();
    expect(await events).toEqual([]);
    await fake.stop();
    await expect(api.call('GET', '/_ping')).rejects.toMatchObject({ code: 'ENOENT' });
  });
});

function fetchBytes(socketPath: string, path: string): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const outgoing = request({ socketPath, path, agent: false }, (incoming) => {
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('end', () => resolve(Buffer.concat(chunks)));
    });
    outgoing.on('error', reject);
    outgoing.end();
  });
}
