import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { isContractProcedure } from '@orpc/contract';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { contract } from '../../../../src/common/contract';
import type { AppInfo } from '../../../../src/common/contract/app';
import type { ContainerSummary } from '../../../../src/common/contract/containers';
import type { EngineSummary } from '../../../../src/common/contract/engines';
import type { Job } from '../../../../src/common/contract/jobs';
import type { SettingsSnapshot } from '../../../../src/common/contract/settings';
import { type Backend, createBackend, createPlatform, type EngineChoice } from '../../../../src/main/backend';
import { createDataset, type FakeEngine, startFakeEngine } from '../../../support/fake-engine';

let home = '';
let backend: Backend | undefined;
let engine: FakeEngine | undefined;

beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'estiba-backend-'));
});
afterEach(async () => {
  await backend?.dispose();
  await engine?.stop();
  [backend, engine] = [undefined, undefined];
  rmSync(home, { recursive: true, force: true });
});

/** A machine of its own: every folder is below `home`. */
function createMachine() {
  const env = { PATH: process.env.PATH, HOME: home };
  return createPlatform({ env, homedir: home, tmpdir: path.join(home, 'tmp') });
}

async function start(choice?: EngineChoice): Promise<Backend> {
  const nowhere = { kind: 'host', host: `unix://${home}/nothing.sock` } as const;
  backend = await createBackend({
    host: 'server',
    version: '1.2.3',
    engine: choice ?? nowhere,
    platform: createMachine(),
  });
  return backend;
}

async function call<Output>(name: string, input?: unknown): Promise<Output> {
  const procedure = backend?.procedures.get(name);
  if (!procedure) throw new Error(`there is no ${name}`);
  return (await procedure(input, { signal: new AbortController().signal })) as Output;
}

/** The paths of all procedures below a part of the contract. */
function leavesOf(node: object, at: readonly string[] = []): string[] {
  if (isContractProcedure(node)) return [at.join('.')];
  return Object.entries(node).flatMap(([name, child]) => leavesOf(child, [...at, name]));
}

async function connected(): Promise<EngineSummary> {
  const isConnected = ({ state }: EngineSummary) => state.kind === 'connected';
  const find = async () => (await call<EngineSummary[]>('engines.list')).find(isConnected);
  await expect.poll(find, { timeout: 5000 }).toBeDefined();
  const found = await find();
  if (!found) throw new Error('not connected');
  return found;
}

describe('createBackend', () => {
  it('answers every procedure of the contract and nothing else', async () => {
    const { procedures } = await start();
    const leaves = leavesOf(contract);
    expect(leaves.length).toBeGreaterThan(40);
    expect(new Set(procedures.keys())).toEqual(new Set(leaves));
  });

  it('says where it keeps what, and which engine was asked for', async () => {
    await start();
    expect(await call<AppInfo>('app.info')).toEqual({
      version: '1.2.3',
      host: 'server',
      platform: process.platform,
      nodeVersion: process.version,
      startedAt: expect.any(Number),
      logFile: path.join(home, '.local/state/estiba/estiba.log'),
      settingsFile: path.join(home, '.config/estiba/settings.json'),
      initialEngineId: 'option',
    });
  });

  it('starts on a machine with a corrupt settings file and a runtime folder that cannot be had', async () => {
    mkdirSync(path.join(home, '.config/estiba'), { recursive: true });
    writeFileSync(path.join(home, '.config/estiba/settings.json'), '{"theme":');
    writeFileSync(path.join(home, 'tmp'), 'not a folder');
    await start();
    const { notices } = await call<SettingsSnapshot>('settings.get');
    expect(notices).toMatchObject([{ kind: 'corrupt' }]);
  });

  it('connects the engine that was asked for, and starts an action as a job', async () => {
    engine = await startFakeEngine({ state: createDataset({ containers: 5 }) });
    await start({ kind: 'host', host: engine.host });
    const { id: engineId } = await connected();
    const containers = await call<ContainerSummary[]>('containers.list', { engineId });
    const ids = containers.filter(({ state }) => state === 'running').map(({ id }) => id);
    expect(ids.length).toBeGreaterThan(0);
    const { jobId } = await call<{ jobId: string }>('containers.stop', { engineId, ids });
    const job = await call<Job>('jobs.wait', { jobId });
    expect(job).toMatchObject({ kind: 'container.stop', state: 'succeeded', subjectCount: ids.length });
  });

  it('answers 500 calls at the same time', async () => {
    engine = await startFakeEngine({ state: createDataset({ containers: 50 }) });
    await start({ kind: 'host', host: engine.host });
    const { id: engineId } = await connected();
    const names = ['containers.list', 'images.list', 'volumes.list', 'networks.list'] as const;
    const calls = Array.from({ length: 500 }, (_, index) => {
      if (index % 5 === 4) return call('settings.update', { tables: { [`table-${index}`]: {} } });
      return call(names[index % 5] ?? 'app.info', { engineId });
    });
    const results = await Promise.allSettled(calls);
    expect(results.filter(({ status }) => status === 'rejected')).toEqual([]);
    const { settings } = await call<SettingsSnapshot>('settings.get');
    expect(Object.keys(settings.tables)).toHaveLength(100);
  }, 20_000);

  it('refuses an input that breaks the contract, and an engine that nobody knows', async () => {
    await start();
    await expect(call('containers.list', { engineId: 7 })).rejects.toMatchObject({
      code: 'invalid_argument',
    });
    await expect(call('containers.list', { engineId: 'none' })).rejects.toMatchObject({ code: 'not_found' });
    await expect(call('containers.list', { engineId: 'option' })).rejects.toMatchObject({
      code: 'unavailable',
    });
  });

  it('ends twice as well as once: jobs are canceled, watchers end, nothing is taken any more', async () => {
    engine = await startFakeEngine();
    const { transfers, dispose } = await start({ kind: 'host', host: engine.host });
    await connected();
    const watching = await call<AsyncIterableIterator<unknown>>('jobs.watch', {});
    await watching.next();
    const ended = watching.next();
    const both = [dispose(), dispose()];
    expect(both[0]).toBe(both[1]);
    await Promise.all(both);
    expect((await ended).done).toBe(true);
    await expect.poll(() => engine?.eventStreams()).toBe(0);
    const never = () => Promise.reject(new Error('never called'));
    expect(() => transfers.offerUpload(never, () => undefined)).toThrow(
      expect.objectContaining({ code: 'unavailable' }),
    );
  });

  it('starts the managed engine as a job, which says why it cannot', async () => {
    // On another system than Linux no daemon is ever started.
    const platform = { ...createMachine(), os: 'darwin' } as const;
    const engine = { kind: 'managed', install: true } as const;
    backend = await createBackend({ host: 'electron', version: '1.2.3', engine, platform });
    expect(await call<AppInfo>('app.info')).toMatchObject({ host: 'electron', initialEngineId: 'managed' });
    await expect
      .poll(() => call<Job[]>('jobs.list'))
      .toMatchObject([{ kind: 'engine.start', state: 'failed', error: { code: 'failed_precondition' } }]);
  });

  it('writes down when it started and ended', async () => {
    const { dispose } = await start();
    await dispose();
    const text = readFileSync(path.join(home, '.local/state/estiba/estiba.log'), 'utf8');
    const entries = text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(entries[0]).toMatchObject({ message: 'started', version: '1.2.3', host: 'server' });
    expect(entries.at(-1)).toMatchObject({ message: 'ended' });
  });

  it('touches nothing outside of its own folders', async () => {
    await start();
    await call('settings.update', { theme: 'dark' });
    expect(readdirSync(home).filter((name) => !['.config', '.local', 'tmp'].includes(name))).toEqual([]);
  });
});
