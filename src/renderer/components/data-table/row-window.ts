export interface RowWindowInput {
  /** First line in view. */
  readonly first: number;
  /** Height of the scroll area and of a line, in pixels. */
  readonly height: number;
  readonly rowHeight: number;
  readonly count: number;
  /** Lines kept before and after the view. */
  readonly overscan: number;
}

export interface RowWindow {
  readonly start: number;
  readonly size: number;
}

/**
 * Lines to mount. The size depends only on the height, never on the position, so that a line that leaves at one end can
 * give its DOM to the one that comes in at the other (`slotOf`): updating texts is cheaper than building elements.
 */
export const toRowWindow = ({ first, height, rowHeight, count, overscan }: RowWindowInput): RowWindow => {
  const size = Math.min(count, Math.ceil(height / rowHeight) + 1 + 2 * overscan);
  const start = Math.max(0, Math.min(first - overscan, count - size));
  return { start, size };
};

/** Place of a line among the recycled ones; different for all lines of one window. */
export const slotOf = (index: number, { size }: RowWindow): number => index % size;
