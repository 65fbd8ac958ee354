import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import type { EngineState } from '../../../../../src/common/contract/engines';
import { Connection } from '../../../../../src/main/backend/engine/connection';
import type { ConnectionSignal } from '../../../../../src/main/backend/engine/engine-connection';
import { createEngineLoad, type EngineLoad } from '../../../../../src/main/backend/engine/engine-load';
import type { SessionTimings } from '../../../../../src/main/backend/engine/engine-session';
import { createPipeTransport } from '../../../../../src/main/backend/engine/transport/socket-transports';
import { maxPooledSockets } from '../../../../../src/main/backend/engine/transport/transport';
import { type FakeEngine, type FakeEngineOptions, startFakeEngine } from '../../../../support/fake-engine';
import { createTestPlatform, silentLogger, type TestPlatform, until } from './test-platform';

let platform: TestPlatform;
let engine: FakeEngine | undefined;
let connection: Connection;
let load: EngineLoad;
let signals: ConnectionSignal[];

const socketPath = (): string => join(platform.home, 'engine.sock');

beforeEach(() => {
  platform = createTestPlatform();
  signals = [];
  load = createEngineLoad(() => Date.now());
});

afterEach(async () => {
  await connection.stop();
  await engine?.stop();
  engine = undefined;
  platform.remove();
});

async function startEngine(options: FakeEngineOptions = {}): Promise<FakeEngine> {
  engine = await startFakeEngine({ socketPath: socketPath(), ...options });
  return engine;
}

function connect(timings: Partial<SessionTimings> = {}): void {
  connection = new Connection({
    id: 'default',
    address: { kind: 'unix', path: socketPath() },
    createTransport: () => createPipeTransport(socketPath()),
    load,
    logger: silentLogger,
    now: () => Date.now(),
    nextStep: async () => 'sudo mend it',
    timings: { probeMs: 300, ...timings },
  });
  connection.subscribe((signal) => signals.push(signal));
  connection.start();
}

const isConnected = (): boolean => connection.state.kind === 'connected';
const unreachable = (): Extract<EngineState, { kind: 'unreachable' }> | undefined =>
  connection.state.kind === 'unreachable' ? connection.state : undefined;
const connectedCount = (): number => signals.filter(({ kind }) => kind === 'connected').length;
const containers = () => connection.api.json({ path: '/containers/json' }, z.array(z.unknown()));

describe('a connection', () => {
  it('is disconnected, connecting, then connected with what the engine is', async () => {
    await startEngine();
    connect();
    await until('connected', isConnected);
    expect(signals).toMatchObject([
      { kind: 'lost', state: { kind: 'disconnected' } },
      { kind: 'lost', state: { kind: 'connecting', attempt: 1 } },
      { kind: 'connected', info: { product: 'docker', apiVersion: '1.41' } },
    ]);
    expect(connection.requireInfo().version).toContain('20.10');
    await expect(containers()).resolves.toEqual([]);
  });

  it('has its one event stream open before it says that it is connected', async () => {
    const fake = await startEngine();
    let streamsAtConnect = -1;
    connect();
    connection.subscribe(({ kind }) => {
      if (kind === 'connected') streamsAtConnect = fake.eventStreams();
    });
    await until('connected', isConnected);
    expect(streamsAtConnect).toBe(1);
  });

  it('hands on events, keeps them, and gives the present state to who comes later', async () => {
    const fake = await startEngine();
    connect();
    await until('connected', isConnected);
    fake.emit({ type: 'container', action: 'start', id: 'c1', attributes: { name: 'web' } });
    fake.emit({ type: 'volume', action: 'create', id: 'v1' });
    await until('two events', () => connection.recentEvents().length === 2);
    expect(signals.slice(-2)).toMatchObject([
      { kind: 'event', event: { type: 'container', action: 'start', actorId: 'c1', name: 'web' } },
      { kind: 'event', event: { type: 'volume', action: 'create', actorId: 'v1' } },
    ]);
    const late = vi.fn();
    connection.subscribe(late)();
    expect(late.mock.calls).toMatchObject([[{ kind: 'connected' }]]);
  });

  it('says at once that nothing can be asked while it is not connected', async () => {
    connect();
    await until('unreachable', () => unreachable() !== undefined);
    await expect(containers()).rejects.toMatchObject({
      code: 'unavailable',
      details: { reason: 'socket_missing' },
    });
    expect(() => connection.requireInfo()).toThrowError(expect.objectContaining({ code: 'unavailable' }));
  });

  it('is lost and comes back when the event stream breaks, without giving an event twice', async () => {
    const fake = await startEngine();
    connect();
    await until('connected', isConnected);
    fake.emit({ type: 'image', action: 'tag', id: 'i1' });
    await until('the event', () => connection.recentEvents().length === 1);
    fake.dropEventStreams();
    await until('connected again', () => connectedCount() === 2);
    expect(signals.findLast(({ kind }) => kind === 'lost')).toMatchObject({
      state: { kind: 'unreachable', reason: 'lost' },
    });
    fake.emit({ type: 'image', action: 'untag', id: 'i1' });
    await until('the next event', () => connection.recentEvents().length === 2);
    expect(signals.filter(({ kind }) => kind === 'event')).toHaveLength(2);
  });

  it.each([
    ['stopped', 'socket_missing', (fake: FakeEngine) => fake.stop()],
    ['killed', 'refused', (fake: FakeEngine) => fake.kill()],
  ])(
    'survives a restart of an engine that was %s, and connects soon after its return',
    async (_what, reason, end) => {
      const fake = await startEngine();
      connect();
      await until('connected', isConnected);
      await end(fake);
      await until('the reason', () => unreachable()?.reason === reason);
      await until('a longer pause', () => (unreachable()?.attempt ?? 0) >= 3);
      expect(unreachable()?.retryAt).toBeGreaterThan(0);
      const backAt = Date.now();
      await fake.restart();
      await until('connected again', isConnected);
      // The next try was up to a second away: the new file in the folder made it come sooner.
      expect(Date.now() - backAt).toBeLessThan(450);
      await expect(containers()).resolves.toEqual([]);
    },
  );

  it('waits longer after each failure and tells when it tries again and what mends it', async () => {
    connect();
    await until('three tries', () => (unreachable()?.attempt ?? 0) >= 3);
    const tries = signals
      .flatMap((signal) =>
        signal.kind === 'lost' && signal.state.kind === 'unreachable' ? [signal.state] : [],
      )
      .filter(({ command }) => command === 'sudo mend it');
    expect(tries.map(({ attempt }) => attempt)).toEqual([1, 2, 3]);
    expect(new Set(tries.map(({ since }) => since)).size).toBe(1);
  });

  it.each([
    ['garbage', { kind: 'garbage' }, '/version', 'not_an_engine'],
    ['half a JSON', { kind: 'halfJson' }, '/info', 'not_an_engine'],
    ['an end in mid stream', { kind: 'closeMidStream' }, '/info', 'lost'],
    ['a hang-up', { kind: 'refuse' }, '/_ping', 'lost'],
    ['500', { kind: 'status', code: 500 }, '/info', 'other'],
    ['nothing', { kind: 'hang' }, '/_ping', 'timeout'],
    ['no event stream', { kind: 'status', code: 500 }, '/events', 'other'],
  ] as const)('is unreachable at %s, and connects when that is over', async (_what, fault, path, reason) => {
    const fake = await startEngine();
    fake.setFault(path, fault);
    connect();
    await until('unreachable', () => unreachable() !== undefined);
    expect(unreachable()).toMatchObject({ reason, error: { message: expect.stringMatching(/./) } });
    fake.clearFaults();
    connection.start();
    await until('connected', isConnected);
  });

  it('says that an engine is too old', async () => {
    await startEngine({ apiVersion: '1.39' });
    connect();
    await until('unreachable', () => unreachable() !== undefined);
    expect(unreachable()).toMatchObject({ reason: 'too_old', error: { code: 'failed_precondition' } });
  });

  it('notices an engine that hangs, ends what waits on it, and comes back', async () => {
    const fake = await startEngine();
    connect({ pingEveryMs: 100, pingMs: 50 });
    await until('connected', isConnected);
    fake.setFault(() => true, { kind: 'hang' });
    const waiting = connection.api.read({ path: '/containers/x/logs', timeoutMs: 0 });
    waiting.catch(() => undefined);
    await until('unreachable', () => unreachable() !== undefined);
    expect(unreachable()?.reason).toBe('timeout');
    await expect(waiting).rejects.toMatchObject({ code: 'unavailable' });
    fake.clearFaults();
    await until('connected again', () => connectedCount() === 2);
  });

  it('asks for a sign of life as soon as a request timed out', async () => {
    const fake = await startEngine();
    connect({ pingMs: 50 });
    await until('connected', isConnected);
    fake.setFault(() => true, { kind: 'hang' });
    await expect(connection.api.send({ path: '/x', timeoutMs: 30 })).rejects.toMatchObject({
      code: 'deadline_exceeded',
    });
    await until('unreachable', () => unreachable()?.reason === 'timeout');
  });

  it('asks for a sign of life as soon as a request waits long', async () => {
    const fake = await startEngine();
    connect({ suspectMs: 50, pingMs: 50 });
    await until('connected', isConnected);
    fake.setFault(() => true, { kind: 'hang' });
    await expect(containers()).rejects.toMatchObject({ code: 'unavailable' });
    expect(unreachable()?.reason).toBe('timeout');
  });

  it('asks for a sign of life when somebody gives up waiting', async () => {
    const fake = await startEngine();
    connect({ suspectMs: 400, pingMs: 50 });
    await until('connected', isConnected);
    fake.setFault(() => true, { kind: 'hang' });
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 200);
    const { signal } = abort;
    await expect(connection.api.send({ path: '/x', signal })).rejects.toMatchObject({ code: 'canceled' });
    await until('unreachable', () => unreachable()?.reason === 'timeout');
  });

  it('does not take an engine with many slow requests for a silent one', async () => {
    const fake = await startEngine();
    connect({ suspectMs: 50, pingMs: 150 });
    await until('connected', isConnected);
    signals.length = 0;
    fake.setFault('/containers/json', { kind: 'delay', milliseconds: 800 });
    await Promise.all(Array.from({ length: 2 * maxPooledSockets }, containers));
    expect(signals).toEqual([]);
  });

  it('stays connected when only one request hangs', async () => {
    const fake = await startEngine();
    connect({ pingMs: 200 });
    await until('connected', isConnected);
    fake.setFault('/containers/json', { kind: 'hang' });
    const asking = connection.api.send({ path: '/containers/json', timeoutMs: 30 });
    await expect(asking).rejects.toMatchObject({ code: 'deadline_exceeded' });
    await new Promise((done) => setTimeout(done, 500));
    expect(connectedCount()).toBe(1);
    expect(isConnected()).toBe(true);
  });

  it('asks an idle engine for nothing but a sign of life', async () => {
    const fake = await startEngine();
    connect({ pingEveryMs: 200 });
    await until('connected', isConnected);
    fake.clearRequests();
    await new Promise((done) => setTimeout(done, 700));
    expect(fake.requests.map((request) => request.path)).toEqual(['/_ping', '/_ping', '/_ping']);
    expect(load.read().openStreams).toBe(1);
  });

  it('does not ask an engine that always hangs up in a tight loop', async () => {
    const fake = await startEngine();
    fake.setFault('/events', { kind: 'closeMidStream' });
    connect();
    await new Promise((done) => setTimeout(done, 1500));
    expect(fake.requests.filter((request) => request.path.endsWith('/events')).length).toBeLessThan(6);
  });

  it('ends everything when it is stopped, and can be started again', async () => {
    const fake = await startEngine();
    connect();
    await until('connected', isConnected);
    await connection.stop();
    expect(connection.state).toEqual({ kind: 'disconnected' });
    await until('no stream', () => fake.eventStreams() === 0);
    expect(load.read().openStreams).toBe(0);
    connection.start();
    await until('connected again', isConnected);
  });

  it('can be stopped while it connects to an engine that hangs', async () => {
    const fake = await startEngine();
    fake.setFault(() => true, { kind: 'hang' });
    connect({ probeMs: 60_000 });
    await until('it has asked', () => fake.requests.length > 0);
    await connection.stop();
    expect(connection.state.kind).toBe('disconnected');
  });

  it('shows that it tries when somebody asks for it', async () => {
    connect();
    await until('a longer pause', () => (unreachable()?.attempt ?? 0) >= 3);
    connection.start();
    expect(connection.state).toMatchObject({ kind: 'connecting', attempt: 4 });
    await until('unreachable', () => unreachable() !== undefined);
  });

  it.skipIf(process.getuid?.() !== 0)('says that the socket may not be used', async () => {
    await startEngine();
    chmodSync(platform.home, 0o755);
    chmodSync(socketPath(), 0o600);
    process.seteuid?.(65534);
    try {
      connect();
      await until('unreachable', () => unreachable() !== undefined);
    } finally {
      process.seteuid?.(0);
    }
    expect(unreachable()).toMatchObject({
      reason: 'permission_denied',
      error: { code: 'permission_denied', message: expect.stringContaining('EACCES') },
    });
  });

  it('goes on when a listener throws', async () => {
    await startEngine();
    connect();
    connection.subscribe(({ kind }) => {
      if (kind === 'connected') throw new Error('a fault of the listener');
    });
    const later = vi.fn();
    connection.subscribe(later);
    await until('connected', isConnected);
    expect(later).toHaveBeenCalledWith(expect.objectContaining({ kind: 'connected' }));
  });
});
