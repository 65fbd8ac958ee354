import type { DiskUsage, DiskUsageTotal } from '../../../../common/contract/system';
import { type ContainerRecord, isRunning } from '../records/container-record';
import type { ImageRecord } from '../records/image-record';
import type { VolumeRecord } from '../records/volume-record';
import type { CacheRecord, DiskUsageRecord, UsageRecord } from './disk-usage-record';

/**
 * The engine's measurement as `docker system df` shows it. The formulas are those of docker/cli,
 * cli/command/formatter/disk_usage.go, which engines of API 1.52 compute themselves.
 */
export function normalizeDiskUsage(record: DiskUsageRecord, measuredAt: number): DiskUsage {
  const images = uniqueImages(filled(record.ImageUsage?.Items) ?? record.Images);
  const containers = filled(record.ContainerUsage?.Items) ?? record.Containers;
  const volumes = filled(record.VolumeUsage?.Items) ?? record.Volumes;
  return {
    measuredAt,
    images: statedTotal(record.ImageUsage) ?? totalOfImages(images, record.LayersSize),
    containers: statedTotal(record.ContainerUsage) ?? totalOfContainers(containers),
    volumes: statedTotal(record.VolumeUsage) ?? totalOfVolumes(volumes),
    buildCache: statedTotal(record.BuildCacheUsage) ?? totalOfCache(record.BuildCache, record.BuilderSize),
    imageSizes: images.map(({ Id, Size, SharedSize }) => ({
      id: Id,
      ...(SharedSize === undefined ? {} : { sharedBytes: SharedSize }),
      ...optionalUnique(Size, SharedSize),
    })),
    containerSizes: containers.map(({ Id, SizeRw }) => ({ id: Id, writableBytes: SizeRw ?? 0 })),
    volumeSizes: volumes.flatMap(({ Name, UsageData }) =>
      UsageData?.Size === undefined ? [] : [{ name: Name, sizeBytes: UsageData.Size }],
    ),
  };
}

/** API 1.52 still fills the old lists, and the new ones only when asked to be verbose. */
function filled<Item>(items: readonly Item[] | undefined): readonly Item[] | undefined {
  return items && items.length > 0 ? items : undefined;
}

type StatedUsage = Pick<UsageRecord, 'ActiveCount' | 'TotalCount' | 'TotalSize' | 'Reclaimable'>;

function statedTotal(usage: StatedUsage | undefined): DiskUsageTotal | undefined {
  if (!usage) return undefined;
  const { TotalCount, ActiveCount, TotalSize = 0, Reclaimable = 0 } = usage;
  return { count: TotalCount, active: ActiveCount, sizeBytes: TotalSize, reclaimableBytes: Reclaimable };
}

/** Podman lists an image once per tag. */
function uniqueImages(images: readonly ImageRecord[]): readonly ImageRecord[] {
  return [...new Map(images.map((image) => [image.Id, image])).values()];
}

/**
 * Reclaimable is what is left without the unique parts of the images in use. Layers that only used images share are
 * counted as reclaimable, too: so does docker.
 */
function totalOfImages(images: readonly ImageRecord[], layersSize: number | undefined): DiskUsageTotal {
  const sizeBytes = layersSize || estimateLayers(images);
  const used = images.filter((image) => (image.Containers ?? 0) !== 0);
  const usedBytes = sum(used.map((image) => uniqueBytes(image.Size, image.SharedSize) ?? 0));
  return {
    count: images.length,
    active: images.filter((image) => (image.Containers ?? 0) > 0).length,
    sizeBytes,
    reclaimableBytes: Math.max(0, sizeBytes - usedBytes),
  };
}

/**
 * Podman gives no LayersSize. The unique parts and the largest shared part: exact while all sharing goes back to one
 * base image, else too little.
 */
function estimateLayers(images: readonly ImageRecord[]): number {
  const own = sum(images.map((image) => uniqueBytes(image.Size, image.SharedSize) ?? image.Size ?? 0));
  return own + images.reduce((most, image) => Math.max(most, image.SharedSize ?? 0), 0);
}

function totalOfContainers(containers: readonly ContainerRecord[]): DiskUsageTotal {
  const size = (list: readonly ContainerRecord[]) => sum(list.map((container) => container.SizeRw ?? 0));
  const active = containers.filter((container) => isRunning(container.State));
  const sizeBytes = size(containers);
  return {
    count: containers.length,
    active: active.length,
    sizeBytes,
    reclaimableBytes: sizeBytes - size(active),
  };
}

function totalOfVolumes(volumes: readonly VolumeRecord[]): DiskUsageTotal {
  const size = (list: readonly VolumeRecord[]) => sum(list.map((volume) => volume.UsageData?.Size ?? 0));
  return {
    count: volumes.length,
    active: volumes.filter((volume) => (volume.UsageData?.RefCount ?? 0) > 0).length,
    sizeBytes: size(volumes),
    reclaimableBytes: size(volumes.filter((volume) => volume.UsageData?.RefCount === 0)),
  };
}

/** What is shared with an image is counted there. */
function totalOfCache(cache: readonly CacheRecord[], builderSize: number | undefined): DiskUsageTotal {
  const own = cache.filter((entry) => !entry.Shared);
  const inUse = own.filter((entry) => entry.InUse);
  const size = (list: readonly CacheRecord[]) => sum(list.map((entry) => entry.Size ?? 0));
  const sizeBytes = builderSize || size(own);
  return {
    count: cache.length,
    active: cache.filter((entry) => entry.InUse).length,
    sizeBytes,
    reclaimableBytes: Math.max(0, sizeBytes - size(inUse)),
  };
}

/** Bytes that go with an image: what it shares with no other. Undefined where the engine did not compute it. */
export function uniqueBytes(size: number | undefined, shared: number | undefined): number | undefined {
  return size === undefined || shared === undefined ? undefined : Math.max(0, size - shared);
}

function optionalUnique(size: number | undefined, shared: number | undefined): { uniqueBytes?: number } {
  const bytes = uniqueBytes(size, shared);
  return bytes === undefined ? {} : { uniqueBytes: bytes };
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
