import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { AppError } from '../../../../../../src/common/errors';
import { ResourceList } from '../../../../../../src/main/backend/engine/resource-list/resource-list';
import { ScriptedConnection, silentLogger } from './scripted-connection';
import { Page, readInto, ScriptedEngine } from './scripted-engine';

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

/** mulberry32: the same sequence for the same seed. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let value = Math.imul(state ^ (state >>> 15), 1 | state);
    value = (value + Math.imul(value ^ (value >>> 7), 61 | value)) ^ value;
    return ((value ^ (value >>> 14)) >>> 0) % below;
  };
}

/** One thing that happens to the engine, the connection or the clock. */
async function step(
  random: (below: number) => number,
  engine: ScriptedEngine,
  connection: ScriptedConnection,
) {
  const id = `c${random(60)}`;
  switch (random(24)) {
    case 0:
      connection.lose(`lost ${random(3)}`);
      break;
    case 1:
    case 2:
      connection.connect();
      break;
    case 3:
      engine.failure = random(2) === 0 ? new AppError('internal', 'failed') : undefined;
      break;
    case 4:
      engine.latency = random(600);
      break;
    case 5:
      await vi.advanceTimersByTimeAsync(random(40_000));
      break;
    case 6:
    case 7:
    case 8:
    case 9:
      engine.things.delete(id);
      connection.event('container', 'destroy', id);
      break;
    case 10:
      for (const each of [...engine.things.keys()].slice(0, 40)) {
        engine.things.delete(each);
        connection.event('container', 'destroy', each);
      }
      break;
    case 11:
      // An image event: the containers' references may have changed, nobody says of which.
      engine.things.set(id, `renamed image ${random(1000)}`);
      connection.event('image', 'untag', 'sha256:1');
      break;
    default:
      engine.things.set(id, String(random(5)));
      connection.event('container', 'start', id);
  }
  if (random(3) === 0) await vi.advanceTimersByTimeAsync(random(150));
}

it.each(Array.from({ length: 40 }, (_, seed) => seed))(
  'ends equal to the engine, sequence %i',
  async (seed) => {
    const random = randomFrom(seed * 7919 + 1);
    const connection = new ScriptedConnection();
    const engine = new ScriptedEngine();
    const list = new ResourceList({ connection, source: engine.source, logger: silentLogger, now: Date.now });
    const stop = new AbortController();
    const pages = [new Page(), new Page()];
    const readers = pages.map((page) => readInto(page, list.watch(stop.signal)));
    connection.connect();
    for (let index = 0; index < 400; index++) {
      await step(random, engine, connection);
      if (index === 200) {
        const late = new Page();
        pages.push(late);
        readers.push(readInto(late, list.watch(stop.signal)));
      }
    }
    engine.failure = undefined;
    if (connection.state.kind !== 'connected') connection.connect();
    await vi.advanceTimersByTimeAsync(60_000);
    const truth = Object.fromEntries(engine.things);
    for (const page of pages) expect(page.texts).toEqual(truth);
    stop.abort();
    await Promise.all(readers);
    list.stop();
  },
);
