import { useSyncExternalStore } from 'react';
import type { ProcessBatch } from '../../../common/contract/processes';
import { toWireError, type WireError } from '../../../common/errors';
import { useClient, useConnection } from '../../lib/client';
import type { Connection } from '../../lib/connection';
import { createLiveStore, type LiveStore } from '../../lib/live-store';

/** What is known about the processes of a container that is watched. */
export interface ProcessesState {
  readonly batch: ProcessBatch | undefined;
  readonly error: WireError | undefined;
}

const empty: ProcessesState = { batch: undefined, error: undefined };
/** A page that was left costs readings each second. */
const lingerMs = 1000;
const kept = 8;

const storesOf = new WeakMap<Connection, Map<string, LiveStore<ProcessesState>>>();

/** Processes of one container, live while somebody looks. */
export function useProcesses(engineId: string, id: string): ProcessesState {
  const client = useClient();
  const connection = useConnection();
  const stores = storesOf.get(connection) ?? new Map<string, LiveStore<ProcessesState>>();
  storesOf.set(connection, stores);
  const key = `${engineId} ${id}`;
  let store = stores.get(key);
  if (!store) {
    store = createLiveStore<ProcessesState, ProcessBatch>(
      {
        initial: empty,
        ready: (signal) => connection.whenOpen(signal),
        open: async function* (signal) {
          yield* await client.processes.watch({ engineId, id }, { signal });
        },
        reduce: (_state, batch) => ({ batch, error: undefined }),
        lost: (state, _at, error) => ({ ...state, error: error && toWireError(error) }),
      },
      { lingerMs },
    );
    stores.set(key, store);
    for (const old of stores.keys()) {
      if (stores.size <= kept) break;
      stores.delete(old);
    }
  }
  return useSyncExternalStore(store.subscribe, store.getState);
}
