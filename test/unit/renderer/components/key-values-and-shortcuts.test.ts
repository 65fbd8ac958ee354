import { describe, expect, it } from 'vitest';
import {
  fromKeyValueRows,
  newRow,
  parsePastedPairs,
  replaceWithPairs,
  toKeyValueRows,
} from '../../../../src/renderer/components/key-value-rows';
import { matchesShortcut } from '../../../../src/renderer/components/shortcut-keys';

describe('key and value rows', () => {
  it('goes from a record and back', () => {
    const record = { owner: 'shop', tier: 'a=b' };
    expect(fromKeyValueRows(toKeyValueRows(record))).toEqual(record);
  });

  it('leaves out rows without a key and trims keys, not values', () => {
    const rows = [
      { id: '1', key: ' owner ', value: ' shop ' },
      { id: '2', key: '  ', value: 'lost' },
    ];
    expect(fromKeyValueRows(rows)).toEqual({ owner: ' shop ' });
  });

  it('never gives two rows one id', () => {
    const rows = [
      { id: 'row-7', key: '', value: '' },
      { id: 'row-2', key: '', value: '' },
    ];
    expect(newRow(rows).id).toBe('row-8');
  });

  it('reads pasted lines, also from a shell, and keeps equal signs of values', () => {
    expect(parsePastedPairs('A=1\n\nexport URL=http://x/?a=b\r\n')).toEqual([
      ['A', '1'],
      ['URL', 'http://x/?a=b'],
    ]);
  });

  it('leaves other text alone', () => {
    expect(parsePastedPairs('A=1')).toBeUndefined();
    expect(parsePastedPairs('first line\nsecond line')).toBeUndefined();
  });

  it('puts pasted pairs where the row was', () => {
    const rows = toKeyValueRows({ first: '1', target: '', last: '3' });
    const next = replaceWithPairs(rows, 'row-2', [
      ['A', 'a'],
      ['B', 'b'],
    ]);
    expect(next.map((row) => row.key)).toEqual(['first', 'A', 'B', 'last']);
    expect(new Set(next.map((row) => row.id)).size).toBe(4);
  });
});

describe('matchesShortcut', () => {
  const event = (
    key: string,
    modifiers: Partial<Record<'ctrlKey' | 'metaKey' | 'shiftKey' | 'altKey', boolean>> = {},
  ) => ({
    key,
    ctrlKey: false,
    metaKey: false,
    shiftKey: false,
    altKey: false,
    ...modifiers,
  });

  it('takes Ctrl or Command for Ctrl, in either case', () => {
    expect(matchesShortcut('Ctrl K', event('k', { ctrlKey: true }))).toBe(true);
    expect(matchesShortcut('Ctrl K', event('K', { metaKey: true }))).toBe(true);
    expect(matchesShortcut('Ctrl K', event('k'))).toBe(false);
  });

  it('does not take Ctrl+K for K', () => {
    expect(matchesShortcut('K', event('k', { ctrlKey: true }))).toBe(false);
    expect(matchesShortcut('K', event('k', { altKey: true }))).toBe(false);
  });

  it('does not mind the Shift that a character may need', () => {
    expect(matchesShortcut('?', event('?', { shiftKey: true }))).toBe(true);
    expect(matchesShortcut('?', event('?'))).toBe(true);
  });

  it('minds Shift on named keys', () => {
    expect(matchesShortcut('Shift F10', event('F10', { shiftKey: true }))).toBe(true);
    expect(matchesShortcut('F10', event('F10', { shiftKey: true }))).toBe(false);
    expect(matchesShortcut('Shift F10', event('F10'))).toBe(false);
  });

  it('matches nothing when there are no keys', () => {
    expect(matchesShortcut('', event(' '))).toBe(false);
  });
});
