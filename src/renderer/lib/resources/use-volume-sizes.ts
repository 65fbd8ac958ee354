import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { useClient } from '../client';
import { useEngine } from '../engine';
import { useApi } from '../query';

/** Seconds. The same as the overview asks for, so that both share one measurement. */
const maxAgeSeconds = 300;

export interface VolumeSizes {
  /** Bytes by volume name; empty until something was measured. */
  readonly sizes: ReadonlyMap<string, number>;
  /** Milliseconds since the epoch; undefined while nothing was measured. */
  readonly measuredAt: number | undefined;
  readonly measuring: boolean;
  readonly error: unknown;
  /** Measures now: it costs the engine a walk over its disk. */
  readonly measure: () => void;
}

const noSizes: ReadonlyMap<string, number> = new Map();

/** What the volumes hold, as measured last. Nothing is measured again behind the user's back. */
export function useVolumeSizes(engineId: string): VolumeSizes {
  const client = useClient();
  const queries = useQueryClient();
  const enabled = useEngine()?.state.kind === 'connected';
  const options = useApi().system.diskUsage.queryOptions({ input: { engineId, maxAgeSeconds }, enabled });
  const { data, error, isFetching } = useQuery(options);
  const [measuring, setMeasuring] = useState(false);
  const [failure, setFailure] = useState<unknown>(undefined);
  const { queryKey } = options;
  const measure = useCallback(() => {
    setMeasuring(true);
    setFailure(undefined);
    client.system
      .diskUsage({ engineId, maxAgeSeconds: 0 })
      .then((fresh) => queries.setQueryData(queryKey, fresh), setFailure)
      .finally(() => setMeasuring(false));
  }, [client, engineId, queries, queryKey]);
  const sizes = useMemo(
    () => (data ? new Map(data.volumeSizes.map(({ name, sizeBytes }) => [name, sizeBytes])) : noSizes),
    [data],
  );
  return {
    sizes,
    measuredAt: data?.measuredAt,
    measuring: measuring || isFetching,
    error: failure ?? error ?? undefined,
    measure,
  };
}
