import { useSyncExternalStore } from 'react';
import type { StatsBatch } from '../../../common/contract/stats';
import { type EstibaClient, useClient, useConnection } from '../../lib/client';
import type { Connection } from '../../lib/connection';
import { createLiveStore, type LiveStore } from '../../lib/live-store';
import {
  type ContainerStats,
  type ContainerStatsEvent,
  emptyContainerStats,
  loseContainerStats,
  reduceContainerStats,
} from './container-state';
import { type EngineUse, emptyEngineUse, loseEngineUse, reduceEngineUse } from './engine-state';

/** A page that was left is not watched any more: each second costs readings. */
const lingerMs = 1500;
/** Of containers that were looked at; each may hold an hour of points. */
const containersKept = 8;

interface Stores {
  readonly containers: Map<string, LiveStore<ContainerStats>>;
  readonly engines: Map<string, LiveStore<EngineUse>>;
}

const storesOf = new WeakMap<Connection, Stores>();

function storesFor(connection: Connection): Stores {
  const known = storesOf.get(connection);
  if (known) return known;
  const stores: Stores = { containers: new Map(), engines: new Map() };
  storesOf.set(connection, stores);
  return stores;
}

/** The history first, so that the chart begins full; then what is measured. */
async function* openContainer(
  client: EstibaClient,
  engineId: string,
  id: string,
  signal: AbortSignal,
): AsyncGenerator<ContainerStatsEvent> {
  const [history] = await client.stats.history({ engineId, ids: [id] }, { signal });
  yield { kind: 'history', history };
  for await (const batch of await client.stats.watch({ engineId, ids: [id] }, { signal })) {
    yield { kind: 'batch', batch };
  }
}

async function* openEngine(
  client: EstibaClient,
  engineId: string,
  signal: AbortSignal,
): AsyncGenerator<StatsBatch> {
  yield* await client.stats.watch({ engineId }, { signal });
}

function keepNewest(stores: Map<string, LiveStore<ContainerStats>>): void {
  for (const key of stores.keys()) {
    if (stores.size <= containersKept) return;
    stores.delete(key);
  }
}

/** Use of one container, live while somebody looks. */
export function useContainerStats(engineId: string, id: string): ContainerStats {
  const client = useClient();
  const connection = useConnection();
  const { containers } = storesFor(connection);
  const key = `${engineId} ${id}`;
  let store = containers.get(key);
  if (!store) {
    store = createLiveStore<ContainerStats, ContainerStatsEvent>(
      {
        initial: emptyContainerStats,
        ready: (signal) => connection.whenOpen(signal),
        open: (signal) => openContainer(client, engineId, id, signal),
        reduce: (state, event) => reduceContainerStats(id, state, event),
        lost: (state, _at, error) => loseContainerStats(state, error),
      },
      { lingerMs },
    );
    containers.set(key, store);
    keepNewest(containers);
  }
  return useSyncExternalStore(store.subscribe, store.getState);
}

/** Use of all containers of an engine, live while somebody looks. */
export function useEngineUse(engineId: string): EngineUse {
  const client = useClient();
  const connection = useConnection();
  const { engines } = storesFor(connection);
  let store = engines.get(engineId);
  if (!store) {
    store = createLiveStore<EngineUse, StatsBatch>(
      {
        initial: emptyEngineUse,
        ready: (signal) => connection.whenOpen(signal),
        open: (signal) => openEngine(client, engineId, signal),
        reduce: reduceEngineUse,
        lost: (state, _at, error) => loseEngineUse(state, error),
      },
      { lingerMs },
    );
    engines.set(engineId, store);
  }
  return useSyncExternalStore(store.subscribe, store.getState);
}
