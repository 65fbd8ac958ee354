import { describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../../../src/common/contract/engines';
import { emptyEvents, maxEvents, mergeEvents, toStaleEvents } from '../../../../src/renderer/lib/event-state';

const event = (at: number, id = `e${at}`): EngineEvent => ({
  id,
  engineId: 'default',
  at,
  type: 'container',
  action: 'start',
  actorId: 'c',
  attributes: {},
});

describe('mergeEvents', () => {
  it('puts the newest first', () => {
    const state = mergeEvents(mergeEvents(emptyEvents, [event(1), event(2)]), [event(3)]);
    expect(state.events.map(({ at }) => at)).toEqual([3, 2, 1]);
  });

  it('is loaded by an empty batch: nothing has happened yet', () => {
    expect(mergeEvents(emptyEvents, []).status).toBe('fresh');
  });

  it('adds nothing twice after a reconnect', () => {
    const before = mergeEvents(emptyEvents, [event(1), event(2)]);
    const after = mergeEvents(toStaleEvents(before, 10), [event(1), event(2), event(3)]);
    expect(after.events.map(({ at }) => at)).toEqual([3, 2, 1]);
    expect(after).toMatchObject({ status: 'fresh' });
  });

  it('orders a batch that is older than what is known', () => {
    const state = mergeEvents(mergeEvents(emptyEvents, [event(5)]), [event(1), event(9)]);
    expect(state.events.map(({ at }) => at)).toEqual([9, 5, 1]);
  });

  it('keeps a bounded number', () => {
    const batch = Array.from({ length: maxEvents + 200 }, (_, index) => event(index));
    const state = mergeEvents(emptyEvents, batch);
    expect(state.events).toHaveLength(maxEvents);
    expect(state.events[0]?.at).toBe(maxEvents + 199);
  });
});
