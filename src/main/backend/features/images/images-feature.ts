import { implement } from '@orpc/server';
import type { ImageRemovalPreview, ImageSummary } from '../../../../common/contract/images';
import { imagesContract } from '../../../../common/contract/images';
import type { EngineConnection, EngineRegistry } from '../../engine/engine-connection';
import { listContainerUsers } from '../../engine/records/container-users';
import { imageRecords } from '../../engine/records/image-record';
import { createResourceLists, type ResourceLists } from '../../engine/resource-list/resource-lists';
import type { JobRegistry } from '../../jobs/job-registry';
import type { Logger } from '../../platform/platform';
import type { TransferRegistry } from '../../transfers/transfer-registry';
import { startImageRemoval, tagImage } from './image-actions';
import { inspectImage } from './image-details';
import { decideImageRemoval, namesKept } from './image-removal';
import { measureUniqueSizes } from './image-sizes';
import { imageSource } from './image-source';
import { type ImageTarget, resolveImages } from './image-targets';
import { startImageImport, startImageLoad, startImageSave } from './image-transfers';

export interface ImagesFeatureOptions {
  readonly engines: EngineRegistry;
  readonly jobs: JobRegistry;
  readonly transfers: TransferRegistry;
  readonly logger: Logger;
  /** Default: lists of its own. */
  readonly lists?: ResourceLists<ImageSummary>;
}

/** The procedures of `contract.images`. */
export function createImagesFeature(options: ImagesFeatureOptions) {
  const { engines, jobs, lists = createResourceLists({ ...options, source: imageSource }) } = options;
  const os = implement(imagesContract);

  async function targetsOf(asked: Asked, signal?: AbortSignal): Promise<ImageTarget[]> {
    return resolveImages(asked.ids, await lists.recent(asked.engineId, signal));
  }

  return os.router({
    list: os.list.handler(async ({ input, signal }) => [...(await lists.list(input.engineId, signal))]),
    watch: os.watch.handler(({ input, signal }) => lists.watch(input.engineId, signal)),
    inspect: os.inspect.handler(({ input, signal }) =>
      inspectImage(engines.get(input.engineId).api, input.id, signal),
    ),
    tag: os.tag.handler(({ input, signal }) =>
      tagImage(engines.get(input.engineId).api, input.id, input.reference, signal),
    ),
    previewRemove: os.previewRemove.handler(async ({ input, signal }) =>
      previewRemoval(engines.get(input.engineId), await targetsOf(input, signal), signal),
    ),
    remove: os.remove.handler(async ({ input }) =>
      startImageRemoval(jobs, engines.get(input.engineId), await targetsOf(input), input.force),
    ),
    save: os.save.handler(async ({ input }) =>
      startImageSave(options, engines.get(input.engineId), await targetsOf(input), input),
    ),
    load: os.load.handler(({ input }) => startImageLoad(options, engines.get(input.engineId), input)),
    import: os.import.handler(({ input }) => startImageImport(options, engines.get(input.engineId), input)),
  });
}

interface Asked {
  readonly engineId: string;
  readonly ids: readonly string[];
}

async function previewRemoval(
  connection: EngineConnection,
  targets: readonly ImageTarget[],
  signal?: AbortSignal,
): Promise<ImageRemovalPreview[]> {
  const [containers, all, sizes] = await Promise.all([
    listContainerUsers(connection.api, signal),
    connection.api.json({ path: '/images/json', query: { all: true }, signal }, imageRecords),
    measureUniqueSizes(connection, signal),
  ]);
  const info = connection.requireInfo();
  const parents = new Set(all.map((record) => record.ParentId));
  return targets.flatMap(({ id, image }) =>
    image
      ? [
          decideImageRemoval({
            target: id,
            image: namesKept(image, info),
            containers: containers.filter(({ imageId }) => imageId === image.id),
            hasChildren: parents.has(image.id),
            uniqueBytes: sizes.get(image.id),
          }),
        ]
      : [],
  );
}
