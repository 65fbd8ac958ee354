import { useEffect, useState, useSyncExternalStore } from 'react';
import type { ViewSpec } from '../../../common/contract/layer-tree';
import { useClient } from '../../lib/client';
import { TreeStore } from './tree-store';

/**
 * A view of the tree that follows what is asked for.
 * @param spec a stable object while nothing changes
 * @param version the view is opened again when it changes
 */
export function useTree(analysisId: string, spec: ViewSpec, reopen: () => void, version: string) {
  const { layers } = useClient();
  const [store] = useState(() => new TreeStore(layers, reopen));
  const state = useSyncExternalStore(store.subscribe, store.getState);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the version stands for what the back end knows.
  useEffect(() => store.open(analysisId, spec), [store, analysisId, spec, version]);
  useEffect(() => () => store.close(), [store]);
  return { store, state };
}
