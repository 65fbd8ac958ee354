/** One entry of a tar archive. */
export interface TarFile {
  /** Path in the archive, at most 100 bytes. */
  readonly name: string;
  readonly body?: Buffer | string;
  /** Permission bits, default 0644. */
  readonly mode?: number;
  /** Makes a symbolic link to this path instead of a file. */
  readonly linkTo?: string;
  /** Makes a folder. */
  readonly directory?: boolean;
}

const block = 512;

/** A ustar archive in memory; for small test data only. */
export function createTar(files: readonly TarFile[]): Buffer {
  const parts = files.flatMap((file) => {
    const body = Buffer.from(file.body ?? '');
    const padding = Buffer.alloc((block - (body.length % block)) % block);
    return [header(file, body.length), body, padding];
  });
  return Buffer.concat([...parts, Buffer.alloc(2 * block)]);
}

function header(file: TarFile, size: number): Buffer {
  const result = Buffer.alloc(block);
  const name = Buffer.from(file.name, 'utf8');
  if (name.length > 100) throw new Error(`tar entry name is longer than 100 bytes: ${file.name}`);
  const octal = (value: number, length: number) => `${value.toString(8).padStart(length - 1, '0')}\0`;
  name.copy(result, 0);
  result.write(octal(file.mode ?? (file.directory ? 0o755 : 0o644), 8), 100);
  result.write(octal(0, 8), 108);
  result.write(octal(0, 8), 116);
  result.write(octal(size, 12), 124);
  result.write(octal(0, 12), 136);
  result.write(' '.repeat(8), 148);
  result.write(file.linkTo !== undefined ? '2' : file.directory ? '5' : '0', 156);
  result.write(file.linkTo ?? '', 157, 100);
  result.write('ustar\x0000', 257, 'latin1');
  const sum = result.reduce((total, byte) => total + byte, 0);
  result.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return result;
}

/** Regular files of a ustar archive by name. Throws on text that is no archive. */
export function readTar(archive: Buffer): ReadonlyMap<string, Buffer> {
  const files = new Map<string, Buffer>();
  let offset = 0;
  while (offset + block <= archive.length && archive[offset] !== 0) {
    const name = text(archive, offset, 100);
    const size = Number.parseInt(text(archive, offset + 124, 12).trim(), 8);
    const isTar = archive.toString('latin1', offset + 257, offset + 262) === 'ustar';
    if (!isTar || Number.isNaN(size) || offset + block + size > archive.length) {
      throw new Error('unexpected EOF');
    }
    files.set(name, archive.subarray(offset + block, offset + block + size));
    offset += block + Math.ceil(size / block) * block;
  }
  if (offset === 0) throw new Error('unexpected EOF');
  return files;
}

function text(archive: Buffer, start: number, length: number): string {
  const end = archive.indexOf(0, start);
  return archive.toString('utf8', start, end < 0 || end > start + length ? start + length : end);
}
