import {
  corruptHeader,
  type HeaderBlock,
  headerDevice,
  headerName,
  oldSparseSize,
  textField,
} from './header-block';
import type { PaxRecords } from './pax-records';
import type { SparseMap, SparseSegment, TarEntry, TarKind } from './tar-entry';

/** What extension headers said about the next entry. */
export interface EntryExtensions {
  longName?: Buffer;
  longLink?: Buffer;
  pax?: PaxRecords;
  /** Where the first of them is. */
  offset?: number;
}

/** A header block in its buffer. */
export interface LocatedHeader {
  readonly header: HeaderBlock;
  readonly block: Buffer;
  readonly start: number;
  readonly offset: number;
  /** Of GNU's old sparse form. */
  readonly segments: readonly SparseSegment[] | undefined;
}

const kinds: ReadonlyMap<number, TarKind> = new Map([
  [0, 'file'],
  [48, 'file'],
  [49, 'hardlink'],
  [50, 'symlink'],
  [51, 'character_device'],
  [52, 'block_device'],
  [53, 'directory'],
  [54, 'fifo'],
  [55, 'file'],
  [83, 'file'],
]);

/** The entry that a header and its extensions describe together. */
export function toTarEntry(located: LocatedHeader, extensions: EntryExtensions): TarEntry {
  const { header, block, start, offset } = located;
  const { pax } = extensions;
  const name = pax?.sparse?.name ?? pax?.path ?? extensions.longName ?? headerName(block, start);
  const kind = kindOf(header.typeFlag, name);
  const bodyBytes = kind === 'file' || kind === 'other' ? (pax?.size ?? header.size) : 0;
  if (bodyBytes < 0) throw corruptHeader(offset, 'its size is negative');
  const sparse = kind === 'file' ? sparseOf(located, pax) : undefined;
  const isLink = kind === 'hardlink' || kind === 'symlink';
  return {
    name,
    kind,
    typeFlag: header.typeFlag,
    size: sparse ? sparseSize(located, pax, bodyBytes) : bodyBytes,
    bodyBytes,
    mode: header.mode,
    uid: pax?.uid ?? header.uid,
    gid: pax?.gid ?? header.gid,
    mtime: pax?.mtime ?? header.mtime,
    linkName: isLink
      ? (pax?.linkPath ?? extensions.longLink ?? textField(block, start + 157, 100))
      : undefined,
    device: kind === 'character_device' || kind === 'block_device' ? headerDevice(block, start) : undefined,
    xattrs: pax?.xattrs,
    sparse,
    offset: extensions.offset ?? offset,
  };
}

/** Archives from before POSIX have no type for folders, only a slash at the end. */
function kindOf(typeFlag: number, name: Buffer): TarKind {
  if (typeFlag === 0 && name[name.length - 1] === 47) return 'directory';
  return kinds.get(typeFlag) ?? 'other';
}

function sparseOf({ segments, offset }: LocatedHeader, pax: PaxRecords | undefined): SparseMap | undefined {
  if (segments) return { segments };
  if (!pax?.sparse) return undefined;
  if (pax.sparse.major === 1) return { segments: undefined };
  return { segments: toSegments(pax.sparse.numbers, offset) };
}

function toSegments(numbers: readonly number[], offset: number): readonly SparseSegment[] {
  const segments: SparseSegment[] = [];
  for (let index = 0; index < numbers.length; index += 2) {
    const [start, length] = [numbers[index], numbers[index + 1]];
    const isRight = start !== undefined && length !== undefined && start >= 0 && length >= 0;
    if (!isRight) throw corruptHeader(offset, 'its sparse map is malformed');
    segments.push([start, length]);
  }
  return segments;
}

function sparseSize(located: LocatedHeader, pax: PaxRecords | undefined, bodyBytes: number): number {
  const { block, start, offset, segments } = located;
  const size = segments ? oldSparseSize(block, start) : (pax?.sparse?.realSize ?? bodyBytes);
  if (size === undefined || size < 0) throw corruptHeader(offset, 'its real size is no number');
  return size;
}
