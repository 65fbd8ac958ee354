import { oc } from '@orpc/contract';
import { z } from 'zod';
import { byteCount, engineId, timestamp } from './shared';

/** One line of `docker system df`. */
export const diskUsageTotal = z.object({
  count: z.number(),
  /** In use: images with containers, running containers, mounted volumes, cache of a running build. */
  active: z.number(),
  sizeBytes: byteCount,
  /** What a prune of everything unused would free. */
  reclaimableBytes: byteCount,
});
export type DiskUsageTotal = z.output<typeof diskUsageTotal>;

export const diskUsage = z.object({
  measuredAt: timestamp,
  images: diskUsageTotal,
  containers: diskUsageTotal,
  volumes: diskUsageTotal,
  buildCache: diskUsageTotal,
  imageSizes: z.array(
    z.object({ id: z.string(), sharedBytes: byteCount.optional(), uniqueBytes: byteCount.optional() }),
  ),
  containerSizes: z.array(z.object({ id: z.string(), writableBytes: byteCount })),
  volumeSizes: z.array(z.object({ name: z.string(), sizeBytes: byteCount })),
});
export type DiskUsage = z.output<typeof diskUsage>;

export const systemContract = {
  /**
   * Walks the engine's disk: slow on big engines, so it is measured when asked for and not again within
   * `maxAgeSeconds` (default 60), or while a measurement is under way.
   */
  diskUsage: oc.input(z.object({ engineId, maxAgeSeconds: z.number().min(0).default(60) })).output(diskUsage),
};
