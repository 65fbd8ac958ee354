import { implement } from '@orpc/server';
import type { ContainerSummary } from '../../../../common/contract/containers';
import { namespacesContract } from '../../../../common/contract/namespaces';
import type { ResourceLists } from '../../engine/resource-list/resource-lists';
import { type KernelViewOptions, kernelViewOf } from '../../proc/local-container';
import { watchNamespaces } from './watch-namespaces';

export interface NamespacesFeatureOptions extends KernelViewOptions {
  readonly lists: Pick<ResourceLists<ContainerSummary>, 'watch'>;
  readonly now: () => number;
}

/** The procedures of `contract.namespaces`. */
export function createNamespacesFeature(options: NamespacesFeatureOptions) {
  const { engines, lists, now } = options;
  const os = implement(namespacesContract);
  return os.router({
    watch: os.watch.handler(({ input, signal = new AbortController().signal }) =>
      watchNamespaces({
        connection: engines.get(input.engineId),
        view: kernelViewOf(options, input.engineId),
        ...{ lists, now, signal },
      }),
    ),
  });
}
