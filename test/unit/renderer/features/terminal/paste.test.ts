import { describe, expect, it } from 'vitest';
import { cleanPaste, linesOf } from '../../../../../src/renderer/features/terminal/paste';

describe('pasted text', () => {
  it('has no control characters but line ends and tabs', () => {
    expect(cleanPaste('a\tb\r\nc\n')).toBe('a\tb\r\nc\n');
    expect(cleanPaste('x\u001b[201~rm\u0003\u007f\u009by\u0000')).toBe('x[201~rmy');
    expect(cleanPaste('señal 日本 \u{1F600}')).toBe('señal 日本 \u{1F600}');
  });

  it('is one line also with an end of line', () => {
    expect(linesOf('ls')).toEqual(['ls']);
    expect(linesOf('ls\n')).toEqual(['ls']);
    expect(linesOf('\n')).toEqual(['']);
    expect(linesOf('a\r\nb\rc\n\n')).toEqual(['a', 'b', 'c', '']);
  });
});
