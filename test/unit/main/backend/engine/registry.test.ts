import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { engineSummary } from '../../../../../src/common/contract/engines';
import type { EngineChoice } from '../../../../../src/main/backend/backend';
import { contextFolderId } from '../../../../../src/main/backend/engine/discovery/docker-contexts';
import type { EngineSettings } from '../../../../../src/main/backend/engine/engine-settings';
import {
  createEngineRegistry,
  type EngineRegistryWithControl,
} from '../../../../../src/main/backend/engine/registry';
import { type FakeEngine, startFakeEngine } from '../../../../support/fake-engine';
import { createTestPlatform, memorySettings, type TestPlatform, until } from './test-platform';

let platform: TestPlatform;
let registry: EngineRegistryWithControl;
const engines: FakeEngine[] = [];

beforeEach(() => {
  platform = createTestPlatform();
});

afterEach(async () => {
  await registry.dispose();
  await Promise.all(engines.splice(0).map((engine) => engine.stop()));
  platform.remove();
});

const path = (name: string): string => join(platform.home, name);
const host = (name: string): string => `unix://${path(name)}`;

async function startEngine(name: string): Promise<FakeEngine> {
  mkdirSync(dirname(path(name)), { recursive: true });
  const engine = await startFakeEngine({ socketPath: path(name) });
  engines.push(engine);
  return engine;
}

function writeContext(name: string, text: string): void {
  const folder = path(`.docker/contexts/meta/${contextFolderId(name)}`);
  mkdirSync(folder, { recursive: true });
  const record = { Name: name, Endpoints: { docker: { Host: text } } };
  writeFileSync(join(folder, 'meta.json'), text.includes('://') ? JSON.stringify(record) : text);
}

interface Start {
  readonly env?: NodeJS.ProcessEnv;
  readonly settings?: EngineSettings;
  readonly choice?: EngineChoice;
}

function start({ env = {}, settings = memorySettings(), choice }: Start = {}): void {
  registry = createEngineRegistry({
    platform: { ...platform, env: { ...platform.env, ...env } },
    settings,
    choice,
    systemRoot: platform.home,
    timings: { probeMs: 300 },
  });
}

const state = (id: string): string => registry.summary(id).state.kind;
const connected = (): readonly string[] =>
  registry.list().flatMap((engine) => (engine.state.kind === 'connected' ? [engine.id] : []));

describe('the registry at the start', () => {
  it('connects the current engine and those of the settings, and no other', async () => {
    for (const name of ['env', 'lab', 'other']) await startEngine(`${name}.sock`);
    writeContext('lab', host('lab.sock'));
    writeContext('other', host('other.sock'));
    start({ env: { DOCKER_HOST: host('env.sock') }, settings: memorySettings([], ['lab']) });
    await until('both', () => connected().length === 2);
    expect(connected()).toEqual(['environment', 'lab']);
    await new Promise((done) => setTimeout(done, 100));
    expect(state('other')).toBe('disconnected');
  });

  it('tries the other local sockets in order when the current one cannot be reached', async () => {
    writeContext('dead', host('dead.sock'));
    const lab = await startEngine('lab.sock');
    writeContext('lab', host('lab.sock'));
    await startEngine('run/podman/podman.sock');
    start({ env: { DOCKER_CONTEXT: 'dead' } });
    await until('another one', () => connected().length === 1);
    expect(connected()).toEqual(['lab']);
    expect(state('dead')).toBe('unreachable');
    expect(lab.requestCount()).toBeGreaterThan(0);
  });

  it('passes over a socket that refuses', async () => {
    const dead = await startEngine('run/docker.sock');
    await dead.kill();
    await startEngine('run/podman/podman.sock');
    start({ env: { DOCKER_HOST: host('nowhere.sock') } });
    await until('the living one', () => connected().length === 1);
    expect(connected()).toEqual(['podman-user']);
    expect(state('docker-rootless')).toBe('disconnected');
  });

  it('tries no other one when an engine was named', async () => {
    await startEngine('run/podman/podman.sock');
    start({ choice: { kind: 'host', host: host('nowhere.sock') } });
    await until('unreachable', () => state('option') === 'unreachable');
    await new Promise((done) => setTimeout(done, 150));
    expect(connected()).toEqual([]);
  });

  it('never tries an engine elsewhere unasked', async () => {
    const remote = await startFakeEngine({ tcpPort: 0 });
    engines.push(remote);
    writeContext('remote', remote.host);
    start({ env: { DOCKER_HOST: host('nowhere.sock') } });
    await until('unreachable', () => state('environment') === 'unreachable');
    await new Promise((done) => setTimeout(done, 150));
    expect(remote.requestCount()).toBe(0);
    expect((await registry.connect('remote')).state.kind).toBe('connected');
  });

  it('shows an unreadable context as unreachable with its reason, and goes on', async () => {
    await startEngine('env.sock');
    writeContext('bad', '{"Name":"bad",');
    start({ env: { DOCKER_HOST: host('env.sock') } });
    await until('connected', () => connected().length === 1);
    const bad = registry.list().find((engine) => engine.state.kind === 'unreachable');
    expect(bad?.state).toMatchObject({ reason: 'unreadable_context' });
    expect(bad?.state).not.toHaveProperty('retryAt');
    for (const engine of registry.list()) expect(engineSummary.parse(engine)).toEqual(engine);
  });
});

describe('the registry', () => {
  it('remembers what the user connects and disconnects', async () => {
    await startEngine('a.sock');
    await startEngine('b.sock');
    writeContext('b', host('b.sock'));
    const settings = memorySettings();
    start({ env: { DOCKER_HOST: host('a.sock') }, settings });
    expect((await registry.connect('b')).state.kind).toBe('connected');
    expect(settings.connectedIds()).toEqual(['b']);
    expect((await registry.disconnect('b')).state).toEqual({ kind: 'disconnected' });
    expect(settings.connectedIds()).toEqual([]);
  });

  it('leaves the engines alone after the user has disconnected', async () => {
    await startEngine('a.sock');
    await startEngine('run/podman/podman.sock');
    start({ env: { DOCKER_HOST: host('a.sock') } });
    await until('connected', () => connected().length === 1);
    await registry.disconnect('environment');
    registry.discover();
    await new Promise((done) => setTimeout(done, 100));
    expect(connected()).toEqual([]);
  });

  it('finds new engines when asked, and keeps the connections it has', async () => {
    await startEngine('a.sock');
    start({ env: { DOCKER_HOST: host('a.sock') } });
    await until('connected', () => connected().length === 1);
    const before = registry.get('environment');
    await startEngine('run/podman/podman.sock');
    expect(registry.discover().map((engine) => engine.id)).toEqual(['environment', 'default', 'podman-user']);
    expect(registry.get('environment')).toBe(before);
    expect(connected()).toEqual(['environment']);
  });

  it('adds an engine, connects it, refuses it a second time, and forgets it', async () => {
    await startEngine('a.sock');
    await startEngine('lab.sock');
    const settings = memorySettings();
    start({ env: { DOCKER_HOST: host('a.sock') }, settings });
    const added = await registry.add({ name: 'Mi laboratorio', host: host('lab.sock') });
    expect(added).toMatchObject({ name: 'Mi laboratorio', state: { kind: 'connected' } });
    expect(engineSummary.parse(added)).toEqual(added);
    expect(settings.engines()).toHaveLength(1);
    await expect(registry.add({ name: 'Again', host: host('lab.sock') })).rejects.toMatchObject({
      code: 'already_exists',
    });
    await registry.remove(added.id);
    expect(settings.engines()).toEqual([]);
    expect(settings.connectedIds()).toEqual([]);
    expect(() => registry.get(added.id)).toThrowError(expect.objectContaining({ code: 'not_found' }));
  });

  it('gives two engines of the same name two ids', async () => {
    start({ env: { DOCKER_HOST: host('a.sock') } });
    const [first, second] = [
      await registry.add({ name: 'lab', host: 'tcp://127.0.0.1:1' }),
      await registry.add({ name: 'lab', host: 'tcp://127.0.0.1:2' }),
    ];
    expect(first.id).not.toBe(second.id);
    expect(first.state).toMatchObject({ kind: 'unreachable', reason: 'refused' });
  });

  it('refuses an address that is none, and to remove what it found itself', async () => {
    start({ env: { DOCKER_HOST: host('a.sock') } });
    await expect(registry.add({ name: 'x', host: 'x' })).rejects.toMatchObject({ code: 'invalid_argument' });
    await expect(registry.remove('default')).rejects.toMatchObject({ code: 'failed_precondition' });
    await expect(registry.connect('nope')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('tells the whole list after changes, gathered', async () => {
    await startEngine('a.sock');
    start({ env: { DOCKER_HOST: host('a.sock') } });
    const told: number[] = [];
    const stop = registry.subscribe((list) => told.push(list.length));
    await until('connected', () => connected().length === 1);
    await until('told', () => told.length > 0);
    for (let index = 0; index < 50; index++) registry.discover();
    const before = told.length;
    await new Promise((done) => setTimeout(done, 60));
    expect(told.length - before).toBe(1);
    stop();
    registry.discover();
    await new Promise((done) => setTimeout(done, 60));
    expect(told.length - before).toBe(1);
  });

  it('counts its requests and open streams over all engines', async () => {
    await startEngine('a.sock');
    await startEngine('b.sock');
    writeContext('b', host('b.sock'));
    start({ env: { DOCKER_HOST: host('a.sock') } });
    await registry.connect('b');
    await until('both', () => connected().length === 2);
    expect(registry.load()).toEqual({ requests: 8, openStreams: 2 });
  });
});
