/** Extended attributes of one file. */
export type Xattrs = readonly (readonly [name: string, value: Uint8Array])[];

/** One byte string for a set of attributes: `<length of name> <name><length of value> <value>` each, sorted by name. */
export function encodeXattrs(xattrs: Xattrs): Buffer {
  const parts = xattrs.flatMap(([name, value]) => {
    const nameBytes = Buffer.from(name);
    return [Buffer.from(`${nameBytes.length} `), nameBytes, Buffer.from(`${value.length} `), value];
  });
  return Buffer.concat(parts);
}

export function decodeXattrs(bytes: Uint8Array): Xattrs {
  const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  const xattrs: (readonly [string, Uint8Array])[] = [];
  let at = 0;
  const next = (): Buffer => {
    const blank = source.indexOf(32, at);
    const length = Number(source.toString('latin1', at, blank));
    at = blank + 1 + length;
    return source.subarray(blank + 1, at);
  };
  while (at < source.length) {
    const name = next().toString();
    xattrs.push([name, next()]);
  }
  return xattrs;
}
