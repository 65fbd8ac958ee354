import { AppError } from '../../../../common/errors';
import type { Descriptor } from '../../../../common/oci/image-manifest';
import { blobName } from '../archive/blob-name';
import { type DocumentStore, maxDocumentBytes } from '../archive/documents';
import { resolveManifests } from '../archive/image-layout';
import type { LayerReaderOptions } from '../layer-reader';
import { createBlobSource } from './blob-source';
import { type EngineFiles, readEngineFile } from './engine-files';
import type { LayerSource, SourceMethod } from './layer-source';

export interface ContentStoreOptions {
  readonly method: Extract<SourceMethod, 'content_store' | 'content_store_helper'>;
  readonly files: EngineFiles;
  /** Folder that has `blobs/sha256`, on the engine's host. */
  readonly folder: string;
  /** The image's id: digest of a manifest or an index. */
  readonly id: string;
  readonly references: readonly string[];
  /** `linux/amd64` */
  readonly platform: string;
  readonly reader: Omit<LayerReaderOptions, 'signal'>;
}

/**
 * An image of Docker's containerd store: manifests and layers are blobs, named by their digests.
 * @throws AppError as `EngineFiles.open` when the store cannot be read, and as `resolveManifests`
 */
export async function openContentStore(
  options: ContentStoreOptions,
  signal: AbortSignal,
): Promise<LayerSource> {
  const { files, folder, id, platform } = options;
  const store: DocumentStore = {
    get: async (name) => readEngineFile(files, `${folder}/${name}`, maxDocumentBytes, signal),
  };
  const first = await describe(store, id);
  const resolved = await resolveManifests(store, [first], first.platform ? {} : { platform });
  const image = { ...resolved.image, id, references: options.references };
  return createBlobSource({
    method: options.method,
    resolved: { ...resolved, image },
    reader: options.reader,
    store: {
      openBlob: (layer, start, openSignal) =>
        files.open(Buffer.from(`${folder}/${resolved.files[layer]}`), start, openSignal),
      release: () => files.dispose(),
      dispose: () => files.dispose(),
    },
  });
}

/** Whether an id names a manifest or an index is only in the document itself. */
async function describe(store: DocumentStore, digest: string): Promise<Descriptor> {
  const bytes = await store.get(blobName(digest));
  const text = Buffer.from(bytes ?? []).toString('utf8');
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch {
    throw new AppError('data_loss', `${digest} is no manifest`);
  }
  const isIndex = typeof document === 'object' && document !== null && 'manifests' in document;
  return {
    mediaType: isIndex
      ? 'application/vnd.oci.image.index.v1+json'
      : 'application/vnd.oci.image.manifest.v1+json',
    digest,
    size: text.length,
    annotations: {},
    // A manifest by itself is what was asked for, whatever machine it is made for.
    platform: isIndex ? undefined : { os: '', architecture: '' },
  };
}
