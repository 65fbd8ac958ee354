import type { EngineRegistry } from '../../engine/engine-connection';
import type { JobRegistry } from '../../jobs/job-registry';
import type { LayerCache } from '../../layers/index/layer-cache';
import { TreeViews } from '../../layers/view/tree-views';
import type { Clock, CommandRunner, Logger } from '../../platform/platform';
import { cleanHelpersOnConnect } from './clean-helpers';
import { ImageComparisons } from './compare-images';
import { ImageStore } from './image-store';
import { ReceivedArchives } from './received-archives';

export interface LayersServiceDeps {
  readonly engines: EngineRegistry;
  readonly jobs: JobRegistry;
  readonly logger: Logger;
  readonly clock: Clock;
  readonly commands: Pick<CommandRunner, 'find' | 'spawn'>;
  readonly cache: LayerCache;
  /** Where archives are kept that pages send. */
  readonly receivedFolder: string;
  /** Whether engines may be read from their own store. */
  readonly fastPath: () => boolean;
}

/** What the procedures of layers share: the images that are open, and what pages look at. */
export interface LayersService {
  readonly images: ImageStore;
  readonly views: TreeViews;
  readonly comparisons: ImageComparisons;
  readonly received: ReceivedArchives;
  /** Closes all images and gives back what they hold on engines. */
  dispose(): Promise<void>;
}

export function createLayersService(deps: LayersServiceDeps): LayersService {
  const stopCleaning = cleanHelpersOnConnect(deps.engines, deps.logger);
  const views = new TreeViews();
  const comparisons = new ImageComparisons();
  const images = new ImageStore({
    engines: deps.engines,
    jobs: deps.jobs,
    logger: deps.logger,
    cache: deps.cache,
    fastPath: deps.fastPath,
    now: () => deps.clock.now(),
    reader: { commands: deps.commands },
    closed: (image) => {
      views.forget(image);
      comparisons.forget(image);
    },
  });
  const received = new ReceivedArchives(deps.receivedFolder, deps.logger);
  void received.removeStale();
  const dispose = async (): Promise<void> => {
    stopCleaning();
    await images.dispose();
    await received.dispose();
  };
  return { images, views, comparisons, received, dispose };
}
