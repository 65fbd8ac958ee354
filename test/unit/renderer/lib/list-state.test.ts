import { describe, expect, it } from 'vitest';
import {
  createListReducer,
  emptyList,
  type LiveList,
  toStale,
} from '../../../../src/renderer/lib/list-state';

interface Item {
  readonly id: string;
  readonly state: string;
  readonly labels?: Readonly<Record<string, string>>;
}

const reduce = createListReducer<Item>((item) => item.id);
const loaded = (...items: Item[]): LiveList<Item> => reduce(emptyList, { kind: 'snapshot', items, at: 1 });

describe('createListReducer', () => {
  it('becomes fresh with a snapshot, also an empty one', () => {
    expect(loaded()).toMatchObject({ status: 'fresh', items: [], at: 1 });
  });

  it('keeps the identity of items that did not change over a relist', () => {
    const before = loaded({ id: 'a', state: 'up', labels: { x: '1' } }, { id: 'b', state: 'up' });
    const after = reduce(before, {
      kind: 'snapshot',
      items: [
        { id: 'a', state: 'up', labels: { x: '1' } },
        { id: 'b', state: 'down' },
      ],
      at: 2,
    });
    expect(after.items[0]).toBe(before.items[0]);
    expect(after.items[1]).not.toBe(before.items[1]);
    expect(after.byId.get('b')?.state).toBe('down');
  });

  it('is the same list when nothing changed at all', () => {
    const before = loaded({ id: 'a', state: 'up' });
    expect(
      reduce(before, { kind: 'changed', upserted: [{ id: 'a', state: 'up' }], removed: ['z'], at: 2 }),
    ).toBe(before);
  });

  it('applies removals before additions: an id that was removed and made again stays', () => {
    const after = reduce(loaded({ id: 'a', state: 'up' }), {
      kind: 'changed',
      upserted: [{ id: 'a', state: 'new' }],
      removed: ['a'],
      at: 2,
    });
    expect(after.items).toEqual([{ id: 'a', state: 'new' }]);
  });

  it('keeps what is known while it is stale, and since when', () => {
    const error = { code: 'unavailable', message: 'gone' } as const;
    const stale = reduce(loaded({ id: 'a', state: 'up' }), { kind: 'stale', since: 5, error });
    expect(stale).toMatchObject({ status: 'stale', staleSince: 5, error, at: 1 });
    expect(stale.items).toHaveLength(1);
    expect(toStale(stale, 9, undefined).staleSince).toBe(5);
    const fresh = reduce(stale, { kind: 'snapshot', items: [{ id: 'a', state: 'up' }], at: 10 });
    expect(fresh.status).toBe('fresh');
    expect(fresh.staleSince).toBeUndefined();
    expect(fresh.error).toBeUndefined();
  });

  it('stays loading, with the reason, when it never had a list', () => {
    const error = { code: 'permission_denied', message: 'socket' } as const;
    expect(reduce(emptyList, { kind: 'stale', since: 5, error })).toMatchObject({ status: 'loading', error });
  });
});
