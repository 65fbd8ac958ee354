import type { ListUpdate } from './list-watcher';
import type { ResourceLists } from './resource-lists';

/**
 * All items of a live list, told after each of its changes. While the engine is away the last ones hold: what they name
 * goes on. Resolves when the signal is aborted; rejects with what ends the list.
 */
export async function followItems<Item extends { readonly id: string }>(
  lists: Pick<ResourceLists<Item>, 'watch'>,
  engineId: string,
  signal: AbortSignal,
  onChange: (items: ReadonlyMap<string, Item>) => void,
): Promise<void> {
  let items: ReadonlyMap<string, Item> = new Map();
  for await (const update of lists.watch(engineId, signal)) {
    if (update.kind === 'stale') continue;
    items = itemsAfter(items, update);
    onChange(items);
  }
}

function itemsAfter<Item extends { readonly id: string }>(
  before: ReadonlyMap<string, Item>,
  update: Exclude<ListUpdate<Item>, { readonly kind: 'stale' }>,
): ReadonlyMap<string, Item> {
  if (update.kind === 'snapshot') return new Map(update.items.map((item) => [item.id, item]));
  const items = new Map(before);
  for (const id of update.removed) items.delete(id);
  for (const item of update.upserted) items.set(item.id, item);
  return items;
}
