const zero = 48;
const seven = 55;
const space = 32;

/**
 * A number field of a tar header: octal digits between spaces or NULs, or base-256 (GNU: first bit set, two's
 * complement). An empty field is 0. Undefined for garbage and for what a double cannot hold exactly.
 */
export function parseTarNumber(block: Buffer, offset: number, length: number): number | undefined {
  const first = block[offset] ?? 0;
  if (first & 0x80) return parseBase256(block, offset, length);
  const end = offset + length;
  let at = offset;
  while (at < end && isBlank(block[at] ?? 0)) at += 1;
  let value = 0;
  for (; at < end; at += 1) {
    const digit = block[at] ?? 0;
    if (digit < zero || digit > seven) break;
    value = value * 8 + (digit - zero);
  }
  for (; at < end; at += 1) if (!isBlank(block[at] ?? 0)) return undefined;
  return value;
}

function isBlank(byte: number): boolean {
  return byte === space || byte === 0;
}

function parseBase256(block: Buffer, offset: number, length: number): number | undefined {
  const isNegative = ((block[offset] ?? 0) & 0x40) !== 0;
  // The first byte has the mark and, as its second bit, the sign.
  let value = isNegative ? BigInt.asIntN(7, BigInt(block[offset] ?? 0)) : BigInt((block[offset] ?? 0) & 0x3f);
  for (let at = offset + 1; at < offset + length; at += 1) value = value * 256n + BigInt(block[at] ?? 0);
  const number = Number(value);
  return Number.isSafeInteger(number) ? number : undefined;
}
