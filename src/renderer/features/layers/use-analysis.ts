import { useSyncExternalStore } from 'react';
import type { ImageLocation } from '../../../common/contract/layer-analysis';
import { type EstibaClient, useClient, useConnection } from '../../lib/client';
import type { Connection } from '../../lib/connection';
import { type AnalysisState, type AnalysisStore, createAnalysisStore } from './analysis-source';

export interface UsedAnalysis extends AnalysisState {
  /** Opens it again: it failed, or a call answered not_found because the back end has forgotten it. */
  readonly reopen: () => void;
}

const storesByConnection = new WeakMap<Connection, Map<string, AnalysisStore>>();

/** Images whose last state is kept in the page. */
const maxStores = 12;

function storeOf(client: EstibaClient, connection: Connection, location: ImageLocation): AnalysisStore {
  const stores = storesByConnection.get(connection) ?? new Map<string, AnalysisStore>();
  storesByConnection.set(connection, stores);
  const key = JSON.stringify(Object.entries(location).sort(([a], [b]) => a.localeCompare(b)));
  const store = stores.get(key) ?? createAnalysisStore(client, connection, location);
  stores.delete(key);
  stores.set(key, store);
  const [oldest] = stores.keys();
  if (stores.size > maxStores && oldest !== undefined) stores.delete(oldest);
  return store;
}

/**
 * An image that is opened for as long as somebody looks at it; all who look at the same location share it. Opened again
 * by itself when the back end has restarted.
 */
export function useAnalysis(location: ImageLocation): UsedAnalysis {
  const store = storeOf(useClient(), useConnection(), location);
  const state = useSyncExternalStore(store.subscribe, store.getState);
  return { ...state, reopen: store.reopen };
}
