import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { AppError } from '../../../../../../src/common/errors';
import { ResourceList } from '../../../../../../src/main/backend/engine/resource-list/resource-list';
import { ScriptedConnection, silentLogger } from './scripted-connection';
import { Page, readInto, ScriptedEngine, type Thing } from './scripted-engine';

let connection: ScriptedConnection;
let engine: ScriptedEngine;
let list: ResourceList<Thing>;
let stop: AbortController;

beforeEach(() => {
  vi.useFakeTimers();
  connection = new ScriptedConnection();
  engine = new ScriptedEngine();
  list = new ResourceList({ connection, source: engine.source, logger: silentLogger, now: Date.now });
  stop = new AbortController();
});

afterEach(() => {
  stop.abort();
  list.stop();
  vi.useRealTimers();
});

function watch(signal: AbortSignal = stop.signal): Page {
  const page = new Page();
  void readInto(page, list.watch(signal));
  return page;
}

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);

async function watchConnected(things: Readonly<Record<string, string>>): Promise<Page> {
  for (const [id, text] of Object.entries(things)) engine.things.set(id, text);
  connection.connect();
  const page = watch();
  await pass(10);
  return page;
}

describe('a live list', () => {
  it('asks nothing before somebody watches', async () => {
    connection.connect();
    await pass(60_000);
    expect(engine.requests).toEqual([]);
    expect(connection.listenerCount).toBe(0);
  });

  it('begins with a snapshot', async () => {
    const page = await watchConnected({ a: 'one', b: 'two' });
    expect(page.kinds).toEqual(['snapshot']);
    expect(page.texts).toEqual({ a: 'one', b: 'two' });
    expect(engine.requests).toEqual(['all']);
  });

  it('begins with stale, and why, when the engine cannot be reached', async () => {
    connection.lose('connect ENOENT');
    const page = watch();
    await pass(1);
    expect(page.updates).toEqual([
      { kind: 'stale', since: Date.now() - 1, error: { code: 'unavailable', message: 'connect ENOENT' } },
    ]);
  });

  it('asks only for the changed objects and tells only what changed', async () => {
    const page = await watchConnected({ a: 'one', b: 'two', c: 'three' });
    engine.things.set('a', 'uno');
    engine.things.delete('b');
    engine.things.set('d', 'four');
    for (const id of ['a', 'b', 'c', 'd']) connection.event('container', 'start', id);
    await pass(300);
    expect(engine.requests).toEqual(['all', ['a', 'b', 'c', 'd']]);
    expect(page.updates[1]).toMatchObject({
      kind: 'changed',
      upserted: [
        { id: 'a', text: 'uno' },
        { id: 'd', text: 'four' },
      ],
      removed: ['b'],
    });
  });

  it('says nothing when nothing changed, and makes no request or timer in idle', async () => {
    const page = await watchConnected({ a: 'one' });
    connection.event('container', 'start', 'a');
    await pass(1000);
    expect(page.kinds).toEqual(['snapshot']);
    expect(vi.getTimerCount()).toBe(0);
    await pass(3_600_000);
    expect(engine.requests).toHaveLength(2);
  });

  it('ignores events of other types and those that change no summary', async () => {
    await watchConnected({ a: 'one' });
    connection.event('volume', 'create', 'a');
    connection.event('container', 'exec_create: sh -c true', 'a');
    connection.event('container', 'top', 'a');
    connection.event('daemon', 'reload', 'a');
    connection.event('constructor', 'start', 'a');
    await pass(1000);
    expect(engine.requests).toEqual(['all']);
  });

  it('lists again when an event comes while a list is in flight', async () => {
    const page = await watchConnected({ a: 'one' });
    engine.latency = 200;
    connection.event('container', 'start', 'a');
    await pass(300);
    // The question is under way with the old answer.
    engine.things.set('a', 'two');
    connection.event('container', 'die', 'a');
    await pass(2000);
    expect(page.texts).toEqual({ a: 'two' });
    expect(engine.requests).toEqual(['all', ['a'], ['a']]);
  });

  it('lists at most about four times a second in a burst and is right at its end', async () => {
    const page = await watchConnected({});
    for (let index = 0; index < 1000; index++) {
      engine.things.set(`c${index}`, 'running');
      connection.event('container', 'start', `c${index}`);
      await pass(1);
    }
    const during = engine.requests.length - 1;
    await pass(500);
    expect(during).toBeLessThanOrEqual(4);
    expect(engine.requests.length - 1).toBeLessThanOrEqual(5);
    expect(engine.requests.slice(1)).toContain('all');
    expect(page.items.size).toBe(1000);
  });

  it('asks a slow engine more rarely', async () => {
    await watchConnected({ a: 'one' });
    engine.latency = 1000;
    for (let index = 0; index < 100; index++) {
      connection.event('container', 'start', 'a');
      await pass(100);
    }
    expect(engine.requests.length).toBeLessThanOrEqual(5);
  });
});

describe('a live list with faults', () => {
  it('is stale while the connection is lost and right after it came back', async () => {
    const page = await watchConnected({ a: 'one' });
    connection.lose('read ECONNRESET');
    await pass(1);
    connection.lose('connect ECONNREFUSED', 2);
    await pass(1);
    connection.lose('connect ECONNREFUSED', 3);
    engine.things.set('a', 'two');
    await pass(5000);
    connection.connect();
    await pass(10);
    expect(page.kinds).toEqual(['snapshot', 'stale', 'stale', 'snapshot']);
    expect(page.updates[2]).toMatchObject({
      since: page.updates[1]?.kind === 'stale' ? page.updates[1].since : 0,
    });
    expect(page.texts).toEqual({ a: 'two' });
  });

  it('forgets an answer that belongs to the lost connection', async () => {
    engine.latency = 100;
    const page = await watchConnected({ a: 'old' });
    connection.lose();
    engine.things.set('a', 'new');
    connection.connect();
    await pass(500);
    expect(page.updates.filter((update) => update.kind === 'snapshot')).toHaveLength(1);
    expect(page.texts).toEqual({ a: 'new' });
  });

  it('says so when a list fails, tries again with back-off, then sends a snapshot', async () => {
    const page = await watchConnected({ a: 'one' });
    engine.failure = new AppError('internal', 'database is locked');
    connection.event('container', 'start', 'a');
    await pass(10_000);
    // 60 ms, then after 1, 2 and 4 s.
    expect(engine.requests).toHaveLength(5);
    expect(page.kinds).toEqual(['snapshot', 'stale']);
    expect(page.updates[1]).toMatchObject({ error: { code: 'internal', message: 'database is locked' } });
    engine.failure = undefined;
    engine.things.set('b', 'unseen');
    await pass(30_000);
    expect(page.kinds).toEqual(['snapshot', 'stale', 'snapshot']);
    expect(page.texts).toEqual({ a: 'one', b: 'unseen' });
    expect(engine.requests.at(-1)).toBe('all');
  });

  it('does not try sooner because of events during the back-off', async () => {
    await watchConnected({ a: 'one' });
    engine.failure = new AppError('internal', 'no');
    connection.event('container', 'start', 'a');
    await pass(100);
    for (let index = 0; index < 80; index++) {
      connection.event('container', 'start', 'a');
      await pass(10);
    }
    expect(engine.requests).toHaveLength(2);
  });
});

describe('the watchers of a live list', () => {
  it('share one list', async () => {
    await watchConnected({ a: 'one' });
    const second = watch();
    await pass(1);
    expect(second.texts).toEqual({ a: 'one' });
    expect(engine.requests).toEqual(['all']);
    expect(connection.listenerCount).toBe(1);
  });

  it('get coalesced changes when they are slow', async () => {
    await watchConnected({ a: '0' });
    const updates = list.watch(stop.signal);
    expect((await updates.next()).value).toMatchObject({ kind: 'snapshot' });
    for (let index = 1; index <= 20; index++) {
      engine.things.set('a', String(index));
      if (index === 5) engine.things.set('gone', 'again');
      if (index === 10) engine.things.delete('gone');
      connection.event('container', 'update', index === 5 || index === 10 ? 'gone' : 'a');
      await pass(500);
    }
    expect((await updates.next()).value).toMatchObject({
      kind: 'changed',
      upserted: [{ id: 'a', text: '20' }],
      removed: [],
    });
  });

  it('hear nothing of what was undone before they looked', async () => {
    await watchConnected({ a: 'one' });
    const updates = list.watch(stop.signal);
    await updates.next();
    engine.things.set('b', 'short');
    connection.event('container', 'create', 'b');
    await pass(500);
    engine.things.delete('b');
    connection.event('container', 'destroy', 'b');
    await pass(500);
    engine.things.set('c', 'stays');
    connection.event('container', 'create', 'c');
    await pass(500);
    expect((await updates.next()).value).toMatchObject({ upserted: [{ id: 'c' }], removed: [] });
  });

  it('may leave and come back within 30 s without a new list', async () => {
    connection.connect();
    const first = new AbortController();
    watch(first.signal);
    await pass(10);
    first.abort();
    await pass(29_000);
    engine.things.set('a', 'meanwhile');
    connection.event('container', 'create', 'a');
    await pass(500);
    const page = watch();
    await pass(1);
    expect(page.texts).toEqual({ a: 'meanwhile' });
    expect(engine.requests).toEqual(['all', ['a']]);
  });

  it('let the list go 30 s after the last of them', async () => {
    connection.connect();
    const first = new AbortController();
    watch(first.signal);
    await pass(10);
    first.abort();
    await pass(30_001);
    expect(connection.listenerCount).toBe(0);
    expect(list.known()).toBeUndefined();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('end when the list is stopped', async () => {
    connection.connect();
    const page = new Page();
    const reading = readInto(page, list.watch(stop.signal));
    await pass(10);
    list.stop();
    await expect(reading).resolves.toBeUndefined();
  });
});
