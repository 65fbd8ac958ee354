import { AppError } from '../../../../common/errors';
import { type EntryExtensions, toTarEntry } from './entry-of-header';
import {
  blockBytes,
  corruptHeader,
  type HeaderBlock,
  hasRightChecksum,
  isZeroBlock,
  readHeaderBlock,
  sparsePairs,
  textField,
} from './header-block';
import { parsePaxRecords } from './pax-records';
import type { SparseSegment, TarBody, TarEntryHandler } from './tar-entry';

export interface TarParserOptions {
  /** Checks the sum of every header; default true. Off where the bytes come from the engine's own checked records. */
  readonly checksums?: boolean;
}

/** Long names, pax headers: more than any file system takes. */
const maxExtensionBytes = 1024 * 1024;
/** Segments of one sparse file; each extension block has 21. */
const maxSparseBlocks = 50_000;

const longLinkFlag = 75;
const longNameFlag = 76;
const oldSparseFlag = 83;
const globalFlag = 103;
const paxFlag = 120;

type Phase = 'header' | 'extension' | 'sparse' | 'body' | 'padding' | 'ended';

/** A header of GNU's old sparse form whose map goes on in further blocks. */
interface SparseHeader {
  readonly block: Buffer;
  readonly offset: number;
  readonly segments: SparseSegment[];
  blocks: number;
}

/**
 * Reads a tar archive as it comes: ustar, pax, GNU (long names, base-256, sparse) and the old v7 form. Nothing is kept
 * of a body that nobody asked for. Global pax headers are read and not applied, as Docker and containerd do.
 * @throws AppError data_loss from `write` and `end` for a corrupt or truncated archive, with the position
 */
export class TarParser {
  readonly #handler: TarEntryHandler;
  readonly #checksums: boolean;
  readonly #partial = Buffer.alloc(blockBytes);
  #partialBytes = 0;
  #phase: Phase = 'header';
  #position = 0;
  /** Of the body, the extension or the padding. */
  #remaining = 0;
  #padding = 0;
  #body: TarBody | undefined;
  #extension: { readonly typeFlag: number; readonly body: Buffer } | undefined;
  #pending: EntryExtensions = {};
  #sparse: SparseHeader | undefined;
  #zeroBlocks = 0;

  constructor(handler: TarEntryHandler, options: TarParserOptions = {}) {
    this.#handler = handler;
    this.#checksums = options.checksums ?? true;
  }

  /** Bytes of the archive taken in so far, omitted ones included. */
  get position(): number {
    return this.#position;
  }

  /** The archive's end mark has come; what follows is not looked at. */
  get hasEnded(): boolean {
    return this.#phase === 'ended';
  }

  write(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#phase === 'ended') {
        this.#position += chunk.length - at;
        return;
      }
      const isBlock = this.#phase === 'header' || this.#phase === 'sparse';
      const taken = isBlock ? this.#takeBlock(chunk, at) : this.#takeBytes(chunk, at);
      at += taken;
    }
  }

  /** The rest of the present body does not come: tar-split keeps it elsewhere, a reader of files steps over it. */
  omitBody(): number {
    if (this.#phase !== 'body') return 0;
    const omitted = this.#remaining;
    this.#position += omitted;
    this.#remaining = 0;
    this.#endBytes();
    return omitted;
  }

  /** Bytes of padding that come next. */
  get paddingBytes(): number {
    return this.#phase === 'padding' ? this.#remaining : 0;
  }

  /** So many bytes of the padding do not come. */
  skipPadding(bytes: number): void {
    if (bytes > this.paddingBytes) throw new AppError('internal', 'more than the padding is left out');
    this.#remaining -= bytes;
    this.#position += bytes;
    if (this.#remaining === 0) this.#endBytes();
  }

  /** The input is over. */
  end(): void {
    const isWhole = this.#phase === 'ended' || (this.#phase === 'header' && this.#partialBytes === 0);
    if (isWhole && this.#pending.offset === undefined) return;
    throw new AppError('data_loss', `the tar archive is truncated: it ends at byte ${this.#position}`, {
      details: { position: this.#position },
    });
  }

  /** Headers need a whole block; only those that cross a chunk are copied. */
  #takeBlock(chunk: Buffer, at: number): number {
    if (this.#partialBytes === 0 && chunk.length - at >= blockBytes) {
      this.#position += blockBytes;
      this.#readBlock(chunk, at);
      return blockBytes;
    }
    const taken = Math.min(blockBytes - this.#partialBytes, chunk.length - at);
    chunk.copy(this.#partial, this.#partialBytes, at, at + taken);
    this.#partialBytes += taken;
    this.#position += taken;
    if (this.#partialBytes === blockBytes) {
      this.#partialBytes = 0;
      this.#readBlock(this.#partial, 0);
    }
    return taken;
  }

  #takeBytes(chunk: Buffer, at: number): number {
    const taken = Math.min(this.#remaining, chunk.length - at);
    if (this.#phase === 'body') this.#body?.write(chunk.subarray(at, at + taken));
    else if (this.#extension) {
      const { body } = this.#extension;
      chunk.copy(body, body.length - this.#remaining, at, at + taken);
    }
    this.#remaining -= taken;
    this.#position += taken;
    if (this.#remaining === 0) this.#endBytes();
    return taken;
  }

  #endBytes(): void {
    if (this.#phase === 'body') {
      const body = this.#body;
      this.#body = undefined;
      body?.end();
    } else if (this.#phase === 'extension') this.#endExtension();
    const needsPadding = this.#phase !== 'padding' && this.#padding > 0;
    this.#phase = needsPadding ? 'padding' : 'header';
    this.#remaining = needsPadding ? this.#padding : 0;
  }

  #startBytes(phase: 'extension' | 'body', bytes: number): void {
    this.#phase = phase;
    this.#remaining = bytes;
    this.#padding = (blockBytes - (bytes % blockBytes)) % blockBytes;
    if (bytes === 0) this.#endBytes();
  }

  #readBlock(block: Buffer, start: number): void {
    if (this.#sparse) {
      this.#readSparseBlock(this.#sparse, block, start);
      return;
    }
    const offset = this.#position - blockBytes;
    if (isZeroBlock(block, start)) {
      this.#zeroBlocks += 1;
      if (this.#zeroBlocks === 2) this.#phase = 'ended';
      return;
    }
    if (this.#zeroBlocks > 0) throw corruptHeader(offset, 'it follows the end of the archive');
    if (this.#checksums && !hasRightChecksum(block, start))
      throw corruptHeader(offset, 'its checksum is wrong');
    this.#readHeader(readHeaderBlock(block, start, offset), block, start, offset);
  }

  #readHeader(header: HeaderBlock, block: Buffer, start: number, offset: number): void {
    const { typeFlag } = header;
    const isLong = typeFlag === longNameFlag || typeFlag === longLinkFlag;
    if (isLong || typeFlag === paxFlag || typeFlag === globalFlag) this.#startExtension(header, offset);
    else if (typeFlag === oldSparseFlag) this.#readOldSparse(header, block, start, offset);
    else this.#deliver(header, block, start, offset);
  }

  #readOldSparse(header: HeaderBlock, block: Buffer, start: number, offset: number): void {
    const segments = sparsePairs(block, start + 386, 4);
    if (block[start + 482] === 0) {
      this.#deliver(header, block, start, offset, segments);
      return;
    }
    const copy = Buffer.from(block.subarray(start, start + blockBytes));
    this.#sparse = { block: copy, offset, segments, blocks: 0 };
    this.#phase = 'sparse';
  }

  #startExtension({ typeFlag, size }: HeaderBlock, offset: number): void {
    if (size > maxExtensionBytes) throw corruptHeader(offset, `its extension has ${size} bytes`);
    // A global header stands for itself: it does not begin an entry.
    if (typeFlag !== globalFlag) this.#pending.offset ??= offset;
    this.#extension = { typeFlag, body: Buffer.alloc(size) };
    this.#startBytes('extension', size);
  }

  #endExtension(): void {
    if (!this.#extension) return;
    const { typeFlag, body } = this.#extension;
    this.#extension = undefined;
    if (typeFlag === longNameFlag) this.#pending.longName = textField(body, 0, body.length);
    else if (typeFlag === longLinkFlag) this.#pending.longLink = textField(body, 0, body.length);
    else if (typeFlag === paxFlag) this.#pending.pax = parsePaxRecords(body);
  }

  #readSparseBlock(sparse: SparseHeader, block: Buffer, start: number): void {
    sparse.segments.push(...sparsePairs(block, start, 21));
    sparse.blocks += 1;
    if (sparse.blocks > maxSparseBlocks) throw corruptHeader(sparse.offset, 'its sparse map is too long');
    if (block[start + 504] !== 0) return;
    this.#sparse = undefined;
    const header = readHeaderBlock(sparse.block, 0, sparse.offset);
    this.#deliver(header, sparse.block, 0, sparse.offset, sparse.segments);
  }

  #deliver(
    header: HeaderBlock,
    block: Buffer,
    start: number,
    offset: number,
    segments?: readonly SparseSegment[],
  ): void {
    const entry = toTarEntry({ header, block, start, offset, segments }, this.#pending);
    this.#pending = {};
    this.#body = this.#handler(entry);
    this.#startBytes('body', entry.bodyBytes);
  }
}
