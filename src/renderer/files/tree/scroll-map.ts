/** Browsers cut off elements that are higher than some 33 million pixels. */
const maxHeight = 30_000_000;

export interface ScrollMap {
  /** Height of the scrolled box. */
  readonly height: number;
  /** Where a line stands in the box while it is scrolled to `scrollTop`. */
  topOf(index: number, scrollTop: number): number;
  /** First line in view. */
  firstAt(scrollTop: number): number;
  /** Where to scroll so that a line is at the upper edge. */
  scrollTo(index: number): number;
}

/**
 * Lines in a box that can be scrolled. More lines than a browser can hold are pressed together: the box stays at its
 * greatest height, and each pixel of scrolling moves more than one pixel of lines.
 */
export function createScrollMap(count: number, rowHeight: number, viewHeight: number): ScrollMap {
  const full = count * rowHeight;
  const height = Math.min(full, maxHeight);
  const factor = height > viewHeight ? (full - viewHeight) / (height - viewHeight) : 1;
  return {
    height,
    // Exactly the same for every place of scrolling where nothing is pressed together: lines are not moved then.
    topOf: (index, scrollTop) =>
      factor === 1 ? index * rowHeight : Math.round(scrollTop + index * rowHeight - scrollTop * factor),
    firstAt: (scrollTop) => Math.max(0, Math.floor((scrollTop * factor) / rowHeight)),
    scrollTo: (index) => (index * rowHeight) / factor,
  };
}
