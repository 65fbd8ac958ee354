import { AppError } from '../../../../common/errors';
import { startsWithAt } from '../index/tar-path';
import type { TarEntryHandler } from './tar-entry';
import { TarParser } from './tar-parser';

/** Longest record: what stands between two bodies, in base64. */
const maxLineBytes = 64 * 1024 * 1024;
const newline = 10;
/** The records as the engine writes them. */
const segmentStart = Buffer.from('{"type":2,"payload":"');
const fileStart = Buffer.from('{"type":1,"name":');
const sizeField = Buffer.from(',"size":');
const quote = 34;
/** Segments up to this size are decoded into one buffer, again and again: the parser keeps nothing of it. */
const scratchBytes = 64 * 1024;

/**
 * Reads the decompressed `tar-split.json` of a layer: everything of the layer's tar except the bodies of its files.
 * Records are JSON lines; type 2 has bytes of the archive in base64, type 1 stands for the body of one file.
 * Source: github.com/vbatts/tar-split, tar/storage/entry.go.
 */
export class TarSplitParser {
  readonly #tar: TarParser;
  readonly #scratch = Buffer.alloc(scratchBytes);
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

  /** An image has hundreds of thousands of records: those in the engine's own form are not parsed as JSON. */
  #readRecord(line: Buffer): void {
    if (line.length === 0) return;
    if (startsWithAt(line, segmentStart, 0, line.length)) {
      this.#writeSegment(line, segmentStart.length, line.indexOf(quote, segmentStart.length));
      return;
    }
    const size = startsWithAt(line, fileStart, 0, line.length) ? sizeOfFile(line) : undefined;
    if (size !== undefined) {
      this.#omitBody(size);
      return;
    }
    const record = parseRecord(line);
    if (record.type === 2) this.#tar.write(Buffer.from(record.payload, 'base64'));
    else this.#omitBody(record.size);
  }

  /** Bytes of the archive in base64; the padding after a body, about the half of them, is not decoded. */
  #writeSegment(line: Buffer, start: number, end: number): void {
    if (end < 0) throw corrupt('a record is no JSON');
    const groups = Math.min(Math.floor(this.#tar.paddingBytes / 3), Math.floor((end - start) / 4) - 1);
    if (groups > 0) this.#tar.skipPadding(groups * 3);
    const from = groups > 0 ? start + groups * 4 : start;
    const text = line.toString('latin1', from, end);
    if (text.length > scratchBytes) this.#tar.write(Buffer.from(text, 'base64'));
    else this.#tar.write(this.#scratch.subarray(0, this.#scratch.write(text, 'base64')));
  }

  /** Empty files and everything that has no body have a record, too. */
  #omitBody(size: number): void {
    const omitted = this.#tar.omitBody();
    // A sparse file counts with its whole size in the record.
    if (size < omitted) throw corrupt(`a file of ${omitted} bytes has a record of ${size}`);
  }
}

/** What stands after `,"size":`, which cannot be in the name: quotes are escaped there. Undefined without one. */
function sizeOfFile(line: Buffer): number | undefined {
  const at = line.lastIndexOf(sizeField);
  if (at < 0) return undefined;
  let value = 0;
  let digit = at + sizeField.length;
  for (; digit < line.length; digit += 1) {
    const code = line[digit] ?? 0;
    if (code < 48 || code > 57) break;
    value = value * 10 + (code - 48);
  }
  return digit > at + sizeField.length && Number.isSafeInteger(value) ? value : undefined;
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
