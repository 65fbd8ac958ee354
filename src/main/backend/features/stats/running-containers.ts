import type { ContainerSummary } from '../../../../common/contract/containers';
import { toAppError } from '../../../../common/errors';
import { hasProcesses } from '../../engine/records/container-record';
import { followItems } from '../../engine/resource-list/follow-items';
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
  try {
    await followItems(lists, engineId, signal, (items) => onChange(idsOfRunning(items)));
  } catch (error) {
    if (!signal.aborted) {
      logger.warn('containers cannot be followed', { engineId, error: toAppError(error).message });
    }
  }
}

function idsOfRunning(items: ReadonlyMap<string, ContainerSummary>): ReadonlySet<string> {
  return new Set([...items.values()].filter(hasProcesses).map(({ id }) => id));
}
