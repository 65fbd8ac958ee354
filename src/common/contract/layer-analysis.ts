import { z } from 'zod';
import { byteCount, engineId, objectName, timestamp, wireError } from './shared';

/** Names one opened image; it is forgotten when others are opened after it, or after `close`. */
export const analysisId = z.string().max(64);

/** A file or folder on the machine that Estiba runs on. */
const localPath = z.string().min(1).max(4096);
/** `linux/arm64`; default: that of this machine. */
const platform = z.string().max(100).optional();
const layerReference = z.string().trim().min(1).max(512);

/** Where an image is. All but the first need no engine. */
export const imageLocation = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('engine'), engineId, image: objectName }),
  /** docker-archive or oci-archive: .tar, .tar.gz, .tar.zst. */
  z.object({ kind: z.literal('archive'), path: localPath, reference: layerReference.optional(), platform }),
  /** OCI image layout. */
  z.object({ kind: z.literal('layout'), path: localPath, reference: layerReference.optional(), platform }),
  /** Read from the registry without pulling. */
  z.object({ kind: z.literal('registry'), reference: layerReference, platform }),
]);
export type ImageLocation = z.output<typeof imageLocation>;

/** Which way the layers came. `*_helper`: through a container that is created, never started, and removed. */
export const layerMethod = z.enum([
  'layer_store',
  'layer_store_helper',
  'content_store',
  'content_store_helper',
  'save',
  'archive',
  'layout',
  'registry',
]);
export type LayerMethod = z.output<typeof layerMethod>;

export const pathCounts = z.object({
  /** Everything but directories. */
  files: z.number(),
  directories: z.number(),
  /** Of regular files. */
  bytes: z.number(),
});

export const layerProblem = z.object({
  kind: z.enum([
    'path_refused',
    'name_too_long',
    'whiteout_refused',
    'type_unknown',
    'aufs_metadata',
    'link_unresolved',
  ]),
  count: z.number(),
  /** The first few. */
  paths: z.array(z.string()).readonly(),
});

/** What a layer does to those below it; known when all layers are. */
export const layerFigures = z.object({
  added: pathCounts,
  /** `bytes` are those of this layer's version. */
  changed: pathCounts,
  /** `bytes` are those of the versions that it hides. */
  removed: pathCounts,
  /** The part of `storedBytes` that cannot be seen in the image. */
  wastedBytes: byteCount,
  /** Bytes of lower layers that this one hides. */
  hides: z.array(z.object({ layer: z.number(), bytes: byteCount })),
  /** Whiteouts of what was not there. */
  missedWhiteouts: z.number(),
});

/** A layer that another image of the same engine has, too. */
export const layerUser = z.object({ imageId: z.string(), name: z.string() });

/** Of each layer of an opened image, base first: the other images of an engine that have it on the same base. */
export const layerUsers = z.array(
  z.object({
    layer: z.number(),
    /** As the engine counts the layer; absent where no local image has it, or the history leaves it open. */
    bytes: byteCount.optional(),
    images: z.array(layerUser),
  }),
);
export type LayerUsers = z.output<typeof layerUsers>;

export const layerSummary = z.object({
  /** From the base, 0. */
  number: z.number(),
  diffId: z.string(),
  /** Of the bytes as they are stored or sent, where that is known. */
  digest: z.string().optional(),
  compressedBytes: byteCount.optional(),
  mediaType: z.string().optional(),
  state: z.enum(['waiting', 'reading', 'ready']),
  fromCache: z.boolean(),
  /** Bytes of the uncompressed archive read so far. */
  readBytes: byteCount,
  /** The instruction that made it, as written in the image's history. */
  createdBy: z.string().optional(),
  createdAt: timestamp.optional(),
  /** Content of regular files; when it is ready. */
  storedBytes: byteCount.optional(),
  files: z.number().optional(),
  archiveBytes: byteCount.optional(),
  problems: z.array(layerProblem).readonly(),
  figures: layerFigures.optional(),
});
export type LayerSummary = z.output<typeof layerSummary>;

export const analysisTotals = z.object({
  storedBytes: byteCount,
  visibleBytes: byteCount,
  /** storedBytes - visibleBytes */
  wastedBytes: byteCount,
  /** visibleBytes / storedBytes, 0 to 1. */
  score: z.number(),
  visibleFiles: z.number(),
  visibleDirectories: z.number(),
});

export const imageRuntime = z.object({
  env: z.array(z.string()).readonly(),
  entrypoint: z.array(z.string()).readonly(),
  cmd: z.array(z.string()).readonly(),
  workingDir: z.string().optional(),
  user: z.string().optional(),
  exposedPorts: z.array(z.string()).readonly(),
  volumes: z.array(z.string()).readonly(),
  labels: z.record(z.string(), z.string()).readonly(),
  stopSignal: z.string().optional(),
  healthcheck: z.array(z.string()).readonly(),
});

/** An opened image. Grows while it is read: `layers[n].state` says what can be used. */
export const analysis = z.object({
  analysisId,
  location: imageLocation,
  state: z.enum(['opening', 'reading', 'ready', 'failed', 'canceled']),
  error: wireError.optional(),
  jobId: z.string().optional(),
  method: layerMethod.optional(),
  /** Ways that were tried before and why they failed. */
  attempts: z.array(z.object({ method: layerMethod, error: wireError })),
  imageId: z.string().optional(),
  references: z.array(z.string()).readonly(),
  platform: z.string().optional(),
  createdAt: timestamp.optional(),
  author: z.string().optional(),
  runtime: imageRuntime.optional(),
  layers: z.array(layerSummary),
  /** When `ready`. */
  totals: analysisTotals.optional(),
  /** Other images that the archive or layout has. */
  choices: z
    .array(z.object({ reference: z.string().optional(), platform: z.string().optional() }))
    .readonly(),
  /** Why indexes are not kept; the image is complete all the same. */
  cacheError: wireError.optional(),
  startedAt: timestamp,
  /** Milliseconds from the call to `ready`. */
  durationMs: z.number().optional(),
});
export type Analysis = z.output<typeof analysis>;
