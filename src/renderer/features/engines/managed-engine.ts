import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Job } from '../../../common/contract/jobs';
import { sortJobs } from '../../lib/job-text';
import { useJobs } from '../../lib/jobs';
import { useEngines } from '../../lib/live-list';
import { useApi } from '../../lib/query';

const kinds: ReadonlySet<Job['kind']> = new Set(['engine.install', 'engine.start', 'engine.stop']);

/** The state of Estiba's own engine and its last job; asked again whenever one of its jobs or the engine changes. */
export function useManagedEngine() {
  const options = useApi().engines.managedStatus.queryOptions();
  const queries = useQueryClient();
  const status = useQuery(options);
  const { items } = useJobs();
  const engines = useEngines();
  const job = sortJobs(items.filter((one) => kinds.has(one.kind)))[0];
  const engineState = engines.items.find((one) => one.sources.some(({ kind }) => kind === 'managed'))?.state
    .kind;
  const trigger = `${job?.id} ${job?.state} ${engineState}`;
  const { queryKey } = options;
  const key = JSON.stringify(queryKey);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the trigger is what changed; the key is compared by value.
  useEffect(() => {
    void queries.invalidateQueries({ queryKey });
  }, [trigger, key, queries]);
  return { status, job } as const;
}
