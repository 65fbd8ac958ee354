import { z } from 'zod';
import { pathCounts } from './layer-analysis';
import { hideReason, nodeKind, pathMark } from './layer-tree';
import { byteCount, timestamp } from './shared';

/** A rule that made a file suspicious: by its name, or by what is in it. */
export const secretFinding = z.object({
  rule: z.string(),
  /** `name`: by its path alone; `content`: by what was read. */
  by: z.enum(['name', 'content']),
  /** Where in the content, with the secret itself blacked out. */
  excerpt: z.string().optional(),
});
export type SecretFinding = z.output<typeof secretFinding>;

export const wasteRow = z.object({
  path: z.string(),
  bytes: byteCount,
  /** The layer that stores it. */
  layer: z.number(),
  /** The layer to blame, and its instruction. */
  by: z.number(),
  how: hideReason,
  createdBy: z.string().optional(),
  /** The folder whose removal took it along. */
  removedWith: z.string().optional(),
  /** Names the content for `content` and `extract`. Absent where it cannot be read any more. */
  node: z.number().optional(),
  findings: z.array(secretFinding),
});
export type WasteRow = z.output<typeof wasteRow>;

export const wastePage = z.object({
  count: z.number(),
  bytes: byteCount,
  rows: z.array(wasteRow),
  /** Over all rows that the filter finds. */
  byLayer: z.array(z.object({ layer: z.number(), bytes: byteCount, files: z.number() })),
  /** Bytes of entries that were refused: stored, in no list. */
  refusedBytes: byteCount,
});
export type WastePage = z.output<typeof wastePage>;

/** One image of an engine in the matrix of shared layers. */
export const sharingImage = z.object({
  id: z.string(),
  tags: z.array(z.string()),
  sizeBytes: byteCount,
  sharedBytes: byteCount,
  uniqueBytes: byteCount,
  /** Rows of `layers`, base first. */
  layers: z.array(z.number()),
});

export const sharing = z.object({
  images: z.array(sharingImage),
  /** By chain: the same layer on another base is another row. */
  layers: z.array(
    z.object({ chainId: z.string(), diffId: z.string(), bytes: byteCount.optional(), images: z.number() }),
  ),
  /** As `docker system df` counts it: every layer once. */
  totalBytes: byteCount,
});
export type Sharing = z.output<typeof sharing>;

export const dockerfileLine = z.object({
  text: z.string(),
  createdAt: timestamp.optional(),
  /** Absent: it made no layer. */
  layer: z.number().optional(),
  storedBytes: byteCount.optional(),
  wastedBytes: byteCount.optional(),
  files: z.number().optional(),
  /** Line of the given Dockerfile, from 1. */
  line: z.number().optional(),
  /** Came with the base image; only known with a Dockerfile. */
  fromBase: z.boolean().optional(),
});
export type DockerfileLine = z.output<typeof dockerfileLine>;

export const fileChange = z.object({
  path: z.string(),
  change: z.enum(['added', 'changed', 'metadata', 'removed']),
  firstBytes: byteCount.optional(),
  secondBytes: byteCount.optional(),
  firstNode: z.number().optional(),
  secondNode: z.number().optional(),
  /** The layers that have what is shown: with the node they name the content for `preview` and `bytes`. */
  firstLayer: z.number().optional(),
  secondLayer: z.number().optional(),
});

export const configChange = z.object({ field: z.string(), first: z.string(), second: z.string() });

export const comparison = z.object({
  /** Layers at the base that both have. */
  commonLayers: z.number(),
  commonBytes: byteCount,
  added: pathCounts.omit({ directories: true }),
  changed: pathCounts.omit({ directories: true }),
  removed: pathCounts.omit({ directories: true }),
  config: z.array(configChange),
  /** Changes that the filter finds. */
  count: z.number(),
  rows: z.array(fileChange),
});
export type Comparison = z.output<typeof comparison>;

/** Largest piece of a file that is looked at. */
export const maxPreviewBytes = 2 * 1024 * 1024;

export const filePreview = z.object({
  path: z.string(),
  layer: z.number(),
  sizeBytes: byteCount,
  /** `image`: its bytes can be shown as this type. */
  kind: z.enum(['text', 'binary', 'image', 'empty']),
  mediaType: z.string().optional(),
  /** Of a text; up to `maxPreviewBytes`. */
  text: z.string().optional(),
  truncated: z.boolean(),
});
export type FilePreview = z.output<typeof filePreview>;

/** One layer's version of a path. */
export const fileVersion = z.object({
  layer: z.number(),
  node: z.number(),
  kind: nodeKind,
  sizeBytes: byteCount,
  mark: pathMark,
  createdBy: z.string().optional(),
});
