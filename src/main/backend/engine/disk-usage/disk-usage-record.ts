import { z } from 'zod';
import { containerRecord } from '../records/container-record';
import { imageRecord } from '../records/image-record';
import { flag, listOf, optionalSize } from '../records/tolerant-schema';
import { volumeRecord } from '../records/volume-record';

const cacheRecord = z.object({ InUse: flag, Shared: flag, Size: optionalSize });
export type CacheRecord = z.output<typeof cacheRecord>;

/** One part of the shape of API 1.52: the engine's own sums, and with `verbose` the objects. */
function usageOf<Item extends z.ZodType>(item: Item) {
  return z
    .object({
      ActiveCount: z.number().default(0),
      TotalCount: z.number().default(0),
      Reclaimable: optionalSize,
      TotalSize: optionalSize,
      Items: listOf(item),
    })
    .nullish()
    .transform((value) => value ?? undefined);
}

/**
 * GET /system/df. Up to API 1.51 there are lists and LayersSize (podman: 0), below 1.42 also BuilderSize; from 1.52 on
 * the engine gives sums, and 1.53 drops the old fields.
 */
export const diskUsageRecord = z.object({
  LayersSize: optionalSize,
  BuilderSize: optionalSize,
  Images: listOf(imageRecord),
  Containers: listOf(containerRecord),
  Volumes: listOf(volumeRecord),
  BuildCache: listOf(cacheRecord),
  ImageUsage: usageOf(imageRecord),
  ContainerUsage: usageOf(containerRecord),
  VolumeUsage: usageOf(volumeRecord),
  BuildCacheUsage: usageOf(cacheRecord),
});
export type DiskUsageRecord = z.output<typeof diskUsageRecord>;

export type UsageRecord = NonNullable<DiskUsageRecord['BuildCacheUsage']>;
