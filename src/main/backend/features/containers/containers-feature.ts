import { implement } from '@orpc/server';
import type { ContainerSummary } from '../../../../common/contract/containers';
import { containersContract } from '../../../../common/contract/containers';
import type { JobReference } from '../../../../common/contract/shared';
import type { EngineRegistry } from '../../engine/engine-connection';
import { enginePath } from '../../engine/engine-path';
import { type NamedObject, resolveObjects } from '../../engine/records/object-resolver';
import { createResourceLists, type ResourceLists } from '../../engine/resource-list/resource-lists';
import type { JobRegistry } from '../../jobs/job-registry';
import type { Logger } from '../../platform/platform';
import { type ContainerAction, startContainerAction } from './container-actions';
import { inspectContainer } from './container-inspection';
import { previewContainerRemoval } from './container-removal';
import { createContainerSource } from './container-source';

export interface ContainersFeatureOptions {
  readonly engines: EngineRegistry;
  readonly jobs: JobRegistry;
  readonly logger: Logger;
  /** Default: lists of its own. A host that also shows containers elsewhere (a tray) hands in shared ones. */
  readonly lists?: ResourceLists<ContainerSummary>;
}

export function createContainerLists(
  options: Pick<ContainersFeatureOptions, 'engines' | 'logger'>,
): ResourceLists<ContainerSummary> {
  return createResourceLists({ ...options, source: createContainerSource(Date.now) });
}

/** The procedures of `contract.containers`. */
export function createContainersFeature(options: ContainersFeatureOptions) {
  const { engines, jobs, lists = createContainerLists(options) } = options;
  const os = implement(containersContract);

  async function subjectsOf(target: Target, signal?: AbortSignal): Promise<NamedObject[]> {
    return resolveObjects(target.ids, await lists.recent(target.engineId, signal));
  }

  async function act(target: Target, action: ContainerAction): Promise<JobReference> {
    return startContainerAction(jobs, engines.get(target.engineId), await subjectsOf(target), action);
  }

  return os.router({
    list: os.list.handler(async ({ input, signal }) => [...(await lists.list(input.engineId, signal))]),
    watch: os.watch.handler(({ input, signal }) => lists.watch(input.engineId, signal)),
    inspect: os.inspect.handler(({ input, signal }) =>
      inspectContainer(engines.get(input.engineId).api, input.id, signal),
    ),
    start: os.start.handler(({ input }) => act(input, { kind: 'start' })),
    stop: os.stop.handler(({ input }) => act(input, { kind: 'stop', timeoutSeconds: input.timeoutSeconds })),
    restart: os.restart.handler(({ input }) =>
      act(input, { kind: 'restart', timeoutSeconds: input.timeoutSeconds }),
    ),
    pause: os.pause.handler(({ input }) => act(input, { kind: 'pause' })),
    unpause: os.unpause.handler(({ input }) => act(input, { kind: 'unpause' })),
    kill: os.kill.handler(({ input }) => act(input, { kind: 'kill', signal: input.signal })),
    rename: os.rename.handler(({ input, signal }) =>
      engines.get(input.engineId).api.send({
        method: 'POST',
        path: enginePath`/containers/${input.id}/rename`,
        query: { name: input.name },
        signal,
      }),
    ),
    previewRemove: os.previewRemove.handler(async ({ input, signal }) =>
      previewContainerRemoval(engines.get(input.engineId), await subjectsOf(input, signal), signal),
    ),
    remove: os.remove.handler(({ input }) =>
      act(input, { kind: 'remove', force: input.force, volumes: input.volumes }),
    ),
  });
}

interface Target {
  readonly engineId: string;
  readonly ids: readonly string[];
}
