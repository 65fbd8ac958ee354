import type { Readable } from 'node:stream';
import { AppError } from '../../../../common/errors';
import { blobDigest } from '../archive/blob-name';
import { type ImageSelection, type ResolvedImage, resolveImage } from '../archive/image-layout';
import { checkDigests } from '../archive/read-layer-stream';
import { readArchiveStream, type StreamArchive } from '../archive/stream-archive';
import { openArchivedLayer } from '../archive/stream-layer';
import type { LayerReaderOptions, LayerReading } from '../layer-reader';
import { blockBytes } from '../tar/header-block';
import type { ContentEvent, ContentPlace, LayerSink, LayerSource, SourceMethod } from './layer-source';
import { openTarEntry, tarContents } from './tar-content';

export interface StreamSourceOptions {
  readonly method: Extract<SourceMethod, 'archive' | 'save'>;
  /** Begins the archive anew: each pass is a stream. */
  readonly openStream: (signal: AbortSignal) => Promise<Readable>;
  readonly selection: ImageSelection;
  readonly reader: Omit<LayerReaderOptions, 'signal'>;
}

/**
 * An archive that can only be read from its beginning: metadata may stand at its end, so that the first pass reads
 * everything. What that pass made of the layers is kept until `read` asks for it.
 */
export async function openStreamSource(
  options: StreamSourceOptions,
  signal: AbortSignal,
): Promise<LayerSource> {
  const stream = await options.openStream(signal);
  const archive = await readArchiveStream(stream, { ...options.reader, signal });
  const resolved = await resolveImage(archive, options.selection);
  return new StreamSource(options, resolved, archive);
}

/** The same when the image is known beforehand: layers are handed on while the rest is read. */
export function createKnownStreamSource(options: StreamSourceOptions, resolved: ResolvedImage): LayerSource {
  return new StreamSource(options, resolved, undefined);
}

class StreamSource implements LayerSource {
  readonly method: SourceMethod;
  image: ResolvedImage['image'];
  readonly choices: ResolvedImage['choices'];
  readonly #options: StreamSourceOptions;
  #files: readonly string[];
  #archive: StreamArchive | undefined;

  constructor(options: StreamSourceOptions, resolved: ResolvedImage, archive: StreamArchive | undefined) {
    this.method = options.method;
    this.image = resolved.image;
    this.choices = resolved.choices;
    this.#options = options;
    this.#files = resolved.files.map((name) => archive?.resolve(name) ?? name);
    this.#archive = archive;
  }

  async read(wanted: ReadonlySet<number>, sink: LayerSink, signal: AbortSignal): Promise<void> {
    if (!this.#archive) {
      await this.#readKnown(wanted, sink, signal);
      return;
    }
    for (const layer of wanted) {
      const reading = this.#archive.layer(this.#files[layer] ?? '');
      if (!reading) throw this.#missing(layer);
      checkDigests(reading, { diffId: this.image.layers[layer]?.diffId, digest: undefined });
      await sink.done(layer, reading.index);
    }
    // The indexes live on where they are used.
    this.#archive = undefined;
  }

  async open({ layer, block }: ContentPlace, signal: AbortSignal): Promise<Readable> {
    return openTarEntry(await this.#openLayer(layer, signal), block * blockBytes);
  }

  async *contents(
    layer: number,
    places: readonly ContentPlace[],
    signal: AbortSignal,
  ): AsyncGenerator<ContentEvent> {
    yield* tarContents(await this.#openLayer(layer, signal), places);
  }

  /** Another pass: names of files are known when layers came from the cache, too. */
  async #openLayer(layer: number, signal: AbortSignal): Promise<Readable> {
    if (this.#files.length === 0) await this.#findFiles(signal);
    const name = this.#files[layer];
    if (!name) throw this.#missing(layer);
    const stream = await this.#options.openStream(signal);
    return openArchivedLayer(stream, name, this.#options.reader.commands);
  }

  async #findFiles(signal: AbortSignal): Promise<void> {
    const stream = await this.#options.openStream(signal);
    const archive = await readArchiveStream(stream, { ...this.#options.reader, signal, skip: isLayerName });
    const { files } = await resolveImage(archive, this.#options.selection);
    this.#files = files.map((name) => archive.resolve(name));
  }

  async release(): Promise<void> {
    // Each pass ends by itself.
  }

  async dispose(): Promise<void> {
    this.#archive = undefined;
  }

  /** Layers are told apart by what is in them, because their names are only known at the end. */
  async #readKnown(wanted: ReadonlySet<number>, sink: LayerSink, signal: AbortSignal): Promise<void> {
    const missing = new Set(wanted);
    const layersOf = (diffId: string): number[] =>
      this.image.layers.flatMap((layer, number) => (layer.diffId === diffId ? [number] : []));
    let position = 0;
    const done = async (_name: string, { diffId, index }: LayerReading): Promise<void> => {
      for (const layer of layersOf(diffId)) if (missing.delete(layer)) await sink.done(layer, index);
    };
    const archive = await readArchiveStream(await this.#options.openStream(signal), {
      ...this.#options.reader,
      signal,
      skip: (name) => {
        const layers = layersOf(blobDigest(name) ?? '');
        return layers.length > 0 && !layers.some((layer) => wanted.has(layer));
      },
      progress: (_name, bytes) => {
        position = bytes;
        const [next] = missing;
        if (next !== undefined) sink.progress(next, position);
      },
      done,
    });
    const { files, image } = await resolveImage(archive, this.#options.selection);
    this.#files = files.map((name) => archive.resolve(name));
    // The archive has the whole history; the engine's answers have not.
    this.image = { ...this.image, config: image.config };
    const [first] = missing;
    if (first !== undefined) this.#explain(archive, first);
  }

  /** A layer did not come with the diffID that it should have. */
  #explain(archive: StreamArchive, layer: number): never {
    const reading = archive.layer(this.#files[layer] ?? '');
    if (reading) checkDigests(reading, { diffId: this.image.layers[layer]?.diffId, digest: undefined });
    throw this.#missing(layer);
  }

  #missing(layer: number): AppError {
    const name = this.#files[layer] ?? `layer ${layer}`;
    return new AppError('data_loss', `${name} is missing`, { details: { file: name } });
  }
}

/** Of an archive in the form of docker 20.10; other names do not tell layers from metadata. */
function isLayerName(name: string): boolean {
  return name.endsWith('/layer.tar');
}
