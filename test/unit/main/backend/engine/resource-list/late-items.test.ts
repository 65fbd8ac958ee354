import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ResourceList } from '../../../../../../src/main/backend/engine/resource-list/resource-list';
import { createContainerSource } from '../../../../../../src/main/backend/features/containers/container-source';
import { ScriptedConnection, silentLogger } from './scripted-connection';
import { Page, readInto, ScriptedEngine, type Thing } from './scripted-engine';

/** Docker 20.10 sends `die` seconds before its list says so, when the machine is busy. */

let connection: ScriptedConnection;
let engine: ScriptedEngine;
let list: ResourceList<Thing>;
let page: Page;
let stop: AbortController;

const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
const lists = () => engine.requests.length;

beforeEach(async () => {
  vi.useFakeTimers();
  connection = new ScriptedConnection();
  engine = new ScriptedEngine();
  const source = {
    ...engine.source,
    promised: ({ action }: { readonly action: string }) => {
      if (action === 'die') return ({ text }: Thing) => text !== 'running';
      return action === 'start' ? () => true : undefined;
    },
  };
  list = new ResourceList({ connection, source, logger: silentLogger, now: Date.now });
  stop = new AbortController();
  engine.things.set('a', 'running');
  connection.connect();
  page = new Page();
  void readInto(page, list.watch(stop.signal));
  await pass(10);
});

afterEach(() => {
  stop.abort();
  list.stop();
  vi.useRealTimers();
});

describe('an event that comes before the list says so', () => {
  it('is followed by looks until the list has it, and by none after', async () => {
    connection.event('container', 'kill', 'a');
    connection.event('container', 'die', 'a');
    await pass(3000);
    expect(page.texts).toEqual({ a: 'running' });
    engine.things.set('a', 'exited');
    await pass(4000);
    expect(page.texts).toEqual({ a: 'exited' });
    const asked = lists();
    await pass(600_000);
    expect(lists()).toBe(asked);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('costs nothing more where the list is right at once', async () => {
    engine.things.set('a', 'exited');
    connection.event('container', 'die', 'a');
    await pass(60_000);
    expect(lists()).toBe(2);
  });

  it('does not hold after a new start', async () => {
    connection.event('container', 'die', 'a');
    connection.event('container', 'start', 'a');
    await pass(60_000);
    expect(lists()).toBe(2);
    expect(page.texts).toEqual({ a: 'running' });
  });

  it('is given up after about a minute, and forgotten when the object or the connection is gone', async () => {
    connection.event('container', 'die', 'a');
    await pass(600_000);
    expect(lists()).toBe(10);
    connection.event('container', 'die', 'a');
    await pass(100);
    connection.lose('gone');
    await pass(600_000);
    expect(vi.getTimerCount()).toBe(0);
    connection.connect();
    connection.event('container', 'die', 'a');
    engine.things.delete('a');
    await pass(10_000);
    expect(page.texts).toEqual({});
    expect(vi.getTimerCount()).toBe(0);
  });

  it('is an end of a container, by the names of both engines', () => {
    const { promised } = createContainerSource(Date.now);
    const event = (action: string) => ({
      ...{ id: '1', engineId: 'e', at: 0, type: 'container', actorId: 'a', attributes: {} },
      action,
    });
    const isRight = (action: string, state: string) =>
      promised?.(event(action))?.({ state } as Parameters<
        ReturnType<NonNullable<typeof promised>> & object
      >[0]);
    for (const action of ['die', 'died']) {
      expect(isRight(action, 'running')).toBe(false);
      expect(isRight(action, 'paused')).toBe(false);
      for (const state of ['exited', 'dead', 'restarting', 'created', 'removing'])
        expect(isRight(action, state)).toBe(true);
    }
    expect(isRight('start', 'exited')).toBe(true);
    expect(isRight('kill', 'running')).toBeUndefined();
  });
});
