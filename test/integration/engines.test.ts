import { afterEach, expect, it } from 'vitest';
import { z } from 'zod';
import { engineSummary } from '../../src/common/contract/engines';
import type { ConnectionSignal } from '../../src/main/backend/engine/engine-connection';
import { createEngineRegistry, type EngineRegistryWithControl } from '../../src/main/backend/engine/registry';
import { describeEngines, type IsolatedEngine, importEmptyImage } from '../support/engine';
import {
  createTestPlatform,
  memorySettings,
  type TestPlatform,
  until,
} from '../unit/main/backend/engine/test-platform';

let platform: TestPlatform | undefined;
let registry: EngineRegistryWithControl | undefined;

afterEach(async () => {
  await registry?.dispose();
  platform?.remove();
  registry = undefined;
});

async function connect(engine: IsolatedEngine) {
  const own = createTestPlatform({ DOCKER_HOST: engine.host });
  platform = own;
  registry = createEngineRegistry({
    platform: own,
    settings: memorySettings(),
    systemRoot: own.home,
    // Long enough for a busy machine, short enough for a test.
    timings: { pingEveryMs: 500, pingMs: 1000, probeMs: 5000 },
  });
  const connection = registry.get('environment');
  const signals: ConnectionSignal[] = [];
  connection.subscribe((signal) => signals.push(signal));
  await until('connected', () => connection.state.kind === 'connected', 20_000);
  const connectedCount = (): number => signals.filter(({ kind }) => kind === 'connected').length;
  return { registry, connection, signals, connectedCount };
}

const imageName = (tag: string) => ({ repository: 'engines-test', tag });

describeEngines((engine, entry) => {
  const isPodman = entry.name.includes('podman');

  it('says what it is', async () => {
    const { registry, connection } = await connect(engine());
    const summary = registry.summary('environment');
    expect(engineSummary.parse(summary)).toEqual(summary);
    const info = connection.requireInfo();
    expect(info.product).toBe(isPodman ? 'podman' : 'docker');
    expect(info.version).not.toBe('');
    expect(info.memoryBytes).toBeGreaterThan(1e8);
    expect(info.cpus).toBeGreaterThan(0);
    expect(info.storageDriver).not.toBe('');
    expect(info.capabilities.buildKit).toBe(!isPodman);
  });

  it('tells an event soon after it happened, once', async () => {
    const { signals } = await connect(engine());
    await importEmptyImage(engine().api, imageName('event'));
    const events = () => signals.flatMap((signal) => (signal.kind === 'event' ? [signal.event] : []));
    await until('an event of the image', () => events().some(({ type }) => type === 'image'), 5000);
    expect(new Set(events().map(({ id }) => id)).size).toBe(events().length);
    expect(Math.abs((events().at(-1)?.at ?? 0) - Date.now())).toBeLessThan(60_000);
  });

  it('gives its errors the right codes', async () => {
    const { connection } = await connect(engine());
    const ask = (path: string) => connection.api.json({ path }, z.unknown());
    await expect(ask('/containers/nope/json')).rejects.toMatchObject({ code: 'not_found' });
    await expect(ask('/images/nope/json')).rejects.toMatchObject({ code: 'not_found' });
    await expect(ask('/volumes/nope')).rejects.toMatchObject({ code: 'not_found' });
  });

  it('survives an orderly restart of the engine', async () => {
    const { connection, connectedCount, signals } = await connect(engine());
    await engine().restart();
    await until('connected again', () => connectedCount() >= 2, 30_000);
    expect(signals.some(({ kind }) => kind === 'lost')).toBe(true);
    await expect(connection.api.json({ path: '/images/json' }, z.array(z.unknown()))).resolves.toBeDefined();
  });

  it('survives a killed engine', async () => {
    const { connection, connectedCount } = await connect(engine());
    await engine().kill();
    await until('unreachable', () => connection.state.kind === 'unreachable', 10_000);
    expect(connection.state).toMatchObject({ kind: 'unreachable' });
    await engine().restart();
    await until('connected again', () => connectedCount() >= 2, 30_000);
  });

  it('notices an engine that hangs and takes it back when it goes on', async () => {
    const { connection, connectedCount } = await connect(engine());
    engine().pause();
    try {
      await until('unreachable', () => connection.state.kind === 'unreachable', 10_000);
      expect(connection.state).toMatchObject({ reason: 'timeout' });
      await expect(connection.api.send({ path: '/_ping' })).rejects.toMatchObject({ code: 'unavailable' });
    } finally {
      engine().resume();
    }
    await until('connected again', () => connectedCount() >= 2, 30_000);
  });
});
