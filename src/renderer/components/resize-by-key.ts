export interface SizeRange {
  /** Pixels. */
  readonly min: number;
  readonly max: number;
}

const step = 24;

/**
 * Size after a key on a resize handle: the arrows along its axis, Home for the least, End for the most. A reversed
 * handle has its part behind it, so the arrows that move the handle back make the part larger. `undefined`: not its key.
 */
export const resizeByKey = (
  key: string,
  value: number,
  { min, max }: SizeRange,
  handle: { readonly orientation: 'vertical' | 'horizontal'; readonly reversed: boolean },
): number | undefined => {
  const [back, forth] =
    handle.orientation === 'vertical' ? ['ArrowLeft', 'ArrowRight'] : ['ArrowUp', 'ArrowDown'];
  const clamp = (size: number): number => Math.max(min, Math.min(max, size));
  if (key === 'Home') return min;
  if (key === 'End') return max;
  if (key !== back && key !== forth) return undefined;
  const grows = (key === forth) !== handle.reversed;
  return clamp(value + (grows ? step : -step));
};
