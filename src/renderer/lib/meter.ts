import { useSyncExternalStore } from 'react';
import type { AppMeter } from '../../common/contract/app';
import { type EstibaClient, useClient, useConnection } from './client';
import type { Connection } from './connection';
import { createLiveStore, type LiveStore } from './live-store';

const stores = new WeakMap<Connection, LiveStore<AppMeter | undefined>>();

function meterStore(client: EstibaClient, connection: Connection): LiveStore<AppMeter | undefined> {
  const known = stores.get(connection);
  if (known) return known;
  const store = createLiveStore<AppMeter | undefined, AppMeter>({
    initial: undefined,
    ready: (signal) => connection.whenOpen(signal),
    open: async function* (signal) {
      yield* await client.app.meter(undefined, { signal });
    },
    reduce: (_last, sample) => sample,
    // An old figure would be taken for a new one.
    lost: () => undefined,
  });
  stores.set(connection, store);
  return store;
}

/** What Estiba itself costs, every 5 s; undefined until the first sample and while the back end is away. */
export function useMeter(): AppMeter | undefined {
  const store = meterStore(useClient(), useConnection());
  return useSyncExternalStore(store.subscribe, store.getState);
}
