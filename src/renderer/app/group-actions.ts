import type { Action } from '../lib/actions';

/** Actions under their headings, both in the order in which they came. */
export function groupActions(
  actions: readonly Action[],
): readonly { readonly group: string; readonly items: readonly Action[] }[] {
  const groups = new Map<string, Action[]>();
  for (const action of actions) {
    const items = groups.get(action.group);
    if (items) items.push(action);
    else groups.set(action.group, [action]);
  }
  return [...groups].map(([group, items]) => ({ group, items }));
}
