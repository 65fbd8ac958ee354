/**
 * Widths in percent of stacked segments, of a total that may be larger than their sum (the rest is empty). What is not
 * zero is at least `least` percent wide, so that it can be seen; the large ones give up what the small ones get, and the
 * sum never passes 100. Negative and non-finite sizes count as zero; a total below the sum is raised to it.
 */
export const toSegmentWidths = (sizes: readonly number[], total: number, least = 0.75): readonly number[] => {
  const clean = sizes.map((size) => (Number.isFinite(size) && size > 0 ? size : 0));
  const sum = clean.reduce((all, size) => all + size, 0);
  const whole = Math.max(sum, Number.isFinite(total) ? total : 0);
  if (whole === 0) return clean.map(() => 0);
  const raw = clean.map((size) => (size / whole) * 100);
  const raised = raw.map((width) => (width > 0 ? Math.max(width, least) : 0));
  const excess = raised.reduce((all, width) => all + width, 0) - Math.max(100 * (sum / whole), 0);
  const roomOf = (width: number): number => Math.max(0, width - least);
  const room = raised.reduce((all, width) => all + roomOf(width), 0);
  const empty = 100 - 100 * (sum / whole);
  // The empty rest gives way first; only then do the large segments shrink.
  const toTake = Math.max(0, excess - empty);
  if (toTake === 0 || room === 0) return raised;
  return raised.map((width) => width - (roomOf(width) / room) * Math.min(toTake, room));
};
