import { implement } from '@orpc/server';
import type { NetworkSummary } from '../../../../common/contract/networks';
import { networksContract } from '../../../../common/contract/networks';
import type { JobReference } from '../../../../common/contract/shared';
import type { EngineRegistry } from '../../engine/engine-connection';
import { enginePath } from '../../engine/engine-path';
import { resolveObjects } from '../../engine/records/object-resolver';
import { createResourceLists, type ResourceLists } from '../../engine/resource-list/resource-lists';
import type { JobRegistry } from '../../jobs/job-registry';
import { startBulkJob } from '../../jobs/start-bulk-job';
import type { Logger } from '../../platform/platform';
import { createNetwork, inspectNetwork, previewNetworkRemoval } from './network-actions';
import { networkSource } from './network-source';

export interface NetworksFeatureOptions {
  readonly engines: EngineRegistry;
  readonly jobs: JobRegistry;
  readonly logger: Logger;
  /** Default: lists of its own. */
  readonly lists?: ResourceLists<NetworkSummary>;
}

/** The procedures of `contract.networks`. */
export function createNetworksFeature(options: NetworksFeatureOptions) {
  const { engines, jobs, lists = createResourceLists({ ...options, source: networkSource }) } = options;
  const os = implement(networksContract);

  async function remove(engineId: string, ids: readonly string[]): Promise<JobReference> {
    const connection = engines.get(engineId);
    const known = await lists.recent(engineId);
    return startBulkJob(jobs, {
      kind: 'network.remove',
      engineId,
      subjects: resolveObjects(ids, known),
      action: ({ id }, signal) =>
        connection.api.send({ method: 'DELETE', path: enginePath`/networks/${id}`, signal }),
    });
  }

  return os.router({
    list: os.list.handler(async ({ input, signal }) => [...(await lists.list(input.engineId, signal))]),
    watch: os.watch.handler(({ input, signal }) => lists.watch(input.engineId, signal)),
    inspect: os.inspect.handler(({ input, signal }) =>
      inspectNetwork(engines.get(input.engineId).api, input.id, signal),
    ),
    create: os.create.handler(({ input, signal }) =>
      createNetwork(engines.get(input.engineId).api, input, signal),
    ),
    previewRemove: os.previewRemove.handler(async ({ input, signal }) => {
      const known = await lists.recent(input.engineId, signal);
      const byId = new Map(known.map((network) => [network.id, network]));
      const asked = resolveObjects(input.ids, known).flatMap(({ id }) => byId.get(id) ?? []);
      return previewNetworkRemoval(engines.get(input.engineId).api, asked, signal);
    }),
    remove: os.remove.handler(({ input }) => remove(input.engineId, input.ids)),
  });
}
