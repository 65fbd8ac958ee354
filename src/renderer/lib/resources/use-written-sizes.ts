import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { useEngine } from '../engine';
import { useApi } from '../query';

/** Milliseconds for which what was measured is good: the back end measures no sooner again. */
const staleTime = 60_000;
const maxContainers = 300;
const nothing: ReadonlyMap<string, number> = new Map();

/**
 * Bytes that containers wrote over their images, by id. From folders of this machine alone: the engine is not made to
 * measure. What is not in it is not known.
 */
export function useWrittenSizes(
  engineId: string,
  containers: readonly { readonly id: string }[],
): ReadonlyMap<string, number> {
  const ids = useMemo(() => containers.slice(0, maxContainers).map(({ id }) => id), [containers]);
  const enabled = useEngine()?.state.kind === 'connected' && ids.length > 0;
  const sorted = useMemo(() => [...ids].sort(), [ids]);
  const { data } = useQuery({
    ...useApi().changes.sizes.queryOptions({ input: { engineId, ids: sorted } }),
    enabled,
    staleTime,
    refetchInterval: staleTime,
    placeholderData: keepPreviousData,
  });
  return useMemo(() => {
    if (!data) return nothing;
    return new Map(data.flatMap(({ id, bytes }) => (bytes === undefined ? [] : [[id, bytes] as const])));
  }, [data]);
}
