import { createHash, type Hash } from 'node:crypto';
import { once } from 'node:events';
import type { Duplex } from 'node:stream';
import { AppError } from '../../../common/errors';
import type { DiffId, Digest } from '../../../common/oci/digest';
import type { CommandRunner } from '../platform/platform';
import {
  type Compression,
  createDecompressor,
  sniffBytes,
  sniffCompression,
  toCompressionError,
} from './compression';
import { freezeLayer } from './index/freeze-layer';
import { LayerBuilder, type LayerLimits } from './index/layer-builder';
import type { LayerIndex } from './index/layer-index';
import { TarParser } from './tar/tar-parser';

/** One layer's archive, read to its end. */
export interface LayerReading {
  readonly index: LayerIndex;
  readonly diffId: DiffId;
  /** Of the bytes as they came. */
  readonly digest: Digest;
  readonly compression: Compression;
  /** Bytes as they came. */
  readonly storedBytes: number;
}

export interface LayerReaderOptions {
  readonly commands: Pick<CommandRunner, 'find' | 'spawn'>;
  readonly signal?: AbortSignal | undefined;
  readonly limits?: (LayerLimits & { readonly maxArchiveBytes?: number }) | undefined;
}

/** Unpacked bytes of one layer; a compressed one can claim a thousand times what it has. */
const defaultMaxArchiveBytes = 1024 ** 4;

/**
 * Makes a layer's index from the bytes of its archive: plain, gzip or zstd. `write`, wait for `ready` when it says
 * false, and `end`. Nothing is unpacked; the digests of what came and of what was in it are taken on the way.
 */
export class LayerReader {
  readonly #options: LayerReaderOptions;
  readonly #builder: LayerBuilder;
  readonly #tar: TarParser;
  readonly #diffHash = createHash('sha256');
  readonly #maxArchiveBytes: number;
  #start: Buffer[] = [];
  #startBytes = 0;
  #compression: Compression | undefined;
  /** Only for compressed input: otherwise both digests are the same. */
  #rawHash: Hash | undefined;
  #decompressor: Duplex | undefined;
  #starting: Promise<void> | undefined;
  #closing: Promise<void> | undefined;
  #failure: unknown;
  #storedBytes = 0;

  constructor(options: LayerReaderOptions) {
    this.#options = options;
    this.#builder = new LayerBuilder(options.limits);
    this.#maxArchiveBytes = options.limits?.maxArchiveBytes ?? defaultMaxArchiveBytes;
    this.#tar = new TarParser((entry) => {
      this.#builder.add(entry);
      return undefined;
    });
  }

  /** Takes the next bytes, at once. Returns false when `ready` should be waited for. Throws what is wrong with them. */
  write(chunk: Buffer): boolean {
    this.#rethrow();
    this.#storedBytes += chunk.length;
    if (this.#compression === 'none') {
      this.#take(chunk);
      return true;
    }
    if (this.#decompressor) return this.#decompress(this.#decompressor, chunk);
    this.#start.push(Buffer.from(chunk));
    this.#startBytes += chunk.length;
    if (this.#startBytes >= sniffBytes) this.#starting ??= this.#open();
    return this.#starting === undefined;
  }

  /** Resolves when more can be taken. */
  async ready(): Promise<void> {
    await this.#starting;
    const { writableNeedDrain } = this.#decompressor ?? { writableNeedDrain: false };
    if (this.#decompressor && writableNeedDrain && this.#failure === undefined) {
      // Whatever ends the stream also ends the wait; the failure is thrown below.
      await Promise.race([once(this.#decompressor, 'drain'), this.#closed()]).catch(() => undefined);
    }
    this.#rethrow();
  }

  /** @throws AppError data_loss when the archive is corrupt or truncated */
  async end(): Promise<LayerReading> {
    this.#starting ??= this.#open();
    await this.#starting;
    const { signal } = this.#options;
    if (this.#decompressor) {
      this.#decompressor.end();
      await this.#closed();
    }
    this.#rethrow();
    this.#tar.end();
    const diffId = `sha256:${this.#diffHash.digest('hex')}`;
    return {
      index: await freezeLayer(this.#builder, this.#tar.position, signal),
      diffId: diffId as DiffId,
      digest: (this.#rawHash ? `sha256:${this.#rawHash.digest('hex')}` : diffId) as Digest,
      compression: this.#compression ?? 'none',
      storedBytes: this.#storedBytes,
    };
  }

  /** Frees what it holds, after a failure elsewhere. Safe to call at any time. */
  destroy(): void {
    this.#decompressor?.destroy();
  }

  async #open(): Promise<void> {
    const start = Buffer.concat(this.#start);
    const compression = sniffCompression(start);
    if (compression !== 'none') {
      this.#rawHash = createHash('sha256');
      const decompressor = await createDecompressor(compression, this.#options.commands);
      decompressor.on('data', (chunk: Buffer) => this.#takeSafely(chunk));
      decompressor.on('error', (error) => this.#fail(toCompressionError(error, 'a layer')));
      this.#decompressor = decompressor;
    }
    this.#compression = compression;
    // More may have come while the decompressor was made.
    const waiting = this.#start;
    this.#start = [];
    for (const chunk of waiting) {
      if (this.#decompressor) this.#decompress(this.#decompressor, chunk);
      else this.#take(chunk);
    }
  }

  #decompress(decompressor: Duplex, chunk: Buffer): boolean {
    this.#rawHash?.update(chunk);
    return decompressor.destroyed ? false : decompressor.write(chunk);
  }

  #take(chunk: Buffer): void {
    this.#diffHash.update(chunk);
    this.#tar.write(chunk);
    if (this.#tar.position > this.#maxArchiveBytes) {
      throw new AppError(
        'resource_exhausted',
        `the layer unpacks to more than ${this.#maxArchiveBytes} bytes`,
        {
          details: { limit: this.#maxArchiveBytes },
        },
      );
    }
  }

  #takeSafely(chunk: Buffer): void {
    if (this.#failure !== undefined) return;
    try {
      this.#take(chunk);
    } catch (thrown) {
      this.#fail(thrown);
    }
  }

  #fail(thrown: unknown): void {
    this.#failure ??= thrown;
    this.#decompressor?.destroy();
  }

  #rethrow(): void {
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** One listener for all who wait: a large layer is waited for thousands of times. */
  #closed(): Promise<void> {
    const decompressor = this.#decompressor;
    if (!decompressor || decompressor.closed) return Promise.resolve();
    this.#closing ??= new Promise((resolve) => decompressor.once('close', () => resolve()));
    return this.#closing;
  }
}
