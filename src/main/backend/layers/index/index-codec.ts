import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { AppError } from '../../../../common/errors';
import type { LayerIndex } from './layer-index';

/**
 * A layer's index as bytes: a header of 32 (magic, version, length of the facts, their and the columns' checksum), the
 * facts as JSON, and the columns one after the other, each at a multiple of 8. Little-endian, as all machines that run
 * Node.js are. Another version is another cache entry: nothing is migrated, the layer is read again.
 */
const magic = 0x4c545345;
export const indexVersion = 1;
const headerBytes = 32;

const facts = z.object({
  count: z.int().positive(),
  totals: z.object({
    files: z.number(),
    bytes: z.number(),
    refusedBytes: z.number(),
    entries: z.number(),
    archiveBytes: z.number(),
  }),
  problems: z.array(
    z.object({
      kind: z.enum([
        'path_refused',
        'name_too_long',
        'whiteout_refused',
        'type_unknown',
        'aufs_metadata',
        'link_unresolved',
      ]),
      count: z.number(),
      paths: z.array(z.string()),
    }),
  ),
  /** Elements of each column, in the order of `columnsOf`. */
  lengths: z.array(z.int().nonnegative()),
});

type Column = Uint8Array | Uint16Array | Uint32Array | Float64Array;
type ColumnType = 'u8' | 'u16' | 'u32' | 'f64';

const elementBytes: Readonly<Record<ColumnType, number>> = { u8: 1, u16: 2, u32: 4, f64: 8 };

const types: readonly ColumnType[] = [
  ...(['u32', 'u32', 'u32', 'u8', 'u16', 'u16', 'u32', 'u32', 'f64', 'f64', 'u32'] as const),
  ...(['u32', 'u32', 'u8', 'u32', 'u32', 'u32', 'u32', 'u32', 'u8'] as const),
  ...(['u32', 'u32', 'u32', 'u32', 'f64', 'u32', 'u8', 'f64', 'u32'] as const),
];

/** The columns in the order of the file, to be written from as they are. */
export function encodeIndex(index: LayerIndex): readonly Uint8Array[] {
  const columns = columnsOf(index);
  const { count, totals, problems } = index;
  const text = Buffer.from(
    JSON.stringify({ count, totals, problems, lengths: columns.map(({ length }) => length) }),
  );
  const parts: Uint8Array[] = [text, padding(text.length)];
  for (const column of columns) {
    parts.push(
      new Uint8Array(column.buffer, column.byteOffset, column.byteLength),
      padding(column.byteLength),
    );
  }
  const header = Buffer.alloc(headerBytes);
  header.writeUInt32LE(magic, 0);
  header.writeUInt32LE(indexVersion, 4);
  header.writeUInt32LE(text.length, 8);
  header.writeUInt32LE(
    // zlib begins anew when it gets nothing: an empty column must not end the sum.
    parts.reduce((sum, part) => (part.length > 0 ? crc32(part, sum) : sum), 0),
    12,
  );
  header.writeDoubleLE(
    parts.reduce((sum, part) => sum + part.length, 0),
    16,
  );
  return [header, ...parts];
}

/** @throws AppError data_loss for anything but a whole, unchanged index of this version */
export function decodeIndex(file: Uint8Array): LayerIndex {
  const bytes = Buffer.from(file.buffer, file.byteOffset, file.length);
  if (bytes.length < headerBytes || bytes.readUInt32LE(0) !== magic) throw unusable('it is no layer index');
  if (bytes.readUInt32LE(4) !== indexVersion) throw unusable('it has another version');
  const body = bytes.subarray(headerBytes);
  if (bytes.readDoubleLE(16) !== body.length) throw unusable('it is not complete');
  if (crc32(body) !== bytes.readUInt32LE(12)) throw unusable('its checksum is wrong');
  const factBytes = bytes.readUInt32LE(8);
  const known = facts.safeParse(parseJson(body.subarray(0, factBytes)));
  if (!known.success || known.data.lengths.length !== types.length) throw unusable('its facts are malformed');
  const { lengths, ...rest } = known.data;
  return toIndex(rest, cutColumns(file, headerBytes + aligned(factBytes), lengths));
}

function cutColumns(file: Uint8Array, start: number, lengths: readonly number[]): readonly Column[] {
  // Typed arrays need an aligned beginning, which a part of a pool may not have.
  const source = file.byteOffset % 8 === 0 ? file : Uint8Array.from(file);
  let at = source.byteOffset + start;
  return types.map((type, position) => {
    const length = lengths[position] ?? 0;
    const column = viewOf(type, source.buffer, at, length);
    at += aligned(column.byteLength);
    return column;
  });
}

function viewOf(type: ColumnType, buffer: ArrayBufferLike, at: number, length: number): Column {
  if (at + length * elementBytes[type] > buffer.byteLength) throw unusable('its columns do not fit');
  switch (type) {
    case 'u8':
      return Buffer.from(buffer, at, length);
    case 'u16':
      return new Uint16Array(buffer, at, length);
    case 'u32':
      return new Uint32Array(buffer, at, length);
    default:
      return new Float64Array(buffer, at, length);
  }
}

function columnsOf(index: LayerIndex): readonly Column[] {
  const { links, hardlinks, xattrs, devices, sparse, superseded } = index;
  return [
    ...[index.parent, index.end, index.nameStart, index.names, index.flags, index.mode],
    ...[index.uid, index.gid, index.mtime, index.size, index.block],
    ...[links.nodes, links.starts, links.bytes, hardlinks.nodes, hardlinks.targets],
    ...[xattrs.nodes, xattrs.values, xattrs.starts, xattrs.bytes],
    ...[devices.nodes, devices.majors, devices.minors, sparse.nodes, sparse.stored],
    ...[superseded.starts, superseded.paths, superseded.stored, superseded.block],
  ];
}

type Facts = Omit<z.output<typeof facts>, 'lengths'>;

function toIndex(rest: Facts, columns: readonly Column[]): LayerIndex {
  let next = 0;
  const take = <Type extends Column>(): Type => {
    next += 1;
    // `types` and `columnsOf` have the same order; the test of the round trip holds them together.
    return columns[next - 1] as Type;
  };
  const [u8, u16, u32, f64] = [take<Uint8Array>, take<Uint16Array>, take<Uint32Array>, take<Float64Array>];
  return {
    ...rest,
    parent: u32(),
    end: u32(),
    nameStart: u32(),
    names: u8(),
    flags: u16(),
    mode: u16(),
    uid: u32(),
    gid: u32(),
    mtime: f64(),
    size: f64(),
    block: u32(),
    links: { nodes: u32(), starts: u32(), bytes: u8() },
    hardlinks: { nodes: u32(), targets: u32() },
    xattrs: { nodes: u32(), values: u32(), starts: u32(), bytes: u8() },
    devices: { nodes: u32(), majors: u32(), minors: u32() },
    sparse: { nodes: u32(), stored: f64() },
    superseded: { starts: u32(), paths: u8(), stored: f64(), block: u32() },
  };
}

function aligned(length: number): number {
  return Math.ceil(length / 8) * 8;
}

function padding(length: number): Uint8Array {
  return new Uint8Array(aligned(length) - length);
}

function parseJson(bytes: Buffer): unknown {
  try {
    return JSON.parse(bytes.toString('utf8'));
  } catch {
    return undefined;
  }
}

function unusable(why: string): AppError {
  return new AppError('data_loss', `the stored index of a layer cannot be used: ${why}`);
}
