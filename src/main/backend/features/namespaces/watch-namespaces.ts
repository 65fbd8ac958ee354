import type { ContainerSummary } from '../../../../common/contract/containers';
import type { NamespaceMatrix } from '../../../../common/contract/namespaces';
import type { EngineConnection } from '../../engine/engine-connection';
import { hasProcesses } from '../../engine/records/container-record';
import { followItems } from '../../engine/resource-list/follow-items';
import type { ResourceLists } from '../../engine/resource-list/resource-lists';
import { Wakeup } from '../../platform/wakeup';
import type { KernelView } from '../../proc/local-container';
import { NamespaceReader } from './namespace-reader';

export interface WatchNamespacesOptions {
  readonly connection: EngineConnection;
  readonly view: KernelView;
  readonly lists: Pick<ResourceLists<ContainerSummary>, 'watch'>;
  readonly now: () => number;
  readonly signal: AbortSignal;
}

/** A process may leave its namespaces at any time (setns, unshare), and the engine does not say so. */
const lookEveryMs = 2000;

/** A matrix at once and after each change, for as long as it is watched. Rejects with what the engine says. */
export async function* watchNamespaces(options: WatchNamespacesOptions): AsyncGenerator<NamespaceMatrix> {
  const { connection, view, now } = options;
  const end = new AbortController();
  const signal = AbortSignal.any([options.signal, end.signal]);
  const reader = new NamespaceReader(connection, view, now);
  const changed = new Wakeup();
  const containers = followContainers({ ...options, signal }, () => changed.wake());
  const unsubscribe = connection.subscribe((happened) => {
    if (happened.kind === 'connected') reader.forgetAll();
    if (happened.kind === 'event' && happened.event.action === 'start')
      reader.forget(happened.event.actorId ?? '');
  });
  let shown = '';
  try {
    while (!signal.aborted) {
      // Begun before it is looked: a change in between is not missed.
      const nextChange = changed.sleep(signal);
      const known = containers.current();
      if (known) {
        const matrix = await reader.read(known.running, known.stopped, signal);
        const { at, ...content } = matrix;
        const text = JSON.stringify(content);
        if (text !== shown) yield matrix;
        shown = text;
      }
      const timer = setTimeout(() => changed.wake(), lookEveryMs);
      await nextChange;
      clearTimeout(timer);
    }
  } finally {
    unsubscribe();
    end.abort();
  }
}

interface Followed {
  readonly running: readonly { readonly id: string; readonly name: string }[];
  readonly stopped: number;
}

/** The containers by the list that is live anyway; undefined until it has come. `current` throws when that has failed. */
function followContainers(
  { connection, lists, signal }: WatchNamespacesOptions,
  onChange: () => void,
): { readonly current: () => Followed | undefined } {
  let items: ReadonlyMap<string, ContainerSummary> | undefined;
  let failure: { readonly error: unknown } | undefined;
  followItems(lists, connection.id, signal, (next) => {
    items = next;
    onChange();
  }).catch((error: unknown) => {
    failure = { error };
    onChange();
  });
  const current = (): Followed | undefined => {
    if (failure) throw failure.error;
    if (!items) return undefined;
    const running = [...items.values()].filter(hasProcesses);
    return {
      running: running.map(({ id, name }) => ({ id, name })),
      stopped: items.size - running.length,
    };
  };
  return { current };
}
