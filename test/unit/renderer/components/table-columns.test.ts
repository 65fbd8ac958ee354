import { describe, expect, it } from 'vitest';
import {
  initialLayout,
  moveColumn,
  nextSort,
  orderedIds,
  resizeColumn,
  toGridSize,
  toVisibility,
} from '../../../../src/renderer/components/data-table/column-layout';
import { compareValues } from '../../../../src/renderer/components/data-table/compare-values';
import { filterRows } from '../../../../src/renderer/components/data-table/filter-rows';
import { slotOf, toRowWindow } from '../../../../src/renderer/components/data-table/row-window';
import type { CellValue } from '../../../../src/renderer/components/data-table/types';

const columns = [
  { id: 'name', width: 200, grow: 2, required: true },
  { id: 'state', width: 100 },
  { id: 'id', width: 120, initiallyHidden: true },
  { id: 'size', width: 90, minWidth: 80 },
];

describe('column layout', () => {
  it('hides what a column asks for, never a required one', () => {
    expect(initialLayout(columns).hidden).toEqual(['id']);
    expect(toVisibility(columns, ['name', 'state'])).toEqual({
      name: true,
      state: false,
      id: true,
      size: true,
    });
  });

  it('drops unknown and repeated ids and puts new columns where they are defined', () => {
    expect(orderedIds(columns, ['size', 'gone', 'name', 'size'])).toEqual(['size', 'state', 'id', 'name']);
  });

  it('moves a column past its visible neighbour, jumping over hidden ones', () => {
    const layout = initialLayout(columns);
    expect(moveColumn(columns, layout, 'size', -1).order).toEqual(['name', 'size', 'state', 'id']);
    expect(moveColumn(columns, layout, 'name', 1).order).toEqual(['state', 'name', 'id', 'size']);
  });

  it('does not move past the ends, nor a hidden column', () => {
    const layout = initialLayout(columns);
    expect(moveColumn(columns, layout, 'name', -1)).toBe(layout);
    expect(moveColumn(columns, layout, 'size', 1)).toBe(layout);
    expect(moveColumn(columns, layout, 'id', 1)).toBe(layout);
  });

  it('keeps a width within its bounds', () => {
    const layout = initialLayout(columns);
    const size = { id: 'size', width: 90, minWidth: 80 };
    expect(resizeColumn(layout, size, 10).widths).toEqual({ size: 80 });
    expect(resizeColumn(layout, size, 99_999).widths).toEqual({ size: 1200 });
    expect(resizeColumn(layout, { id: 'state', width: 100 }, 10).widths).toEqual({ state: 56 });
  });

  it('makes tracks: tick box, columns, actions; a filler only when nothing grows', () => {
    const shown = columns.filter((column) => column.id !== 'id');
    expect(toGridSize(shown, {}, { select: true, actions: 36 })).toEqual({
      template: '34px minmax(200px, 2fr) 100px 90px 36px',
      minWidth: 460,
      hasFiller: false,
    });
    expect(toGridSize(shown, { name: 150 }, { select: false, actions: 0 })).toEqual({
      template: '150px 100px 90px minmax(0px, 1fr)',
      minWidth: 340,
      hasFiller: true,
    });
  });

  it('sorts one way, the other way, not at all', () => {
    const first = nextSort(undefined, { id: 'size', descendingFirst: true });
    expect(first).toEqual({ column: 'size', descending: true });
    const second = nextSort(first, { id: 'size', descendingFirst: true });
    expect(second).toEqual({ column: 'size', descending: false });
    expect(nextSort(second, { id: 'size', descendingFirst: true })).toBeUndefined();
    expect(nextSort(second, { id: 'name' })).toEqual({ column: 'name', descending: false });
  });
});

describe('compareValues', () => {
  const sorted = (values: readonly CellValue[]) => [...values].sort(compareValues);

  it('orders names as people count', () => {
    expect(sorted(['web-10', 'Web-2', 'web-1'])).toEqual(['web-1', 'Web-2', 'web-10']);
  });

  it('orders numbers by size and false before true', () => {
    expect(sorted([100, 9, -1])).toEqual([-1, 9, 100]);
    expect(sorted([true, false])).toEqual([false, true]);
  });

  it('puts what was not measured last', () => {
    expect(compareValues(undefined, 5)).toBeGreaterThan(0);
    expect(compareValues(5, undefined)).toBeLessThan(0);
    expect(compareValues(undefined, undefined)).toBe(0);
  });

  it('still orders a column that mixes text and numbers', () => {
    expect(compareValues('b', 1)).toBeGreaterThan(0);
    expect(compareValues(1, 'b')).toBeLessThan(0);
  });
});

describe('filterRows', () => {
  const rows = [
    { name: 'shop-api', tags: ['Imágenes'] },
    { name: 'shop-db', tags: ['datos'] },
  ];
  const searched = [
    { id: 'name', header: 'Name', width: 1, value: (row: (typeof rows)[number]) => row.name },
    {
      id: 'tags',
      header: 'Tags',
      width: 1,
      value: (row: (typeof rows)[number]) => row.tags.length,
      searchText: (row: (typeof rows)[number]) => row.tags.join(' '),
    },
  ];

  it('gives the same array back when there is nothing to filter', () => {
    expect(filterRows(rows, searched, '  ')).toBe(rows);
  });

  it('wants every word, in any column, without case and accents', () => {
    expect(filterRows(rows, searched, 'SHOP imagenes')).toEqual([rows[0]]);
    expect(filterRows(rows, searched, 'shop')).toEqual(rows);
    expect(filterRows(rows, searched, 'shop nothing')).toEqual([]);
  });

  it('does not search numbers that are only sorted by', () => {
    expect(filterRows(rows, searched, '1')).toEqual([]);
  });
});

describe('row window', () => {
  const input = { first: 0, height: 300, rowHeight: 30, count: 1000, overscan: 6 };

  it('has one size at every position', () => {
    const sizes = [0, 3, 500, 985, 999].map((first) => toRowWindow({ ...input, first }).size);
    expect(new Set(sizes)).toEqual(new Set([23]));
  });

  it('holds the view and stays inside the list', () => {
    expect(toRowWindow(input).start).toBe(0);
    expect(toRowWindow({ ...input, first: 500 }).start).toBe(494);
    expect(toRowWindow({ ...input, first: 999 }).start).toBe(977);
    expect(toRowWindow({ ...input, count: 4 })).toEqual({ start: 0, size: 4 });
    expect(toRowWindow({ ...input, count: 0 })).toEqual({ start: 0, size: 0 });
  });

  it('gives the place of the line that leaves to the one that comes in', () => {
    const before = toRowWindow({ ...input, first: 100 });
    const after = toRowWindow({ ...input, first: 101 });
    expect(slotOf(after.start + after.size - 1, after)).toBe(slotOf(before.start, before));
    const slots = Array.from({ length: after.size }, (_, offset) => slotOf(after.start + offset, after));
    expect(new Set(slots).size).toBe(after.size);
  });
});
