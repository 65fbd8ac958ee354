import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useClient } from '../../lib/client';
import { useApi } from '../../lib/query';

/** Seconds; a page that is opened again shows what was measured a moment ago. */
const maxAgeSeconds = 300;

/** Disk use as measured last, and a way to measure it now: it costs the engine a walk over its disk. */
export function useDiskUse(engineId: string, enabled: boolean) {
  const client = useClient();
  const queries = useQueryClient();
  const options = useApi().system.diskUsage.queryOptions({ input: { engineId, maxAgeSeconds }, enabled });
  const query = useQuery(options);
  const [measuring, setMeasuring] = useState(false);
  const [failure, setFailure] = useState<unknown>();
  const measure = async (): Promise<void> => {
    setMeasuring(true);
    setFailure(undefined);
    try {
      const fresh = await client.system.diskUsage({ engineId, maxAgeSeconds: 0 });
      queries.setQueryData(options.queryKey, fresh);
    } catch (thrown) {
      setFailure(thrown);
    } finally {
      setMeasuring(false);
    }
  };
  return {
    usage: query.data,
    measuring: measuring || query.isFetching,
    error: failure ?? query.error ?? undefined,
    measure,
  } as const;
}
