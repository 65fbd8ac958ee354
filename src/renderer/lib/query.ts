import { createTanstackQueryUtils, type RouterUtils } from '@orpc/tanstack-query';
import { QueryClient } from '@tanstack/react-query';
import { useMemo } from 'react';
import { toAppError } from '../../common/errors';
import { type EstibaClient, useClient } from './client';

/**
 * One-shot requests (inspect, preview, disk usage). Nothing is asked again behind the user's back: what must be live
 * has a stream. The back end is on this machine or behind a tunnel, so what the browser says of the network is no
 * reason to wait.
 */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: Number.POSITIVE_INFINITY,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (failures, error) => failures < 2 && toAppError(error).code === 'unavailable',
      },
      mutations: { networkMode: 'always', retry: false },
    },
  });
}

/** Query options of every procedure: `useQuery(useApi().images.inspect.queryOptions({ input }))`. */
export function useApi(): RouterUtils<EstibaClient> {
  const client = useClient();
  return useMemo(() => createTanstackQueryUtils(client), [client]);
}
