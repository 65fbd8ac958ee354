import type { ProcessBatch } from '../../../common/contract/processes';
import { createLatestHook } from '../../lib/latest-value';

interface Key {
  readonly engineId: string;
  readonly id: string;
}

/** Processes of one container, live while somebody looks. */
export const useProcesses = createLatestHook<Key, ProcessBatch>(
  ({ engineId, id }) => `${engineId} ${id}`,
  (client, key, signal) => client.processes.watch(key, { signal }),
);
