import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ViewSpec } from '../../../common/contract/layer-tree';
import { type TreeClient, TreeStore } from './tree-store';

/**
 * A view of the tree that follows what is asked for.
 * @param spec a stable object while nothing changes
 * @param version the view is opened again when it changes
 */
export function useTree(
  client: TreeClient,
  analysisId: string,
  spec: ViewSpec,
  reopen: () => void,
  version: string,
) {
  const [store] = useState(() => new TreeStore(client, reopen));
  const state = useSyncExternalStore(store.subscribe, store.getState);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for what the back end knows.
  useEffect(() => store.open(analysisId, spec), [store, analysisId, spec, version]);
  useEffect(() => () => store.close(), [store]);
  return { store, state };
}
