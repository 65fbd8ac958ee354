import { describe, expect, it } from 'vitest';
import { ownerOfKey, type TerminalKey } from '../../../../src/renderer/components/terminal-keys';

const press = (key: string, change: Partial<TerminalKey> = {}): TerminalKey => ({
  key,
  code: key,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  ...change,
});
const owner = (key: string, change: Partial<TerminalKey> = {}, plainLines = false) =>
  ownerOfKey(press(key, change), plainLines);
const both = { ctrlKey: true, shiftKey: true };

describe('a key in a terminal', () => {
  it('copies and pastes with Ctrl and Shift, also on another layout', () => {
    expect(owner('C', { ...both, code: 'KeyC' })).toBe('copy');
    expect(owner('С', { ...both, code: 'KeyC' })).toBe('copy');
    expect(owner('V', { ...both, code: 'KeyV' })).toBe('page');
    expect(owner('c', { ctrlKey: true, code: 'KeyC' })).toBe('program');
  });

  it('leaves the terminal by Shift+Tab, and by Tab where it takes no keys', () => {
    expect(owner('Tab')).toBe('program');
    expect(owner('Tab', { shiftKey: true })).toBe('page');
    expect(owner('Tab', {}, true)).toBe('page');
  });

  it('is the program’s alone where the browser would reload, search or scroll', () => {
    for (const key of ['F1', 'F3', 'F5', 'F10', 'PageUp', 'PageDown'])
      expect(owner(key)).toBe('program_only');
    expect(owner('F10', { shiftKey: true })).toBe('page');
    expect(owner('F12')).toBe('program');
  });
});
