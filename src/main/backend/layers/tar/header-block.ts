import { AppError } from '../../../../common/errors';
import type { SparseSegment } from './tar-entry';
import { parseTarNumber } from './tar-number';

/** Bytes of a block: a header is one, a body is padded to whole ones. */
export const blockBytes = 512;

/** The numbers of a header block; texts are read where they are needed. */
export interface HeaderBlock {
  readonly typeFlag: number;
  readonly size: number;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: number;
}

/** @throws AppError data_loss for a field that is no number */
export function readHeaderBlock(block: Buffer, start: number, position: number): HeaderBlock {
  const size = parseTarNumber(block, start + 124, 12) ?? failField(position, 'size');
  if (size < 0) throw corruptHeader(position, 'its size is negative');
  return {
    typeFlag: block[start + 156] ?? 0,
    size,
    mode: (parseTarNumber(block, start + 100, 8) ?? failField(position, 'mode')) & 0o7777,
    uid: (parseTarNumber(block, start + 108, 8) ?? failField(position, 'owner')) >>> 0,
    gid: (parseTarNumber(block, start + 116, 8) ?? failField(position, 'group')) >>> 0,
    mtime: parseTarNumber(block, start + 136, 12) ?? failField(position, 'modification time'),
  };
}

function failField(position: number, what: string): never {
  throw corruptHeader(position, `its ${what} is no number`);
}

/** The sum of all bytes, the checksum field itself taken as spaces. Old archives summed signed bytes. */
export function hasRightChecksum(block: Buffer, start: number): boolean {
  const expected = parseTarNumber(block, start + 148, 8);
  const blanks = 8 * 32;
  const unsigned = sumOf(block, start, start + 148) + sumOf(block, start + 156, start + blockBytes) + blanks;
  if (expected === unsigned) return true;
  let high = 0;
  for (let at = start; at < start + blockBytes; at += 1) high += (block[at] ?? 0) >>> 7;
  return expected === unsigned - high * 256;
}

/** Both ends are a multiple of four apart: four at a time takes half as long. */
function sumOf(block: Buffer, start: number, end: number): number {
  let sum = 0;
  for (let at = start; at < end; at += 4) {
    sum +=
      (block[at] as number) +
      (block[at + 1] as number) +
      (block[at + 2] as number) +
      (block[at + 3] as number);
  }
  return sum;
}

export function isZeroBlock(block: Buffer, start: number): boolean {
  // Headers have a name and a checksum, so that nearly every one is told apart here.
  if (block[start] !== 0 || block[start + 148] !== 0) return false;
  for (let at = start; at < start + blockBytes; at += 1) if (block[at] !== 0) return false;
  return true;
}

/** The bytes of a text field up to its NUL. */
export function textField(block: Buffer, start: number, length: number): Buffer {
  let end = start;
  const limit = start + length;
  while (end < limit && block[end] !== 0) end += 1;
  return block.subarray(start, end);
}

/** `prefix/name` of POSIX, or the name alone: GNU's own format has times where the prefix would be. */
export function headerName(block: Buffer, start: number): Buffer {
  const name = textField(block, start, 100);
  const isPosix = block.toString('latin1', start + 257, start + 263) === 'ustar\0';
  if (!isPosix || block[start + 345] === 0) return name;
  const isStar = block.toString('latin1', start + 508, start + 512) === 'tar\0';
  const prefix = textField(block, start + 345, isStar ? 131 : 155);
  return Buffer.concat([prefix, slash, name]);
}

const slash = Buffer.from('/');

/** Of a device. */
export function headerDevice(block: Buffer, start: number): { major: number; minor: number } {
  return {
    major: parseTarNumber(block, start + 329, 8) ?? 0,
    minor: parseTarNumber(block, start + 337, 8) ?? 0,
  };
}

/** Offset and length pairs of GNU's old sparse header, or of its extension blocks. Ends at the first empty one. */
export function sparsePairs(block: Buffer, start: number, count: number): SparseSegment[] {
  const pairs: SparseSegment[] = [];
  for (let index = 0; index < count; index += 1) {
    const at = start + index * 24;
    if (block[at] === 0) break;
    const offset = parseTarNumber(block, at, 12);
    const length = parseTarNumber(block, at + 12, 12);
    if (offset === undefined || length === undefined) {
      throw new AppError('data_loss', 'a sparse map of a tar archive is malformed');
    }
    pairs.push([offset, length]);
  }
  return pairs;
}

/** Bytes of a file of GNU's old sparse form. */
export function oldSparseSize(block: Buffer, start: number): number | undefined {
  return parseTarNumber(block, start + 483, 12);
}

export function corruptHeader(position: number, why: string): AppError {
  return new AppError('data_loss', `the tar header at byte ${position} is corrupt: ${why}`, {
    details: { position },
  });
}
