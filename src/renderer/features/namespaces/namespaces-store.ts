import { useSyncExternalStore } from 'react';
import type { NamespaceMatrix } from '../../../common/contract/namespaces';
import { toWireError, type WireError } from '../../../common/errors';
import { useClient, useConnection } from '../../lib/client';
import type { Connection } from '../../lib/connection';
import { createLiveStore, type LiveStore } from '../../lib/live-store';

/** What is known about the namespaces of an engine's containers. */
export interface NamespacesState {
  readonly matrix: NamespaceMatrix | undefined;
  /** The stream broke and is opened again by itself; the matrix is the last one. */
  readonly error: WireError | undefined;
}

const empty: NamespacesState = { matrix: undefined, error: undefined };
/** A page that was left costs readings. */
const lingerMs = 1000;

const storesOf = new WeakMap<Connection, Map<string, LiveStore<NamespacesState>>>();

/** The namespaces of an engine's containers, live while somebody looks. */
export function useNamespaces(engineId: string): NamespacesState {
  const client = useClient();
  const connection = useConnection();
  const stores = storesOf.get(connection) ?? new Map<string, LiveStore<NamespacesState>>();
  storesOf.set(connection, stores);
  let store = stores.get(engineId);
  if (!store) {
    store = createLiveStore<NamespacesState, NamespaceMatrix>(
      {
        initial: empty,
        ready: (signal) => connection.whenOpen(signal),
        open: async function* (signal) {
          yield* await client.namespaces.watch({ engineId }, { signal });
        },
        reduce: (_state, matrix) => ({ matrix, error: undefined }),
        lost: (state, _at, error) => ({ ...state, error: error && toWireError(error) }),
      },
      { lingerMs },
    );
    stores.set(engineId, store);
  }
  return useSyncExternalStore(store.subscribe, store.getState);
}
