import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  EventRing,
  maxKeptEvents,
  parseEngineEvent,
  toSince,
} from '../../../../../src/main/backend/engine/engine-events';

const parse = (text: string) => parseEngineEvent(text, JSON.parse(text), 'default');
const fixtures = join(import.meta.dirname, '../../../../fixtures/engine-20.10');

function line(timeNano: string, more: object = {}): string {
  const record = {
    Type: 'container',
    Action: 'start',
    Actor: { ID: 'abc', Attributes: {} },
    time: 1,
    ...more,
  };
  return JSON.stringify(record).replace(/}$/, `,"timeNano":${timeNano}}`);
}

describe('parseEngineEvent', () => {
  it('reads every recorded event of Docker 20.10, each with an id of its own', () => {
    const lines = readFileSync(join(fixtures, 'events.ndjson'), 'utf8').split('\n').filter(Boolean);
    const events = lines.map((text) => parse(text).event);
    expect(events.length).toBeGreaterThan(20);
    expect(new Set(events.map((event) => event.id)).size).toBe(events.length);
    expect(events[0]).toMatchObject({
      id: expect.stringContaining('1795420777039573690'),
      engineId: 'default',
      at: 1795420777039,
      type: 'image',
      action: 'tag',
      name: 'bb:1',
    });
  });

  it('keeps nanoseconds that a number cannot hold', () => {
    const first = parse(line('1795420777039573690'));
    const second = parse(line('1795420777039573691'));
    expect(JSON.parse('1795420777039573690')).toBe(JSON.parse('1795420777039573691'));
    expect(first.event.id).not.toBe(second.event.id);
    expect(second.timeNano).toBe('1795420777039573691');
  });

  it('is not deceived by a label that looks like the time', () => {
    const attributes = { evil: '"timeNano":42', timeNano: '43', 'a"timeNano":44': '' };
    const { timeNano } = parse(line('1795420777039573690', { Actor: { ID: 'x', Attributes: attributes } }));
    expect(timeNano).toBe('1795420777039573690');
  });

  it('gets by without the exact time, attributes and actor', () => {
    const text = '{"Type":"daemon","Action":"reload","time":1700000000}';
    expect(parse(text).event).toMatchObject({ at: 1_700_000_000_000, actorId: '', attributes: {} });
  });

  it('keeps a label called __proto__ from changing anything', () => {
    const text = line('5', {}).replace('"Attributes":{}', '"Attributes":{"__proto__":"x","a":"b"}');
    expect(parse(text).event.attributes).toEqual({ a: 'b' });
  });

  it.each([['[]'], ['{"Type":"container"}'], ['null'], ['{"Action":7}']])('rejects %s', (text) => {
    expect(() => parse(text)).toThrowError(expect.objectContaining({ code: 'data_loss' }));
  });
});

describe('EventRing', () => {
  it('keeps the newest ones, each once and in order', () => {
    const ring = new EventRing();
    for (let index = 1; index <= maxKeptEvents + 5; index++) {
      expect(ring.add(parse(line(String(index))))).toBe(true);
    }
    expect(ring.add(parse(line(String(maxKeptEvents))))).toBe(false);
    expect(ring.list()).toHaveLength(maxKeptEvents);
    expect(ring.list()[0]?.id).toMatch(/^6:/);
    expect(ring.newest).toBe(String(maxKeptEvents + 5));
  });
});

describe('toSince', () => {
  it.each([
    ['1795420777039573690', '1795420777.039573690'],
    ['5', '0.000000005'],
  ])('writes %s as seconds and nanoseconds', (timeNano, since) => {
    expect(toSince(timeNano)).toBe(since);
  });
});
