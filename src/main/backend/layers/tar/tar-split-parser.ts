import { AppError } from '../../../../common/errors';
import type { TarEntryHandler } from './tar-entry';
import { TarParser } from './tar-parser';

/** Longest record: what stands between two bodies, in base64. */
const maxLineBytes = 64 * 1024 * 1024;
const newline = 10;
/** `{"type":2,"payload":"`: the records as the engine writes them. */
const segmentStart = Buffer.from('{"type":2,"payload":"');
const quote = 34;

/**
 * Reads the decompressed `tar-split.json` of a layer: everything of the layer's tar except the bodies of its files.
 * Records are JSON lines; type 2 has bytes of the archive in base64, type 1 stands for the body of one file.
 * Source: github.com/vbatts/tar-split, tar/storage/entry.go.
 */
export class TarSplitParser {
  readonly #tar: TarParser;
  #rest: Buffer[] = [];
  #restBytes = 0;

  constructor(handler: TarEntryHandler) {
    // The engine checked the archive when it took it in, and gzip has a checksum of its own.
    this.#tar = new TarParser(handler, { checksums: false });
  }

  /** Bytes of the layer's tar described so far. */
  get position(): number {
    return this.#tar.position;
  }

  /** @throws AppError data_loss */
  write(chunk: Buffer): void {
    let at = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, at)) {
      this.#takeLine(chunk.subarray(at, end));
      at = end + 1;
    }
    if (at < chunk.length) this.#keep(chunk.subarray(at));
  }

  /** @throws AppError data_loss when the records are incomplete */
  end(): void {
    if (this.#restBytes > 0) this.#takeLine(Buffer.alloc(0));
    this.#tar.end();
  }

  #keep(part: Buffer): void {
    this.#restBytes += part.length;
    if (this.#restBytes > maxLineBytes) throw corrupt('a record is too long');
    this.#rest.push(part);
  }

  #takeLine(end: Buffer): void {
    if (this.#restBytes === 0) {
      this.#readRecord(end);
      return;
    }
    const line = Buffer.concat([...this.#rest, end]);
    this.#rest = [];
    this.#restBytes = 0;
    this.#readRecord(line);
  }

  #readRecord(line: Buffer): void {
    if (line.length === 0) return;
    if (
      line.length > segmentStart.length &&
      line.compare(segmentStart, 0, segmentStart.length, 0, segmentStart.length) === 0
    ) {
      const end = line.indexOf(quote, segmentStart.length);
      this.#tar.write(Buffer.from(line.toString('latin1', segmentStart.length, end), 'base64'));
      return;
    }
    const record = parseRecord(line);
    if (record.type === 2) this.#tar.write(Buffer.from(record.payload, 'base64'));
    else this.#omitBody(record.size);
  }

  /** Empty files and everything that has no body have a record, too. */
  #omitBody(size: number): void {
    const omitted = this.#tar.omitBody();
    // A sparse file counts with its whole size in the record.
    if (size < omitted) throw corrupt(`a file of ${omitted} bytes has a record of ${size}`);
  }
}

interface SplitRecord {
  readonly type: 1 | 2;
  readonly payload: string;
  readonly size: number;
}

function parseRecord(line: Buffer): SplitRecord {
  const value = parseJson(line);
  if (typeof value !== 'object' || value === null) throw corrupt('a record is no object');
  const { type, payload, size } = value as Readonly<Record<string, unknown>>;
  if (type === 2 && typeof payload === 'string') return { type, payload, size: 0 };
  if (type === 1) return { type, payload: '', size: typeof size === 'number' ? size : 0 };
  throw corrupt(`a record has type ${String(type)}`);
}

function parseJson(line: Buffer): unknown {
  try {
    return JSON.parse(line.toString('utf8'));
  } catch {
    throw corrupt('a record is no JSON');
  }
}

function corrupt(why: string): AppError {
  return new AppError('data_loss', `the engine's tar-split records are corrupt: ${why}`);
}
