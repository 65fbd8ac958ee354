import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineEvent, ManagedEngineStatus } from '../../../../../../src/common/contract/engines';
import { AppError } from '../../../../../../src/common/errors';
import type { ManagedEngine } from '../../../../../../src/main/backend/engine/managed/managed-engine';
import {
  createEngineRegistry,
  type EngineRegistryWithControl,
} from '../../../../../../src/main/backend/engine/registry';
import { createEnginesFeature } from '../../../../../../src/main/backend/features/engines/engines-feature';
import { ensureManaged } from '../../../../../../src/main/backend/features/engines/managed-jobs';
import { createJobRegistry } from '../../../../../../src/main/backend/jobs/create-job-registry';
import type { JobRegistry } from '../../../../../../src/main/backend/jobs/job-registry';
import { type FakeEngine, startFakeEngine } from '../../../../../support/fake-engine';
import {
  createTestPlatform,
  memorySettings,
  silentLogger,
  type TestPlatform,
  until,
} from '../../engine/test-platform';

let platform: TestPlatform;
let engine: FakeEngine;
let engines: EngineRegistryWithControl;
let jobs: JobRegistry;
let managed: TestManaged;
let client: ReturnType<typeof connect>;

/** Listens at the managed socket when it is started. */
class TestManaged implements ManagedEngine {
  readonly calls: string[] = [];
  readonly host: string;
  readonly #socket: string;
  #engine: FakeEngine | undefined;
  state: ManagedEngineStatus['state'] = 'stopped';
  canInstall = true;
  failure: AppError | undefined;

  constructor(socket: string) {
    this.#socket = socket;
    this.host = `unix://${socket}`;
  }

  status = async (): Promise<ManagedEngineStatus> => ({
    state: this.state,
    host: this.host,
    dataRoot: '/data',
    canInstall: this.canInstall,
  });

  start: ManagedEngine['start'] = async ({ log }) => {
    this.calls.push('start');
    log('Starting dockerd');
    if (this.failure) throw this.failure;
    this.#engine ??= await startFakeEngine({ socketPath: this.#socket });
    this.state = 'running';
  };

  stop = async (): Promise<void> => {
    this.calls.push('stop');
    await this.#engine?.stop();
    this.#engine = undefined;
    this.state = 'stopped';
  };

  install = async (): Promise<void> => {
    this.calls.push('install');
    this.state = 'stopped';
  };
}

const connect = () =>
  createRouterClient(createEnginesFeature({ engines, managed, jobs, logger: silentLogger }));

beforeEach(async () => {
  platform = createTestPlatform();
  engine = await startFakeEngine({ socketPath: join(platform.home, 'engine.sock') });
  const env = { ...platform.env, DOCKER_HOST: engine.host };
  engines = createEngineRegistry({
    platform: { ...platform, env },
    settings: memorySettings(),
    systemRoot: platform.home,
  });
  jobs = createJobRegistry({ clock: platform.clock, logger: silentLogger });
  mkdirSync(platform.folders.runtime, { recursive: true });
  managed = new TestManaged(join(platform.folders.runtime, 'engine.sock'));
  client = connect();
  await until('connected', () => engines.summary('environment').state.kind === 'connected');
});

afterEach(async () => {
  await jobs.dispose();
  await engines.dispose();
  await managed.stop();
  await engine.stop();
  platform.remove();
});

async function take<Item>(stream: AsyncIterator<Item, unknown>): Promise<Item> {
  const step = await stream.next();
  if (step.done) throw new Error('the stream has ended');
  return step.value;
}

describe('engines', () => {
  it('lists, disconnects and connects', async () => {
    expect((await client.list()).map(({ id }) => id)).toEqual(['environment', 'default']);
    const away = await client.disconnect({ engineId: 'environment' });
    expect(away.state).toEqual({ kind: 'disconnected' });
    const back = await client.connect({ engineId: 'environment' });
    expect(back.state).toMatchObject({ kind: 'connected', info: { product: 'docker' } });
  });

  it('watches: the list at once, then after each change, until nobody looks', async () => {
    const controller = new AbortController();
    const lists = await client.watch(undefined, { signal: controller.signal });
    expect(await take(lists)).toHaveLength(2);
    await client.disconnect({ engineId: 'environment' });
    expect((await take(lists))[0]?.state.kind).toBe('disconnected');
    controller.abort();
    expect((await lists.next()).done).toBe(true);
  });

  it('refuses what is not there', async () => {
    await expect(client.connect({ engineId: 'nope' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(client.add({ name: 'x', host: 'gopher://x' })).rejects.toMatchObject({
      code: 'invalid_argument',
    });
  });
});

describe('engine events', () => {
  it('begin with the ones kept and go on in batches, each once', async () => {
    engine.emit({ type: 'image', action: 'tag', id: 'i0' });
    await until('kept', () => engines.get('environment').recentEvents().length === 1);
    const controller = new AbortController();
    const batches = await client.events({ engineId: 'environment' }, { signal: controller.signal });
    const seen: EngineEvent[][] = [await take(batches)];
    expect(seen[0]?.map(({ actorId }) => actorId)).toEqual(['i0']);
    const next = take(batches);
    for (let index = 1; index <= 300; index++) engine.emit({ type: 'image', action: 'tag', id: `i${index}` });
    seen.push(await next);
    while (seen.flat().length < 301) seen.push(await take(batches));
    expect(seen.flat().map(({ actorId }) => actorId)).toEqual(
      Array.from({ length: 301 }, (_value, index) => `i${index}`),
    );
    expect(seen.length).toBeLessThan(20);
    controller.abort();
    expect((await batches.next()).done).toBe(true);
  });
});

describe('the managed engine', () => {
  const ended = async (jobId: string) => jobs.wait(jobId, new AbortController().signal);

  it('is started by a job that tells its steps, is connected, and is stopped by another', async () => {
    const job = await ended((await client.managedStart()).jobId);
    expect(job).toMatchObject({ kind: 'engine.start', state: 'succeeded', engineId: 'managed' });
    expect(engines.summary('managed').state.kind).toBe('connected');
    const stopped = await ended((await client.managedStop()).jobId);
    expect(stopped.state).toBe('succeeded');
    expect(engines.list().some(({ id }) => id === 'managed')).toBe(false);
    expect(managed.calls).toEqual(['start', 'stop']);
  });

  it('says in its job why it could not be started', async () => {
    managed.failure = new AppError('failed_precondition', 'Install it with: apt-get install -y docker.io');
    const job = await ended((await client.managedStart()).jobId);
    expect(job).toMatchObject({
      state: 'failed',
      error: { code: 'failed_precondition', message: expect.stringContaining('apt-get') },
    });
  });

  it('is started after the installation when the system runs none of its own', async () => {
    const job = await ended((await client.managedInstall()).jobId);
    expect(job.state).toBe('succeeded');
    expect(managed.calls).toEqual(['install', 'start']);
    expect(engines.summary('managed').state.kind).toBe('connected');
  });

  it("is not started when the installation started the system's", async () => {
    mkdirSync(join(platform.home, 'var/run'), { recursive: true });
    const system = await startFakeEngine({ socketPath: join(platform.home, 'var/run/docker.sock') });
    await ended((await client.managedInstall()).jobId);
    expect(managed.calls).toEqual(['install']);
    expect(engines.summary('default').state.kind).toBe('connected');
    await engines.disconnect('default');
    await system.stop();
  });

  it.each([
    ['not_installed', true, true, ['install', 'start']],
    ['not_installed', true, false, ['start']],
    ['not_installed', false, true, ['start']],
    ['stopped', true, true, ['start']],
    ['running', true, true, ['start']],
  ] as const)('is ensured when %s (install %s, possible %s)', async (state, install, canInstall, calls) => {
    managed.state = state;
    managed.canInstall = canInstall;
    const { jobId } = await ensureManaged({ engines, managed, jobs, logger: silentLogger }, install);
    await ended(jobId);
    expect(managed.calls).toEqual(calls);
  });
});
