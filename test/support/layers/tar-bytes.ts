/** One entry of a tar archive, with everything that the readers must understand. */
export interface TarSpec {
  /** At most 100 bytes are in the header itself: see `pax`, `gnuLong` and `prefix`. */
  readonly name: string | Buffer;
  /** Default `0`; a folder for a name with a slash at the end. */
  readonly type?: string;
  readonly body?: Buffer | string;
  readonly mode?: number;
  readonly uid?: number;
  readonly gid?: number;
  readonly mtime?: number;
  readonly link?: string | Buffer;
  readonly device?: readonly [major: number, minor: number];
  /** Written in a pax header before the entry. */
  readonly pax?: Readonly<Record<string, string | Buffer>>;
  /** Writes name and link in GNU headers before the entry. */
  readonly gnuLong?: boolean;
  /** Stands before the name, with a slash. */
  readonly prefix?: string;
  /** Overrides the size field, to lie. */
  readonly size?: number;
  /** Writes the numbers in base-256. */
  readonly base256?: boolean;
  /** Changes the finished header, before its checksum is taken. */
  readonly patch?: (header: Buffer) => void;
}

const block = 512;

/** A tar archive; `end: false` leaves out the two empty blocks. */
export function tarBytes(specs: readonly TarSpec[], { end = true }: { readonly end?: boolean } = {}): Buffer {
  return Buffer.concat([...specs.flatMap(entryBytes), ...(end ? [Buffer.alloc(2 * block)] : [])]);
}

function entryBytes(spec: TarSpec): Buffer[] {
  const before: Buffer[] = [];
  if (spec.pax) before.push(...extension('x', paxBody(spec.pax)));
  if (spec.gnuLong) {
    before.push(...extension('L', Buffer.concat([Buffer.from(spec.name), Buffer.alloc(1)])));
    if (spec.link !== undefined)
      before.push(...extension('K', Buffer.concat([Buffer.from(spec.link), Buffer.alloc(1)])));
  }
  const body = Buffer.from(spec.body ?? '');
  return [...before, headerBytes(spec, body.length), padded(body)];
}

/** An extension header with its body, e.g. of type `g`. */
export function extension(type: string, body: Buffer): Buffer[] {
  return [headerBytes({ name: '././@LongLink', type }, body.length), padded(body)];
}

export function paxBody(records: Readonly<Record<string, string | Buffer>>): Buffer {
  return Buffer.concat(
    Object.entries(records).map(([key, value]) => {
      const rest = Buffer.concat([Buffer.from(` ${key}=`), Buffer.from(value), Buffer.from('\n')]);
      let length = rest.length + 1;
      while (String(length).length + rest.length !== length) length = String(length).length + rest.length;
      return Buffer.concat([Buffer.from(String(length)), rest]);
    }),
  );
}

function headerBytes(spec: TarSpec, bodyLength: number): Buffer {
  const header = Buffer.alloc(block);
  const name = Buffer.from(spec.name);
  const isFolder = name[name.length - 1] === 47;
  const number = spec.base256 ? base256 : octal;
  name.copy(header, 0, 0, 100);
  octal(header, 100, 8, spec.mode ?? (isFolder ? 0o755 : 0o644));
  number(header, 108, 8, spec.uid ?? 0);
  number(header, 116, 8, spec.gid ?? 0);
  number(header, 124, 12, spec.size ?? bodyLength);
  number(header, 136, 12, spec.mtime ?? 1_700_000_000);
  header.write(spec.type ?? (isFolder ? '5' : '0'), 156, 'latin1');
  Buffer.from(spec.link ?? '').copy(header, 157, 0, 100);
  header.write('ustar\x0000', 257, 'latin1');
  if (spec.device) {
    octal(header, 329, 8, spec.device[0]);
    octal(header, 337, 8, spec.device[1]);
  }
  if (spec.prefix !== undefined) header.write(spec.prefix, 345, 155);
  spec.patch?.(header);
  header.fill(32, 148, 156);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return header;
}

export function octal(header: Buffer, at: number, length: number, value: number): void {
  header.write(`${value.toString(8).padStart(length - 1, '0')}\0`, at, 'latin1');
}

export function base256(header: Buffer, at: number, length: number, value: number): void {
  let rest = BigInt(value);
  for (let index = length - 1; index >= 0; index -= 1) {
    header[at + index] = Number(BigInt.asUintN(8, rest));
    rest >>= 8n;
  }
  header[at] = (header[at] ?? 0) | 0x80;
}

function padded(body: Buffer): Buffer {
  return Buffer.concat([body, Buffer.alloc((block - (body.length % block)) % block)]);
}
