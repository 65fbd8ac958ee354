import { describe, expect, test } from 'vitest';
import { decodeFrame, encodeFrame } from '../../../../src/common/rpc/frame-codec';
import type { Frame } from '../../../../src/common/rpc/frames';

describe('the frame codec', () => {
  test.each<readonly [Frame]>([
    [['call', 12, 'images.list', { text: 'ñandú 🐳', list: [1, null, false] }]],
    [['result', 1, 'text']],
    [['item', 1, null]],
    [['abort', 3]],
  ])('writes %j as text and reads it again', (frame) => {
    const data = encodeFrame(frame);
    expect(data).toBe(JSON.stringify(frame));
    expect(decodeFrame(data)).toEqual(frame);
  });

  test.each<readonly [Frame]>([
    [['result', 1, undefined]],
    [['item', 1, undefined]],
    [['call', 1, 'images.list', undefined]],
  ])('keeps the undefined of %j', (frame) => {
    expect(decodeFrame(encodeFrame(frame)).at(-1)).toBeUndefined();
  });

  test('writes bytes behind a header with its length', () => {
    const data = encodeFrame(['item', 7, Uint8Array.of(9, 8, 7)]);
    const header = new TextEncoder().encode('["item",7]');
    expect(data).toEqual(Uint8Array.of(0, 0, 0, header.length, ...header, 9, 8, 7));
  });

  test.each([0, 1, 3, 4, 100_000])('carries %d bytes unchanged', (size) => {
    const bytes = Uint8Array.from({ length: size }, (_, index) => index % 256);
    expect(decodeFrame(encodeFrame(['result', 1, bytes]))).toEqual(['result', 1, bytes]);
  });

  test('reads a message that is a window on a larger buffer', () => {
    const data = encodeFrame(['item', 1, Uint8Array.of(1, 2)]) as Uint8Array;
    const large = new Uint8Array(data.length + 20);
    large.set(data, 10);
    expect(decodeFrame(large.subarray(10, 10 + data.length))).toEqual(['item', 1, Uint8Array.of(1, 2)]);
  });

  test('writes a Buffer as the bytes that it shows', () => {
    expect(decodeFrame(encodeFrame(['item', 1, Buffer.from('abc')]))).toEqual([
      'item',
      1,
      Uint8Array.of(97, 98, 99),
    ]);
  });

  test('refuses to write what is not JSON-safe', () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    expect(() => encodeFrame(['result', 1, cycle])).toThrow(
      expect.objectContaining({ code: 'invalid_argument' }),
    );
    expect(() => encodeFrame(['result', 1, 1n])).toThrow(
      expect.objectContaining({ code: 'invalid_argument' }),
    );
  });

  test.each<readonly [string, string | Uint8Array]>([
    ['half a JSON', '["abort",'],
    ['no list', '"abort"'],
    ['nothing', ''],
    ['no bytes', new Uint8Array(0)],
    ['a header of 1 MiB', Uint8Array.from({ length: 4 + 2 ** 20 }, (_, index) => (index === 1 ? 16 : 0))],
    ['bytes where none belong', encodeFrame(['abort', 1, Uint8Array.of(1)] as unknown as Frame)],
    ['bytes as credit', encodeFrame(['credit', 1, Uint8Array.of(1)] as unknown as Frame)],
  ])('refuses to read %s', (_, data) => {
    expect(() => decodeFrame(data)).toThrow(expect.objectContaining({ code: 'invalid_argument' }));
  });
});
