import { useSyncExternalStore } from 'react';
import { toWireError, type WireError } from '../../common/errors';
import { type EstibaClient, useClient, useConnection } from './client';
import type { Connection } from './connection';
import { createLiveStore, type LiveStore } from './live-store';

/** The newest value of a stream. */
export interface Latest<Value> {
  /** Kept when the stream breaks. */
  readonly value: Value | undefined;
  /** The stream broke and is opened again by itself. */
  readonly error: WireError | undefined;
}

/** A page that was left costs readings. */
const lingerMs = 1000;
/** Of what was looked at last. */
const storesKept = 8;

/** Makes a hook over streams whose values each say everything, one stream a key, live while somebody looks. */
export function createLatestHook<Key, Value>(
  nameOf: (key: Key) => string,
  open: (client: EstibaClient, key: Key, signal: AbortSignal) => Promise<AsyncIterable<Value>>,
): (key: Key) => Latest<Value> {
  type Store = LiveStore<Latest<Value>>;
  const storesOf = new WeakMap<Connection, Map<string, Store>>();
  const initial: Latest<Value> = { value: undefined, error: undefined };
  const create = (client: EstibaClient, connection: Connection, key: Key): Store =>
    createLiveStore<Latest<Value>, Value>(
      {
        initial,
        ready: (signal) => connection.whenOpen(signal),
        open: async function* (signal) {
          yield* await open(client, key, signal);
        },
        reduce: (_state, value) => ({ value, error: undefined }),
        lost: (state, _at, error) => ({ ...state, error: error && toWireError(error) }),
      },
      { lingerMs },
    );
  return (key) => {
    const client = useClient();
    const connection = useConnection();
    const stores = storesOf.get(connection) ?? new Map<string, Store>();
    storesOf.set(connection, stores);
    const name = nameOf(key);
    let store = stores.get(name);
    if (!store) {
      store = create(client, connection, key);
      stores.set(name, store);
      for (const old of stores.keys()) {
        if (stores.size <= storesKept) break;
        stores.delete(old);
      }
    }
    return useSyncExternalStore(store.subscribe, store.getState);
  };
}
