import { describe, expect, it } from 'vitest';
import { type KeyPress, toTableCommand } from '../../../../src/renderer/components/data-table/table-keys';

const press = (key: string, modifiers: Partial<KeyPress> = {}): KeyPress => ({
  key,
  shiftKey: false,
  commandKey: false,
  altKey: false,
  ...modifiers,
});
const context = { active: 5, count: 20, page: 8 };

describe('toTableCommand', () => {
  it.each([
    ['ArrowDown', 6],
    ['ArrowUp', 4],
    ['PageDown', 13],
    ['PageUp', 0],
    ['Home', 0],
    ['End', 19],
  ])('%s moves to line %d', (key, to) => {
    expect(toTableCommand(press(key), context)).toEqual({ kind: 'move', to, extend: false });
  });

  it('extends the range with Shift', () => {
    expect(toTableCommand(press('ArrowDown', { shiftKey: true }), context)).toEqual({
      kind: 'move',
      to: 6,
      extend: true,
    });
  });

  it('stays inside the list', () => {
    expect(toTableCommand(press('ArrowDown'), { ...context, active: 19 })).toMatchObject({ to: 19 });
    expect(toTableCommand(press('PageDown'), { ...context, active: 18 })).toMatchObject({ to: 19 });
    expect(toTableCommand(press('ArrowUp'), { ...context, active: 0 })).toMatchObject({ to: 0 });
  });

  it('enters a list without active line at either end', () => {
    expect(toTableCommand(press('ArrowDown'), { ...context, active: -1 })).toMatchObject({ to: 0 });
    expect(toTableCommand(press('ArrowUp'), { ...context, active: -1 })).toMatchObject({ to: 19 });
  });

  it('moves nowhere in an empty list', () => {
    expect(toTableCommand(press('ArrowDown'), { active: -1, count: 0, page: 8 })).toBeUndefined();
  });

  it.each([
    ['Enter', 'open'],
    [' ', 'toggle'],
    ['Delete', 'delete'],
    ['Escape', 'clear'],
    ['ContextMenu', 'menu'],
    ['ArrowRight', 'expand'],
    ['ArrowLeft', 'collapse'],
  ])('%j means %s', (key, kind) => {
    expect(toTableCommand(press(key), context)).toEqual({ kind });
  });

  it('knows Ctrl+A in both cases and Shift+F10', () => {
    expect(toTableCommand(press('a', { commandKey: true }), context)).toEqual({ kind: 'select-all' });
    expect(toTableCommand(press('A', { commandKey: true }), context)).toEqual({ kind: 'select-all' });
    expect(toTableCommand(press('F10', { shiftKey: true }), context)).toEqual({ kind: 'menu' });
  });

  it('leaves letters and the keys of the browser alone', () => {
    expect(toTableCommand(press('a'), context)).toBeUndefined();
    expect(toTableCommand(press('Delete', { commandKey: true }), context)).toBeUndefined();
    expect(toTableCommand(press('ArrowLeft', { altKey: true }), context)).toBeUndefined();
  });
});
