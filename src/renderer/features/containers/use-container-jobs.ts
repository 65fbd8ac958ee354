import { useMemo } from 'react';
import type { ContainerSummary } from '../../../common/contract/containers';
import { useClient } from '../../lib/client';
import { useMessages } from '../../lib/messages';
import { useRunJob } from '../../lib/resources/use-run-job';

type Targets = readonly Pick<ContainerSummary, 'id'>[];

export interface ContainerJobs {
  readonly start: (targets: Targets) => void;
  readonly stop: (targets: Targets) => void;
  readonly restart: (targets: Targets) => void;
  readonly pause: (targets: Targets) => void;
  readonly unpause: (targets: Targets) => void;
}

/** Changes of state as jobs, each followed to its end. What can be undone offers it when all of it succeeded. */
export function useContainerJobs(engineId: string): ContainerJobs {
  const client = useClient();
  const run = useRunJob();
  const { undo } = useMessages().jobs;
  return useMemo(() => {
    const api = client.containers;
    type Simple = 'start' | 'stop' | 'restart' | 'pause' | 'unpause';
    const act = (action: Simple, ids: string[], back?: Simple): void => {
      const options = back ? { undo: { label: undo, run: () => act(back, ids) } } : {};
      void run(() => api[action]({ engineId, ids }), options);
    };
    const on =
      (action: Simple, back?: Simple) =>
      (targets: Targets): void =>
        act(
          action,
          targets.map((target) => target.id),
          back,
        );
    return {
      start: on('start', 'stop'),
      stop: on('stop', 'start'),
      restart: on('restart'),
      pause: on('pause', 'unpause'),
      unpause: on('unpause', 'pause'),
    };
  }, [client, engineId, run, undo]);
}
