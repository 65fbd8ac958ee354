import type { DisplayItem } from './display-items';

export type Selection = ReadonlySet<string>;
export type Ticked = 'none' | 'some' | 'all';

/** Ids of the rows that a line stands for: itself, or all rows of its group, shown or collapsed. */
export const idsOf = <Row>(item: DisplayItem<Row>): readonly string[] =>
  item.kind === 'row' ? [item.key] : item.rowKeys;

/** How many of the ids are selected. No ids are 'none'. */
export const tickedOf = (selection: Selection, ids: readonly string[]): Ticked => {
  const count = ids.filter((id) => selection.has(id)).length;
  if (count === 0) return 'none';
  return count === ids.length ? 'all' : 'some';
};

/** Adds the ids, or takes them away when all were selected. */
export const toggleIds = (selection: Selection, ids: readonly string[]): Selection => {
  const next = new Set(selection);
  const remove = tickedOf(selection, ids) === 'all';
  for (const id of ids) {
    if (remove) next.delete(id);
    else next.add(id);
  }
  return next;
};

/**
 * Selects the lines between the anchor and the target, both included, in either direction. What the previous target
 * of the same anchor had selected and the new range does not hold is given up, as lists do with Shift and arrows.
 */
export const selectRange = <Row>(
  selection: Selection,
  items: readonly DisplayItem<Row>[],
  range: { readonly anchor: number; readonly previous: number; readonly target: number },
): Selection => {
  const between = (a: number, b: number): readonly string[] =>
    items.slice(Math.min(a, b), Math.max(a, b) + 1).flatMap(idsOf);
  const next = new Set(selection);
  for (const id of between(range.anchor, range.previous)) next.delete(id);
  for (const id of between(range.anchor, range.target)) next.add(id);
  return next;
};

/** The selection without rows that no longer exist; the same set when none is gone, so that nothing renders again. */
export const pruneSelection = (selection: Selection, existing: ReadonlySet<string>): Selection => {
  const kept = [...selection].filter((id) => existing.has(id));
  return kept.length === selection.size ? selection : new Set(kept);
};
