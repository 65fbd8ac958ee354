/** Deep equality of JSON-safe values; an absent key equals one that is undefined. */
export function isSameValue(left: unknown, right: unknown): boolean {
  if (Object.is(left, right)) return true;
  if (typeof left !== 'object' || typeof right !== 'object' || left === null || right === null) return false;
  if (Array.isArray(left) || Array.isArray(right)) {
    if (!Array.isArray(left) || !Array.isArray(right) || left.length !== right.length) return false;
    return left.every((item, index) => isSameValue(item, right[index]));
  }
  return isSameRecord(left as Readonly<Record<string, unknown>>, right as Readonly<Record<string, unknown>>);
}

function isSameRecord(
  left: Readonly<Record<string, unknown>>,
  right: Readonly<Record<string, unknown>>,
): boolean {
  for (const key of Object.keys(left)) if (!isSameValue(left[key], right[key])) return false;
  return Object.keys(right).every((key) => right[key] === undefined || key in left);
}
