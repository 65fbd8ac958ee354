/** Order of UTF-16 code units: fast, the same everywhere, and for machines. What people read is sorted by a collator. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
