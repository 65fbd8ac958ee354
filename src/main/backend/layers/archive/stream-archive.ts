import type { Readable } from 'node:stream';
import { AppError } from '../../../../common/errors';
import { toCompressionError } from '../compression';
import { LayerReader, type LayerReaderOptions, type LayerReading } from '../layer-reader';
import type { TarBody, TarEntry } from '../tar/tar-entry';
import { TarParser } from '../tar/tar-parser';
import { blobDigest } from './blob-name';
import { type DocumentStore, maxDocumentBytes } from './documents';
import { checkDigests } from './read-layer-stream';
import { SymlinkTable } from './symlink-table';

/** Metadata of one archive together: a hundred images' worth. */
const maxDocumentsBytes = 64 * 1024 * 1024;
const maxEntries = 20_000;

export interface StreamArchiveOptions extends LayerReaderOptions {
  /** Layers whose file's name says that they are known already. */
  readonly skip?: (name: string) => boolean;
  readonly progress?: (name: string, bytes: number) => void;
  /** A layer's file is complete; the stream waits. */
  readonly done?: (name: string, reading: LayerReading) => Promise<void>;
}

/** What one pass over an image archive found. */
export interface StreamArchive extends DocumentStore {
  /** By the name of their file; links are followed. */
  layer(name: string): LayerReading | undefined;
  /** The name under which a file's bytes are. */
  resolve(name: string): string;
}

/**
 * Reads a `docker save` or OCI archive in one pass, in whatever order its files come: metadata are known by their
 * first byte, layers by being archives, compressed or not. Only indexes and metadata are kept.
 */
export async function readArchiveStream(
  stream: AsyncIterable<Buffer> & Pick<Readable, 'destroy'>,
  options: StreamArchiveOptions,
): Promise<StreamArchive> {
  const pass = new ArchivePass(options);
  try {
    for await (const chunk of stream) {
      options.signal?.throwIfAborted();
      await pass.write(chunk);
    }
    await pass.end();
    return pass;
  } catch (thrown) {
    pass.destroy();
    stream.destroy();
    if (options.signal?.aborted) throw new AppError('canceled', 'reading of the archive was canceled');
    throw toCompressionError(thrown, 'the archive');
  }
}

class ArchivePass implements StreamArchive {
  readonly #options: StreamArchiveOptions;
  readonly #tar: TarParser;
  readonly #documents = new Map<string, Buffer>();
  readonly #layers = new Map<string, LayerReading>();
  readonly #links = new SymlinkTable();
  #documentBytes = 0;
  #entries = 0;
  #file: OpenFile | undefined;
  readonly #ended: OpenFile[] = [];

  constructor(options: StreamArchiveOptions) {
    this.#options = options;
    this.#tar = new TarParser((entry) => this.#open(entry));
  }

  async get(name: string): Promise<Uint8Array | undefined> {
    return this.#documents.get(this.#links.resolve(name));
  }

  layer(name: string): LayerReading | undefined {
    return this.#layers.get(this.#links.resolve(name));
  }

  resolve(name: string): string {
    return this.#links.resolve(name);
  }

  async write(chunk: Buffer): Promise<void> {
    this.#tar.write(chunk);
    await this.#settle();
    await this.#file?.ready();
  }

  async end(): Promise<void> {
    this.#tar.end();
    await this.#settle();
  }

  destroy(): void {
    this.#file?.destroy();
    for (const file of this.#ended) file.destroy();
  }

  #open(entry: TarEntry): TarBody | undefined {
    this.#entries += 1;
    if (this.#entries > maxEntries) {
      throw new AppError(
        'resource_exhausted',
        `the archive has more than ${maxEntries} files: it is no image`,
      );
    }
    const name = this.#links.take(entry);
    if (name === undefined || entry.kind !== 'file' || entry.bodyBytes === 0 || this.#options.skip?.(name)) {
      return undefined;
    }
    const file = new OpenFile(name, entry.bodyBytes, this.#options);
    this.#file = file;
    return {
      write: (chunk) => file.write(chunk),
      end: () => {
        this.#file = undefined;
        this.#ended.push(file);
      },
    };
  }

  /** Files that ended inside the last chunk. */
  async #settle(): Promise<void> {
    for (let file = this.#ended[0]; file; file = this.#ended[0]) {
      const content = await file.end();
      this.#ended.shift();
      if (content.kind === 'document') this.#keep(file.name, content.bytes);
      if (content.kind !== 'layer') continue;
      checkDigests(content.reading, { digest: blobDigest(file.name), diffId: undefined });
      this.#layers.set(file.name, content.reading);
      await this.#options.done?.(file.name, content.reading);
    }
  }

  #keep(name: string, bytes: Buffer): void {
    this.#documentBytes += bytes.length;
    if (this.#documentBytes > maxDocumentsBytes) {
      throw new AppError(
        'resource_exhausted',
        `the archive has more than ${maxDocumentsBytes} bytes of metadata`,
      );
    }
    this.#documents.set(name, bytes);
  }
}

type FileContent =
  | { readonly kind: 'document'; readonly bytes: Buffer }
  | { readonly kind: 'layer'; readonly reading: LayerReading }
  | { readonly kind: 'other' };

/** A file of the archive, of which the first bytes say what it is. */
class OpenFile {
  readonly #options: StreamArchiveOptions;
  readonly #size: number;
  #kind: FileContent['kind'] | undefined;
  #document: Buffer[] = [];
  #reader: LayerReader | undefined;
  #bytes = 0;
  #isReady = true;

  constructor(
    readonly name: string,
    size: number,
    options: StreamArchiveOptions,
  ) {
    this.#size = size;
    this.#options = options;
  }

  write(chunk: Buffer): void {
    this.#kind ??= kindOf(chunk, this.#size);
    this.#bytes += chunk.length;
    if (this.#kind === 'document') this.#document.push(Buffer.from(chunk));
    if (this.#kind !== 'layer') return;
    this.#reader ??= new LayerReader(this.#options);
    this.#isReady = this.#reader.write(chunk);
    this.#options.progress?.(this.name, this.#bytes);
  }

  async ready(): Promise<void> {
    if (!this.#isReady) await this.#reader?.ready();
  }

  async end(): Promise<FileContent> {
    if (this.#kind === 'document') return { kind: 'document', bytes: Buffer.concat(this.#document) };
    if (this.#reader) return { kind: 'layer', reading: await this.#reader.end() };
    return { kind: 'other' };
  }

  destroy(): void {
    this.#reader?.destroy();
  }
}

/** Layers of engines are at least two empty blocks; JSON begins with a brace or a bracket. */
function kindOf(start: Buffer, size: number): FileContent['kind'] {
  const first = start[0];
  if (start.toString('latin1', 257, 262) === 'ustar') return 'layer';
  if ((first === 0x7b || first === 0x5b) && size <= maxDocumentBytes) return 'document';
  const isCompressed = (first === 0x1f && start[1] === 0x8b) || (first === 0x28 && start[1] === 0xb5);
  return isCompressed || size >= 1024 ? 'layer' : 'other';
}
