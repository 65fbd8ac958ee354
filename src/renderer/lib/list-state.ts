import type { ListEvent } from '../../common/contract/shared';
import type { WireError } from '../../common/errors';
import { isSameValue } from './same-value';

/** A list that follows the engine. */
export interface LiveList<T> {
  /** `loading`: never had one; `stale`: the last known one, the engine or the back end cannot be reached. */
  readonly status: 'loading' | 'fresh' | 'stale';
  readonly items: readonly T[];
  readonly byId: ReadonlyMap<string, T>;
  /** When it was last known to be right. */
  readonly at?: number;
  readonly staleSince?: number;
  readonly error?: WireError;
}

export const emptyList: LiveList<never> = { status: 'loading', items: [], byId: new Map<string, never>() };

/** Keeps the identity of items that did not change, so that memoised rows are not drawn again. */
export function createListReducer<T>(
  idOf: (item: T) => string,
): (state: LiveList<T>, event: ListEvent<T>) => LiveList<T> {
  const keep = (known: ReadonlyMap<string, T>, item: T): T => {
    const old = known.get(idOf(item));
    return old !== undefined && isSameValue(old, item) ? old : item;
  };
  return (state, event) => {
    switch (event.kind) {
      case 'snapshot': {
        const items = event.items.map((item) => keep(state.byId, item));
        return toFresh(state, new Map(items.map((item) => [idOf(item), item])), event.at);
      }
      case 'changed': {
        const byId = new Map(state.byId);
        for (const id of event.removed) byId.delete(id);
        for (const item of event.upserted) byId.set(idOf(item), keep(state.byId, item));
        return toFresh(state, byId, event.at);
      }
      case 'stale':
        return toStale(state, event.since, event.error);
    }
  };
}

function toFresh<T>(state: LiveList<T>, byId: ReadonlyMap<string, T>, at: number): LiveList<T> {
  const items = [...byId.values()];
  const same =
    items.length === state.items.length && items.every((item, index) => item === state.items[index]);
  if (same && state.status === 'fresh') return state;
  return same
    ? { status: 'fresh', items: state.items, byId: state.byId, at }
    : { status: 'fresh', items, byId, at };
}

/** Items stay; a list that never came stays `loading`, with the reason. */
export function toStale<T>(state: LiveList<T>, since: number, error: WireError | undefined): LiveList<T> {
  const { status, items, byId, at, staleSince } = state;
  return {
    status: status === 'loading' ? 'loading' : 'stale',
    items,
    byId,
    staleSince: status === 'stale' && staleSince !== undefined ? staleSince : since,
    ...(at === undefined ? {} : { at }),
    ...(error ? { error } : {}),
  };
}
