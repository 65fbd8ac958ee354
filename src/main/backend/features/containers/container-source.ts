import type { ContainerSummary } from '../../../../common/contract/containers';
import type { EngineEvent } from '../../../../common/contract/engines';
import type { EngineConnection } from '../../engine/engine-connection';
import { containerRecords } from '../../engine/records/container-record';
import type { ResourceSource } from '../../engine/resource-list/resource-source';
import { helperLabel } from '../../layers/source/helper-container';
import { normalizeContainerSummary, reconcileContainer } from './container-summary';

/** Docker lists a container that ended as running until its mounts and network are down; `die` comes before that. */
function promisedState({ action }: EngineEvent): ((container: ContainerSummary) => boolean) | undefined {
  if (action === 'die' || action === 'died') return ({ state }) => state !== 'running' && state !== 'paused';
  // It runs again: what was promised before does not hold any more.
  return action === 'start' ? () => true : undefined;
}

/** How containers are listed: also those that do not run, without those that Estiba makes for itself. */
export function createContainerSource(now: () => number): ResourceSource<ContainerSummary> {
  async function list(
    connection: EngineConnection,
    signal: AbortSignal,
    filters?: Readonly<Record<string, readonly string[]>>,
  ): Promise<readonly ContainerSummary[]> {
    const records = await connection.api.json(
      { path: '/containers/json', query: { all: true, filters }, signal },
      containerRecords,
    );
    const at = now();
    return records
      .filter((record) => record.Labels[helperLabel] === undefined)
      .map((record) => normalizeContainerSummary(record, at));
  }

  return {
    resource: 'containers',
    keyOf: (container) => container.id,
    listAll: (connection, signal) => list(connection, signal),
    listSome: (connection, ids, signal) => list(connection, signal, { id: ids }),
    reconcile: reconcileContainer,
    promised: promisedState,
  };
}
