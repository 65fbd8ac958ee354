import { describe, expect, it } from 'vitest';
import {
  formatShortcut,
  isModified,
  type KeyLike,
  ShortcutMatcher,
} from '../../../../src/renderer/lib/shortcuts';

const key = (name: string, modifiers: Partial<KeyLike> = {}): KeyLike => ({
  key: name,
  ctrlKey: false,
  metaKey: false,
  altKey: false,
  shiftKey: false,
  ...modifiers,
});

const bindings = [
  ['palette', 'Mod+K'],
  ['help', '?'],
  ['containers', 'g c'],
  ['images', 'g i'],
  ['remove', 'Delete'],
  ['removeAll', 'Shift+Delete'],
] as const;

const press = (...keys: KeyLike[]) => {
  const matcher = new ShortcutMatcher();
  return keys.map((one, index) => matcher.press(one, bindings, index * 100)).at(-1);
};

describe('ShortcutMatcher', () => {
  it.each([
    [[key('k', { ctrlKey: true })], 'palette'],
    [[key('k', { metaKey: true })], 'palette'],
    [[key('?', { shiftKey: true })], 'help'],
    [[key('?')], 'help'],
    [[key('g'), key('c')], 'containers'],
    [[key('g'), key('i')], 'images'],
    [[key('Delete')], 'remove'],
    [[key('Delete', { shiftKey: true })], 'removeAll'],
  ])('%j runs %s', (keys, id) => {
    expect(press(...keys)).toEqual({ kind: 'run', id });
  });

  it.each([
    [[key('k')]],
    [[key('k', { ctrlKey: true, altKey: true })]],
    [[key('c')]],
    [[key('G', { shiftKey: true }), key('c')]],
    [[key('g'), key('x'), key('c')]],
    [[key('g', { ctrlKey: true }), key('c')]],
  ])('%j runs nothing', (keys) => {
    expect(press(...keys)).toEqual({ kind: 'none' });
  });

  it('forgets the first key of a sequence after a moment', () => {
    const matcher = new ShortcutMatcher();
    expect(matcher.press(key('g'), bindings, 0)).toEqual({ kind: 'waiting' });
    expect(matcher.press(key('c'), bindings, 5000)).toEqual({ kind: 'none' });
  });
});

describe('formatShortcut', () => {
  const names = { Mod: 'Ctrl', Delete: 'Supr', Shift: 'Mayús' };
  it('names keys in the language, and Command on a Mac', () => {
    expect(formatShortcut('Shift+Delete', names, false)).toBe('Mayús Supr');
    expect(formatShortcut('Mod+K', names, false)).toBe('Ctrl K');
    expect(formatShortcut('Mod+K', names, true)).toBe('⌘ K');
    expect(formatShortcut('g c', names, false)).toBe('g c');
  });
  it('knows what cannot be meant as text', () => {
    expect(isModified('Mod+K')).toBe(true);
    expect(isModified('g c')).toBe(false);
  });
});
