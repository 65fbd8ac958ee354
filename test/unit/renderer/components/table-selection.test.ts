import { describe, expect, it } from 'vitest';
import { groupKey, toDisplayItems } from '../../../../src/renderer/components/data-table/display-items';
import {
  idsOf,
  pruneSelection,
  selectRange,
  tickedOf,
  toggleIds,
} from '../../../../src/renderer/components/data-table/selection';

interface Row {
  readonly id: string;
  readonly group?: string;
}

const getId = (row: Row): string => row.id;
const rows: readonly Row[] = [
  { id: 'a1', group: 'a' },
  { id: 'x' },
  { id: 'a2', group: 'a' },
  { id: 'b1', group: 'b' },
];
const groupOf = (row: Row) => (row.group === undefined ? undefined : { id: row.group, label: row.group });
const grouped = (collapsed: readonly string[] = []) =>
  toDisplayItems(rows, getId, { groupOf, collapsed: new Set(collapsed) });

describe('toDisplayItems', () => {
  it('keeps the order and adds nothing without groups', () => {
    expect(toDisplayItems(rows, getId, undefined).map((item) => item.key)).toEqual(['a1', 'x', 'a2', 'b1']);
  });

  it('puts a group where its first row stands, with all its rows', () => {
    expect(grouped().map((item) => item.key)).toEqual([groupKey('a'), 'a1', 'a2', 'x', groupKey('b'), 'b1']);
  });

  it('hides the rows of a collapsed group but still knows them', () => {
    const items = grouped(['a']);
    expect(items.map((item) => item.key)).toEqual([groupKey('a'), 'x', groupKey('b'), 'b1']);
    expect(items[0] && idsOf(items[0])).toEqual(['a1', 'a2']);
  });

  it('marks only rows of a group as indented', () => {
    const indented = grouped().filter((item) => item.kind === 'row' && item.inGroup);
    expect(indented.map((item) => item.key)).toEqual(['a1', 'a2', 'b1']);
  });
});

describe('selection', () => {
  it('ticks none, some or all; nothing to tick is none', () => {
    expect(tickedOf(new Set(), ['a', 'b'])).toBe('none');
    expect(tickedOf(new Set(['a']), ['a', 'b'])).toBe('some');
    expect(tickedOf(new Set(['a', 'b', 'c']), ['a', 'b'])).toBe('all');
    expect(tickedOf(new Set(['a']), [])).toBe('none');
  });

  it('completes a partly selected group before it takes it away', () => {
    const all = toggleIds(new Set(['a1']), ['a1', 'a2']);
    expect([...all].sort()).toEqual(['a1', 'a2']);
    expect([...toggleIds(all, ['a1', 'a2'])]).toEqual([]);
  });

  it('selects a range in both directions', () => {
    const items = toDisplayItems(rows, getId, undefined);
    const down = selectRange(new Set(), items, { anchor: 1, previous: 1, target: 3 });
    expect([...down]).toEqual(['x', 'a2', 'b1']);
    const up = selectRange(new Set(), items, { anchor: 2, previous: 2, target: 0 });
    expect([...up].sort()).toEqual(['a1', 'a2', 'x']);
  });

  it('gives up what a shrinking or turning range no longer holds, and keeps the rest of the selection', () => {
    const items = toDisplayItems(rows, getId, undefined);
    const wide = selectRange(new Set(['b1']), items, { anchor: 1, previous: 1, target: 2 });
    const turned = selectRange(wide, items, { anchor: 1, previous: 2, target: 0 });
    expect([...turned].sort()).toEqual(['a1', 'b1', 'x']);
  });

  it('takes the rows of a collapsed group that lies in the range', () => {
    const range = selectRange(new Set(), grouped(['a']), { anchor: 0, previous: 0, target: 1 });
    expect([...range]).toEqual(['a1', 'a2', 'x']);
  });

  it('forgets rows that are gone, and is the same object when none is', () => {
    const selection = new Set(['a', 'b']);
    expect([...pruneSelection(selection, new Set(['b']))]).toEqual(['b']);
    expect(pruneSelection(selection, new Set(['a', 'b', 'c']))).toBe(selection);
  });
});
