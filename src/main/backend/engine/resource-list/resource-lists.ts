import type { Logger } from '../../platform/platform';
import type { EngineRegistry } from '../engine-connection';
import type { ListUpdate } from './list-watcher';
import { ResourceList } from './resource-list';
import type { ResourceSource } from './resource-source';

/** The live lists of one kind of object, one per engine. */
export interface ResourceLists<Item> {
  /** Throws `not_found` for an unknown engine. See `listEvent` in the contract. */
  watch(engineId: string, signal?: AbortSignal): AsyncGenerator<ListUpdate<Item>, void, undefined>;
  /** Asks the engine now. Throws `not_found`, or `unavailable` when it is not connected. */
  list(engineId: string, signal?: AbortSignal): Promise<readonly Item[]>;
  /** The items of a list that is live and right; else asks the engine. */
  recent(engineId: string, signal?: AbortSignal): Promise<readonly Item[]>;
  dispose(): void;
}

export interface ResourceListsOptions<Item> {
  readonly engines: EngineRegistry;
  readonly source: ResourceSource<Item>;
  readonly logger: Logger;
  readonly now?: () => number;
}

export function createResourceLists<Item>(options: ResourceListsOptions<Item>): ResourceLists<Item> {
  const { engines, source, logger, now = Date.now } = options;
  const lists = new Map<string, ResourceList<Item>>();

  function listOf(engineId: string): ResourceList<Item> {
    const connection = engines.get(engineId);
    const existing = lists.get(engineId);
    if (existing?.connection === connection) return existing;
    // The engine was forgotten and added again: the old connection will never speak again.
    existing?.stop();
    const list = new ResourceList({ connection, source, logger: logger.child(source.resource), now });
    lists.set(engineId, list);
    return list;
  }

  async function list(engineId: string, signal = new AbortController().signal): Promise<readonly Item[]> {
    const connection = engines.get(engineId);
    connection.requireInfo();
    return source.listAll(connection, signal);
  }

  return {
    watch: (engineId, signal = new AbortController().signal) => listOf(engineId).watch(signal),
    list,
    async recent(engineId, signal) {
      const known = listOf(engineId).known();
      return known ? [...known.values()] : list(engineId, signal);
    },
    dispose() {
      for (const each of lists.values()) each.stop();
      lists.clear();
    },
  };
}
