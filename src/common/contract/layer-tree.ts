import { z } from 'zod';
import { byteCount, timestamp } from './shared';

export const viewId = z.string().max(64);

export const pathMark = z.enum(['unchanged', 'added', 'content', 'metadata', 'rewritten', 'type', 'removed']);
export type PathMark = z.output<typeof pathMark>;

export const hideReason = z.enum([
  'overwritten',
  'removed',
  'removed_with_directory',
  'opaque_directory',
  'replaced_by_other_type',
  'duplicate_entry',
]);
export type HideReason = z.output<typeof hideReason>;

export const nodeKind = z.enum([
  'file',
  'hardlink',
  'symlink',
  'character_device',
  'block_device',
  'directory',
  'fifo',
]);

/** What a tree shows: one layer with what it took away, the stack up to a layer, or the whole image. */
export const viewSpec = z.object({
  mode: z.enum(['layer', 'upTo', 'final']).default('final'),
  layer: z.int().nonnegative().default(0),
  sort: z.enum(['name', 'size']).default('name'),
  /** Files alone, in one list. */
  flat: z.boolean().default(false),
  filter: z
    .object({
      /** With a slash: held against the path, else against the name. */
      text: z.string().max(1000).default(''),
      syntax: z.enum(['text', 'glob', 'regex']).default('text'),
      /** Only paths that the layer treated so. */
      marks: z.array(pathMark).optional(),
      minBytes: byteCount.optional(),
    })
    .optional(),
});
export type ViewSpec = z.output<typeof viewSpec>;

/** The state of a view; `rows` gives a window of it. */
export const viewState = z.object({
  viewId,
  rowCount: z.number(),
  /** What the filter found, without the folders on the way. Absent without a filter. */
  matchCount: z.number().optional(),
  /** Sums of the whole view, whatever the filter. */
  bytes: byteCount,
  files: z.number(),
  /** Made of one layer alone because the others are not read yet: marks are not known. */
  provisional: z.boolean(),
});
export type ViewState = z.output<typeof viewState>;

export const treeRow = z.object({
  /** Names the path within this analysis. */
  node: z.number(),
  /** 1 for what is directly in the root. */
  depth: z.number(),
  /** UTF-8, with other bytes and control characters written as `\xff`. */
  name: z.string(),
  /** Without a leading slash. */
  path: z.string(),
  kind: nodeKind,
  /** Of the file itself; a sparse file is larger than what is stored of it. */
  sizeBytes: byteCount.optional(),
  /** Content that counts here: of a directory all that is in it, each content once. */
  bytes: byteCount,
  /** Files in a directory. */
  files: z.number().optional(),
  /** Permission, setuid, setgid and sticky bits. */
  mode: z.number(),
  uid: z.number(),
  gid: z.number(),
  /** Milliseconds since the epoch. */
  modifiedAt: timestamp.optional(),
  linkTarget: z.string().optional(),
  device: z.object({ major: z.number(), minor: z.number() }).optional(),
  /** Names of extended attributes. */
  xattrs: z.array(z.string()).optional(),
  sparse: z.boolean().optional(),
  /** Its size, mode and owner are not known: only that it is there, or was. */
  unmeasured: z.boolean().optional(),
  /** What the layer did to the path; only where one layer is looked at, or the stack up to it. */
  mark: pathMark.optional(),
  /** The layer that has what is shown. */
  layer: z.number(),
  /** Only of one layer: where its version went. */
  hiddenBy: z.number().optional(),
  hiddenHow: hideReason.optional(),
  /** Only of one layer: bytes of it that cannot be seen in the image. */
  wastedBytes: byteCount.optional(),
  /** Only of one layer: bytes of lower layers that it took away. */
  removedBytes: byteCount.optional(),
  expandable: z.boolean(),
  expanded: z.boolean(),
});
export type TreeRow = z.output<typeof treeRow>;
