import type { Duplex, Readable } from 'node:stream';
import { AppError } from '../../../../common/errors';
import type { ResolvedImage } from '../archive/image-layout';
import { readLayerStream } from '../archive/read-layer-stream';
import { type Compression, createDecompressor, sniffBytes, sniffCompression } from '../compression';
import type { LayerReaderOptions } from '../layer-reader';
import { blockBytes } from '../tar/header-block';
import type { ContentEvent, ContentPlace, LayerSink, LayerSource, SourceMethod } from './layer-source';
import { openedContents, openTarEntry, tarContents } from './tar-content';

/** A place where each layer is a file of its own: an OCI layout, an archive on disk, a content store, a registry. */
export interface BlobStore {
  /** The bytes of a layer's file from `start` on, as they are stored. */
  openBlob(layer: number, start: number, signal: AbortSignal): Promise<Readable>;
  /** Gives back what it holds elsewhere; the next `openBlob` takes it again. */
  release?(): Promise<void>;
  dispose?(): Promise<void>;
}

export interface BlobSourceOptions {
  readonly method: SourceMethod;
  readonly resolved: ResolvedImage;
  readonly store: BlobStore;
  readonly reader: Omit<LayerReaderOptions, 'signal'>;
}

/** A source that reads one layer after the other, and any part of a plain one. */
export function createBlobSource(options: BlobSourceOptions): LayerSource {
  const { method, resolved, store, reader } = options;
  const { image, choices } = resolved;
  return {
    method,
    image,
    choices,
    read: async (wanted, sink, signal) => {
      for (const layer of [...wanted].sort((a, b) => a - b)) await readOne(layer, sink, signal);
    },
    open: (place, signal) => openContent(options, place, signal),
    contents: (layer, places, signal) => readContents(options, layer, places, signal),
    release: async () => await store.release?.(),
    dispose: async () => await store.dispose?.(),
  };

  async function readOne(layer: number, sink: LayerSink, signal: AbortSignal): Promise<void> {
    const expected = image.layers[layer];
    if (!expected) throw new AppError('internal', 'a layer that the image does not have');
    const stream = await store.openBlob(layer, 0, signal);
    const reading = await readLayerStream(stream, expected, { ...reader, signal }, (bytes) =>
      sink.progress(layer, bytes),
    );
    await sink.done(layer, reading.index);
  }
}

async function openContent(
  { store, reader }: BlobSourceOptions,
  { layer, block }: ContentPlace,
  signal: AbortSignal,
): Promise<Readable> {
  const compression = await compressionOf(store, layer, signal);
  const skip = block * blockBytes;
  if (compression === 'none') return openTarEntry(await store.openBlob(layer, skip, signal), 0);
  return openTarEntry(await unpack(store, layer, compression, reader, signal), skip);
}

/** A plain layer's files are read one by one, a compressed layer in one pass. */
async function* readContents(
  options: BlobSourceOptions,
  layer: number,
  places: readonly ContentPlace[],
  signal: AbortSignal,
): AsyncGenerator<ContentEvent> {
  const { store, reader } = options;
  const compression = await compressionOf(store, layer, signal);
  if (compression === 'none') {
    yield* openedContents(places, async ({ block }) =>
      openTarEntry(await store.openBlob(layer, block * blockBytes, signal), 0),
    );
  } else yield* tarContents(await unpack(store, layer, compression, reader, signal), places);
}

async function compressionOf(store: BlobStore, layer: number, signal: AbortSignal): Promise<Compression> {
  return sniffCompression(await firstBytes(await store.openBlob(layer, 0, signal)));
}

async function unpack(
  store: BlobStore,
  layer: number,
  compression: Exclude<Compression, 'none'>,
  { commands }: Pick<LayerReaderOptions, 'commands'>,
  signal: AbortSignal,
): Promise<Duplex> {
  const stream = await store.openBlob(layer, 0, signal);
  const decompressor = await createDecompressor(compression, commands);
  stream.once('error', (error) => decompressor.destroy(error));
  decompressor.once('close', () => stream.destroy());
  return stream.pipe(decompressor);
}

async function firstBytes(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  // Leaving the loop destroys the stream.
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= sniffBytes) break;
  }
  return Buffer.concat(chunks);
}
