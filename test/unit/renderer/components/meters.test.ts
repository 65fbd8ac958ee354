import { describe, expect, it } from 'vitest';
import { resizeByKey } from '../../../../src/renderer/components/resize-by-key';
import { toSegmentWidths } from '../../../../src/renderer/components/size-bar-widths';
import { sparklineTop, toSparklinePaths } from '../../../../src/renderer/components/sparkline-path';

const sum = (widths: readonly number[]): number => widths.reduce((all, width) => all + width, 0);

describe('toSegmentWidths', () => {
  it('gives each size its share', () => {
    expect(toSegmentWidths([1, 3], 4)).toEqual([25, 75]);
    expect(toSegmentWidths([1, 3], 8)).toEqual([12.5, 37.5]);
  });

  it('raises a total that is smaller than the sum', () => {
    expect(sum(toSegmentWidths([3, 3], 4))).toBeCloseTo(100);
  });

  it('keeps small sizes visible and nothing at zero', () => {
    const [large, tiny, none] = toSegmentWidths([1_000_000, 1, 0], 0);
    expect(tiny).toBeCloseTo(0.75);
    expect(none).toBe(0);
    expect((large ?? 0) + (tiny ?? 0)).toBeCloseTo(100);
  });

  it('never passes the whole, however many small ones there are', () => {
    const widths = toSegmentWidths([10_000_000, ...Array.from({ length: 60 }, () => 1)], 0);
    expect(sum(widths)).toBeLessThanOrEqual(100.0001);
    expect(Math.min(...widths)).toBeGreaterThanOrEqual(0.7499);
  });

  it('lets the empty rest give way before the segments', () => {
    const widths = toSegmentWidths([50, 0.001], 100);
    expect(widths[0]).toBe(50);
    expect(widths[1]).toBe(0.75);
  });

  it('takes negative, missing and infinite sizes for zero', () => {
    expect(toSegmentWidths([-5, Number.NaN, Number.POSITIVE_INFINITY, 2], 2)).toEqual([0, 0, 0, 100]);
    expect(toSegmentWidths([0, 0], 0)).toEqual([0, 0]);
  });
});

describe('sparkline', () => {
  const box = { width: 100, height: 22 };

  it('has a top above zero, also for idle or missing samples', () => {
    expect(sparklineTop([], undefined)).toBe(1);
    expect(sparklineTop([0, undefined], undefined)).toBe(1);
    expect(sparklineTop([5, undefined, 9], undefined)).toBe(9);
    expect(sparklineTop([5], 100)).toBe(100);
  });

  it('draws from left to right and from bottom to top', () => {
    expect(toSparklinePaths([0, 10], box, 10)).toEqual({ line: 'M0 21L100 1', area: 'M0 21L100 1V22H0Z' });
  });

  it('leaves a gap where nothing was measured', () => {
    const { line } = toSparklinePaths([1, 1, undefined, 1, 1], box, 1);
    expect(line.match(/M/g)).toHaveLength(2);
  });

  it('draws nothing without samples', () => {
    expect(toSparklinePaths([], box, 1)).toEqual({ line: '', area: '' });
    expect(toSparklinePaths([undefined], box, 1)).toEqual({ line: '', area: '' });
  });
});

describe('resizeByKey', () => {
  const range = { min: 100, max: 500 };
  const vertical = { orientation: 'vertical', reversed: false } as const;

  it('moves with the arrows of its axis only', () => {
    expect(resizeByKey('ArrowRight', 200, range, vertical)).toBe(224);
    expect(resizeByKey('ArrowLeft', 200, range, vertical)).toBe(176);
    expect(resizeByKey('ArrowUp', 200, range, vertical)).toBeUndefined();
  });

  it('turns round for a part that lies behind the handle', () => {
    const drawer = { orientation: 'horizontal', reversed: true } as const;
    expect(resizeByKey('ArrowUp', 200, range, drawer)).toBe(224);
    expect(resizeByKey('ArrowDown', 200, range, drawer)).toBe(176);
  });

  it('stays within its bounds', () => {
    expect(resizeByKey('ArrowLeft', 110, range, vertical)).toBe(100);
    expect(resizeByKey('ArrowRight', 490, range, vertical)).toBe(500);
    expect(resizeByKey('Home', 300, range, vertical)).toBe(100);
    expect(resizeByKey('End', 300, range, vertical)).toBe(500);
  });
});
