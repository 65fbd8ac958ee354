import { useMemo, useRef } from 'react';

/**
 * Rows made of list items and facts from elsewhere. A row whose facts are the same stays the same object, so that the
 * table does not draw it again. `join` must be stable (useCallback) and its result flat.
 */
export function useJoinedRows<Item, Row extends object>(
  items: readonly Item[],
  idOf: (item: Item) => string,
  join: (item: Item) => Row,
): readonly Row[] {
  const known = useRef<ReadonlyMap<string, Row>>(new Map());
  return useMemo(() => {
    const rows = new Map<string, Row>();
    for (const item of items) {
      const next = join(item);
      const before = known.current.get(idOf(item));
      rows.set(idOf(item), before !== undefined && isSameRow(before, next) ? before : next);
    }
    known.current = rows;
    return [...rows.values()];
  }, [items, idOf, join]);
}

/** Whether both have the same values, compared by identity. */
export function isSameRow(left: object, right: object): boolean {
  const before = new Map<string, unknown>(Object.entries(left));
  const after = Object.entries(right);
  return after.length === before.size && after.every(([key, value]) => Object.is(before.get(key), value));
}
