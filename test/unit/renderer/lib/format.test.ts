import { describe, expect, it } from 'vitest';
import { createFormat } from '../../../../src/renderer/lib/format';
import { createPlural } from '../../../../src/renderer/lib/plural';

const en = createFormat('en');
const es = createFormat('es');
const gib = 1024 ** 3;

describe('createFormat', () => {
  it.each([
    [0, '0 B'],
    [999, '999 B'],
    [1000, '0.977 KiB'],
    [1024, '1 KiB'],
    [1536, '1.5 KiB'],
    [1024 * 1023.9, '1 MiB'],
    [1.24 * gib, '1.24 GiB'],
    [5 * 1024 * gib, '5 TiB'],
  ])('writes %d bytes in IEC units with three digits', (value, text) => {
    expect(en.bytes(value)).toBe(text);
  });

  it('writes numbers as the language does', () => {
    expect(es.bytes(1.24 * gib)).toBe('1,24 GiB');
    expect(en.exactBytes(1_331_439_862)).toBe('1,331,439,862 B');
    expect(en.percent(0.54)).toBe('54%');
    expect(en.list(['a', 'b', 'c'])).toBe('a, b, and c');
    expect(es.list(['a', 'b'])).toBe('a y b');
  });

  it.each([
    [0, 'now', 'ahora'],
    [12_000, '12s ago', 'hace 12 s'],
    [90_000, '1m ago', 'hace 1 min'],
    [3 * 3_600_000, '3h ago', 'hace 3 h'],
    [50 * 3_600_000, '2d ago', 'hace 2 d'],
    [40 * 86_400_000, '1 month ago', 'hace 1 mes'],
    [400 * 86_400_000, '1y ago', 'hace 1 a'],
  ])('says how long ago %d ms are', (ago, english, spanish) => {
    const now = 1_000_000_000_000;
    expect(en.relative(now - ago, now)).toBe(english);
    expect(es.relative(now - ago, now)).toBe(spanish);
  });

  it('does not say that something happened in the future because a clock ticks slowly', () => {
    expect(en.relative(9000, 1000)).toBe('now');
    expect(en.relative(1000 + 3_600_000, 1000)).toBe('in 1h');
  });

  it.each([
    [80, '80 ms'],
    [1250, '1.3 s'],
    [252_000, '4 min 12 s'],
    [3_600_000, '1 h'],
    [11_520_000, '3 h 12 min'],
    [26 * 3_600_000, '1 d 2 h'],
  ])('writes a duration of %d ms in its two largest units', (value, text) => {
    expect(en.duration(value)).toBe(text);
  });
});

describe('createPlural', () => {
  it('chooses the form of the language and falls back to other', () => {
    const plural = createPlural('es');
    const forms = { one: '1 imagen', other: 'n imágenes' };
    expect([0, 1, 2, 1_000_000].map((count) => plural(count, forms))).toEqual([
      'n imágenes',
      '1 imagen',
      'n imágenes',
      'n imágenes',
    ]);
  });
});
