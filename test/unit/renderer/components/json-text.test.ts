import { describe, expect, it } from 'vitest';
import { toJsonText } from '../../../../src/renderer/components/json-view/json-text';

describe('toJsonText', () => {
  it('indents what has nothing to hide', () => {
    expect(toJsonText({ name: 'web', tags: ['ñ', '日本', '😀'] })).toBe(
      JSON.stringify({ name: 'web', tags: ['ñ', '日本', '😀'] }, undefined, 2),
    );
  });

  it.each([
    ['a direction override', 'invoice\u202egnp.exe', 'invoice\\u202egnp.exe'],
    ['zero width', 'ad\u200bmin\ufeff', 'ad\\u200bmin\\ufeff'],
    ['a C1 control', '\u009b31m', '\\u009b31m'],
    ['a line separator', 'a\u2028b', 'a\\u2028b'],
    ['tag characters', 'a\u{e0041}b', 'a\\udb40\\udc41b'],
    ['a terminal escape', '\u001b[31m', '\\u001b[31m'],
  ])('shows %s, and means the same', (_what, text, shown) => {
    expect(toJsonText({ [text]: text })).toContain(`"${shown}": "${shown}"`);
    expect(JSON.parse(toJsonText({ [text]: text }))).toEqual({ [text]: text });
  });
});
