import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AppError } from '../../../../common/errors';
import { digestHex } from '../../../../common/oci/digest';
import { normalizeImageConfig } from '../../../../common/oci/image-config';
import { maxDocumentBytes } from '../archive/documents';
import type { ImageDescription } from '../archive/image-layout';
import { chainIds } from '../chain-id';
import { toCompressionError } from '../compression';
import { freezeLayer } from '../index/freeze-layer';
import { LayerBuilder, type LayerLimits } from '../index/layer-builder';
import { TarSplitParser } from '../tar/tar-split-parser';
import { type EngineFiles, readEngineFile } from './engine-files';
import type { ContentPlace, LayerSink, LayerSource, SourceMethod } from './layer-source';
import { openedContents } from './tar-content';

export interface LayerStoreOptions {
  readonly method: Extract<SourceMethod, 'layer_store' | 'layer_store_helper'>;
  readonly files: EngineFiles;
  readonly image: ImageDescription;
  /** DockerRootDir. */
  readonly rootDir: string;
  /** The graph driver: overlay2, ... */
  readonly driver: string;
  readonly limits?: LayerLimits | undefined;
}

/**
 * Docker's classic store: `image/<driver>/layerdb/sha256/<chainID>` has the tar-split records of a layer, which are its
 * archive without the bodies, and `cache-id`, the name of the folder with its files. Source: moby, layer/filestore.go.
 * @throws AppError as `EngineFiles.open` when the store cannot be read
 */
export async function openLayerStore(options: LayerStoreOptions, signal: AbortSignal): Promise<LayerSource> {
  const { files, image, rootDir, driver } = options;
  const chain = chainIds(image.layers.map(({ diffId }) => diffId));
  const folderOf = (layer: number): string =>
    `${rootDir}/image/${driver}/layerdb/sha256/${digestHex(chain[layer] ?? '')}`;
  const config = await readConfig(options, signal);
  await checkTop(files, folderOf, image, signal);
  const cacheIds = new Map<number, string>();
  const openPlace = async (place: ContentPlace, openSignal: AbortSignal): Promise<Readable> => {
    const known = cacheIds.get(place.layer);
    const cacheId = known ?? (await readCacheId(files, folderOf(place.layer), openSignal));
    cacheIds.set(place.layer, cacheId);
    return openFile(options, cacheId, place, openSignal);
  };
  return {
    method: options.method,
    image: { ...image, config: config ?? image.config },
    choices: [],
    read: async (wanted, sink, readSignal) => {
      for (const layer of [...wanted].sort((a, b) => a - b)) {
        await readRecords(options, layer, `${folderOf(layer)}/tar-split.json.gz`, sink, readSignal);
      }
    },
    open: openPlace,
    contents: (_layer, places, readSignal) => openedContents(places, (place) => openPlace(place, readSignal)),
    release: () => files.dispose(),
    dispose: () => files.dispose(),
  };
}

/** The store must know this very stack; an empty image has none. */
async function checkTop(
  files: EngineFiles,
  folderOf: (layer: number) => string,
  image: ImageDescription,
  signal: AbortSignal,
): Promise<void> {
  const top = image.layers.length - 1;
  const expected = image.layers[top]?.diffId;
  if (expected === undefined) return;
  const found = (await readEngineFile(files, `${folderOf(top)}/diff`, 1024, signal)).toString().trim();
  if (found !== expected)
    throw new AppError('data_loss', `the layer store has ${found} where ${expected} should be`);
}

/** The configuration itself knows which steps made no layer. Without it the engine's answer is good enough. */
async function readConfig(
  { files, rootDir, driver, image }: LayerStoreOptions,
  signal: AbortSignal,
): Promise<ImageDescription['config'] | undefined> {
  const file = `${rootDir}/image/${driver}/imagedb/content/sha256/${digestHex(image.id)}`;
  const bytes = await readEngineFile(files, file, maxDocumentBytes, signal);
  const config = normalizeImageConfig(JSON.parse(bytes.toString('utf8')));
  return config.history.length > 0 ? config : undefined;
}

async function readRecords(
  { files, limits }: LayerStoreOptions,
  layer: number,
  file: string,
  sink: LayerSink,
  signal: AbortSignal,
): Promise<void> {
  const builder = new LayerBuilder(limits);
  const parser = new TarSplitParser((entry) => {
    builder.add(entry);
    return undefined;
  });
  const source = await files.open(Buffer.from(file), 0, signal);
  const gunzip = createGunzip({ chunkSize: 256 * 1024 });
  source.once('error', (error) => gunzip.destroy(error));
  try {
    for await (const chunk of source.pipe(gunzip) as AsyncIterable<Buffer>) {
      if (signal.aborted) throw new AppError('canceled', 'reading of the layers was canceled');
      parser.write(chunk);
      sink.progress(layer, parser.position);
    }
  } catch (thrown) {
    throw toCompressionError(thrown, file);
  } finally {
    source.destroy();
  }
  parser.end();
  await sink.done(layer, await freezeLayer(builder, parser.position, signal));
}

async function readCacheId(files: EngineFiles, folder: string, signal: AbortSignal): Promise<string> {
  const id = (await readEngineFile(files, `${folder}/cache-id`, 1024, signal)).toString().trim();
  if (!/^[A-Za-z0-9_-]+$/.test(id))
    throw new AppError('data_loss', 'the layer store has a malformed cache-id');
  return id;
}

function openFile(
  { files, rootDir, driver }: LayerStoreOptions,
  cacheId: string,
  place: ContentPlace,
  signal: AbortSignal,
): Promise<Readable> {
  if (driver !== 'overlay2' && driver !== 'fuse-overlayfs') {
    throw new AppError(
      'not_implemented',
      `contents of layers cannot be read with the storage driver ${driver}`,
    );
  }
  const folder = Buffer.from(`${rootDir}/${driver}/${cacheId}/diff/`);
  return files.open(Buffer.concat([folder, place.path]), 0, signal);
}
