import type { ContainerSummary } from '../../../../common/contract/containers';
import { toAppError } from '../../../../common/errors';
import type { ResourceLists } from '../../engine/resource-list/resource-lists';
import type { Logger } from '../../platform/platform';

export interface RunningContainersOptions {
  readonly engineId: string;
  readonly lists: Pick<ResourceLists<ContainerSummary>, 'watch'>;
  readonly logger: Logger;
  readonly signal: AbortSignal;
  /** Called after each change. */
  readonly onChange: (ids: ReadonlySet<string>) => void;
}

/** Follows which containers of an engine have processes, by the list that is live anyway. Ends with the signal. */
export async function followRunning(options: RunningContainersOptions): Promise<void> {
  const { engineId, lists, logger, signal, onChange } = options;
  let running = new Set<string>();
  try {
    for await (const update of lists.watch(engineId, signal)) {
      // While the engine is away its containers go on.
      if (update.kind === 'stale') continue;
      const next = update.kind === 'snapshot' ? new Set<string>() : new Set(running);
      const items = update.kind === 'snapshot' ? update.items : update.upserted;
      if (update.kind === 'changed') for (const id of update.removed) next.delete(id);
      for (const { id, state } of items) {
        if (state === 'running' || state === 'paused') next.add(id);
        else next.delete(id);
      }
      running = next;
      onChange(running);
    }
  } catch (error) {
    if (!signal.aborted) {
      logger.warn('containers cannot be followed', { engineId, error: toAppError(error).message });
    }
  }
}
