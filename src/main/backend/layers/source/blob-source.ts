import type { Readable } from 'node:stream';
import { AppError } from '../../../../common/errors';
import type { ResolvedImage } from '../archive/image-layout';
import { readLayerStream } from '../archive/read-layer-stream';
import { createDecompressor, sniffBytes, sniffCompression } from '../compression';
import type { LayerReaderOptions } from '../layer-reader';
import type { ContentPlace, LayerSink, LayerSource, SourceMethod } from './layer-source';
import { openTarEntry } from './tar-content';

/** A place where each layer is a file of its own: an OCI layout, an archive on disk, a content store, a registry. */
export interface BlobStore {
  /** The bytes of a layer's file from `start` on, as they are stored. */
  openBlob(layer: number, start: number, signal: AbortSignal): Promise<Readable>;
  dispose?(): Promise<void>;
}

export interface BlobSourceOptions {
  readonly method: SourceMethod;
  readonly resolved: ResolvedImage;
  readonly store: BlobStore;
  readonly reader: Omit<LayerReaderOptions, 'signal'>;
}

/** A source that reads one layer after the other, and any part of a plain one. */
export function createBlobSource({ method, resolved, store, reader }: BlobSourceOptions): LayerSource {
  const { image, choices } = resolved;
  return {
    method,
    image,
    choices,
    read: async (wanted, sink, signal) => {
      for (const layer of [...wanted].sort((a, b) => a - b)) await readOne(layer, sink, signal);
    },
    open: (place, signal) => openContent(store, reader, place, signal),
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
  store: BlobStore,
  { commands }: Pick<LayerReaderOptions, 'commands'>,
  { layer, block }: ContentPlace,
  signal: AbortSignal,
): Promise<Readable> {
  const skip = block * 512;
  const compression = sniffCompression(await firstBytes(await store.openBlob(layer, 0, signal)));
  if (compression === 'none') return openTarEntry(await store.openBlob(layer, skip, signal), 0);
  const stream = await store.openBlob(layer, 0, signal);
  const decompressor = await createDecompressor(compression, commands);
  stream.once('error', (error) => decompressor.destroy(error));
  decompressor.once('close', () => stream.destroy());
  return openTarEntry(stream.pipe(decompressor), skip);
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
