import { type AppError, isAppError, toAppError } from '../../../../common/errors';
import type { EngineConnection } from '../../engine/engine-connection';
import type { Logger } from '../../platform/platform';
import type { LayerReaderOptions } from '../layer-reader';
import { openContentStore } from './content-store-source';
import { localFiles } from './engine-files';
import { type EngineImage, inspectEngineImage } from './engine-image';
import { createHelperFiles } from './helper-container';
import type { LayerSource, SourceMethod } from './layer-source';
import { openLayerStore } from './layer-store-source';
import { createKnownStreamSource } from './stream-source';

export interface EngineSourceOptions {
  readonly connection: EngineConnection;
  /** Id or reference. */
  readonly image: string;
  /** False: `docker save` and nothing else. */
  readonly fastPath: boolean;
  /** Only these of the fast ways. Default: all. */
  readonly methods?: readonly SourceMethod[];
  readonly reader: Omit<LayerReaderOptions, 'signal'>;
  readonly logger: Pick<Logger, 'info'>;
}

/** A way that was tried and did not lead to the layers. */
export interface FailedAttempt {
  readonly method: SourceMethod;
  readonly error: AppError;
}

export interface OpenedEngineImage {
  readonly source: LayerSource;
  readonly attempts: readonly FailedAttempt[];
  readonly sizeBytes: number | undefined;
}

/** Where containerd keeps blobs: Docker's own, and the system's. */
const contentFolder = 'io.containerd.content.v1.content';

/**
 * Opens an image of an engine the quickest way that works: the files of its store, the same through a helper
 * container, and at last the stream of `docker save`, which the engine first gathers on its own disk.
 * @throws AppError not_found for an unknown image; unavailable, ... when the engine cannot be asked
 */
export async function openEngineImage(
  options: EngineSourceOptions,
  signal: AbortSignal,
): Promise<OpenedEngineImage> {
  const { connection, fastPath } = options;
  const image = await inspectEngineImage(connection.api, options.image, signal);
  const attempts: FailedAttempt[] = [];
  for (const way of fastPath ? fastWays(options, image) : []) {
    try {
      return { source: await way.open(signal), attempts, sizeBytes: image.sizeBytes };
    } catch (thrown) {
      await way.dispose();
      signal.throwIfAborted();
      const error = toAppError(thrown);
      if (!isAppError(thrown))
        options.logger.info('a way to the layers failed', { way: way.method, reason: String(thrown) });
      attempts.push({ method: way.method, error });
    }
  }
  return { source: openSave(options, image), attempts, sizeBytes: image.sizeBytes };
}

interface Way {
  readonly method: SourceMethod;
  open(signal: AbortSignal): Promise<LayerSource>;
  dispose(): Promise<void>;
}

function fastWays(options: EngineSourceOptions, image: EngineImage): readonly Way[] {
  const info = options.connection.requireInfo();
  if (info.product !== 'docker' || info.osType !== 'linux' || !info.rootDir.startsWith('/')) return [];
  const ways = info.capabilities.containerdImageStore
    ? contentWays(options, image)
    : storeWays(options, image);
  return ways.filter(({ method }) => options.methods?.includes(method) ?? true);
}

function storeWays(
  { connection, reader }: EngineSourceOptions,
  { description }: EngineImage,
): readonly Way[] {
  const { rootDir, storageDriver } = connection.requireInfo();
  const helper = createHelperFiles(connection.api, description.id, rootDir);
  const base = { image: description, rootDir, driver: storageDriver, limits: reader.limits };
  return [
    {
      method: 'layer_store',
      open: (signal) => openLayerStore({ ...base, method: 'layer_store', files: localFiles }, signal),
      dispose: async () => undefined,
    },
    {
      method: 'layer_store_helper',
      open: (signal) => openLayerStore({ ...base, method: 'layer_store_helper', files: helper }, signal),
      dispose: () => helper.dispose(),
    },
  ];
}

function contentWays(
  { connection, reader }: EngineSourceOptions,
  { description }: EngineImage,
): readonly Way[] {
  const { rootDir } = connection.requireInfo();
  const { id, references, config } = description;
  const platform = [config.os, config.architecture].filter(Boolean).join('/');
  const folders = [`${rootDir}/containerd/daemon`, '/var/lib/containerd'];
  return folders.flatMap((folder): readonly Way[] => {
    const helper = createHelperFiles(connection.api, id, folder);
    const base = { folder: `${folder}/${contentFolder}`, id, references, platform, reader };
    return [
      {
        method: 'content_store',
        open: (signal) => openContentStore({ ...base, method: 'content_store', files: localFiles }, signal),
        dispose: async () => undefined,
      },
      {
        method: 'content_store_helper',
        open: (signal) =>
          openContentStore({ ...base, method: 'content_store_helper', files: helper }, signal),
        dispose: () => helper.dispose(),
      },
    ];
  });
}

/** By id: a tag may be moved in the meantime. */
function openSave({ connection, reader }: EngineSourceOptions, { description }: EngineImage): LayerSource {
  const openStream = (signal: AbortSignal) =>
    connection.api.read({ path: '/images/get', query: { names: [description.id] }, signal, timeoutMs: 0 });
  return createKnownStreamSource(
    { method: 'save', openStream, selection: {}, reader },
    { image: description, files: [], choices: [] },
  );
}
