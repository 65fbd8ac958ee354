import { AppError } from '../../../../common/errors';

/** Columns of a table that grows: one typed array each, doubled together. */
export interface Columns {
  capacity: number;
  parent: Uint32Array;
  firstChild: Uint32Array;
  nextSibling: Uint32Array;
  nameStart: Uint32Array;
  nameLength: Uint16Array;
  flags: Uint16Array;
  mode: Uint16Array;
  uid: Uint32Array;
  gid: Uint32Array;
  mtime: Float64Array;
  size: Float64Array;
  block: Uint32Array;
}

export function createColumns(capacity: number): Columns {
  return {
    capacity,
    parent: new Uint32Array(capacity),
    firstChild: new Uint32Array(capacity),
    nextSibling: new Uint32Array(capacity),
    nameStart: new Uint32Array(capacity),
    nameLength: new Uint16Array(capacity),
    flags: new Uint16Array(capacity),
    mode: new Uint16Array(capacity),
    uid: new Uint32Array(capacity),
    gid: new Uint32Array(capacity),
    mtime: new Float64Array(capacity),
    size: new Float64Array(capacity),
    block: new Uint32Array(capacity),
  };
}

export function growColumns(columns: Columns): void {
  const capacity = columns.capacity * 2;
  columns.capacity = capacity;
  columns.parent = grown(columns.parent, new Uint32Array(capacity));
  columns.firstChild = grown(columns.firstChild, new Uint32Array(capacity));
  columns.nextSibling = grown(columns.nextSibling, new Uint32Array(capacity));
  columns.nameStart = grown(columns.nameStart, new Uint32Array(capacity));
  columns.nameLength = grown(columns.nameLength, new Uint16Array(capacity));
  columns.flags = grown(columns.flags, new Uint16Array(capacity));
  columns.mode = grown(columns.mode, new Uint16Array(capacity));
  columns.uid = grown(columns.uid, new Uint32Array(capacity));
  columns.gid = grown(columns.gid, new Uint32Array(capacity));
  columns.mtime = grown(columns.mtime, new Float64Array(capacity));
  columns.size = grown(columns.size, new Float64Array(capacity));
  columns.block = grown(columns.block, new Uint32Array(capacity));
}

function grown<Column extends { set(source: Column): void }>(from: Column, to: Column): Column {
  to.set(from);
  return to;
}

/** Bytes appended one after the other, with a bound. */
export class GrowingBytes {
  bytes: Buffer;
  length = 0;
  readonly #limit: number;

  constructor(capacity: number, limit: number) {
    this.bytes = Buffer.allocUnsafeSlow(capacity);
    this.#limit = limit;
  }

  /** Where the copy begins. */
  append(source: Uint8Array, start = 0, end = source.length): number {
    const at = this.length;
    const needed = at + end - start;
    if (needed > this.bytes.length) this.#grow(needed);
    if (end - start < 64)
      for (let index = start; index < end; index += 1) this.bytes[at + index - start] = source[index] ?? 0;
    else this.bytes.set(source.subarray(start, end), at);
    this.length = needed;
    return at;
  }

  #grow(needed: number): void {
    if (needed > this.#limit) {
      throw new AppError('resource_exhausted', `names of a layer need more than ${this.#limit} bytes`, {
        details: { limit: this.#limit },
      });
    }
    const larger = Buffer.allocUnsafeSlow(Math.min(this.#limit, Math.max(needed, this.bytes.length * 2)));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}
