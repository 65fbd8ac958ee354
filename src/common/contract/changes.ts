import { oc } from '@orpc/contract';
import { z } from 'zod';
import { analysisId, pathCounts } from './layer-analysis';
import { filePreview, maxPreviewBytes } from './layer-findings';
import { byteCount, engineId, jobReference, objectName, timestamp, transferTicket } from './shared';
import { treeViewProcedures } from './tree-views';

const scope = z.object({ engineId, id: objectName });

/** Names one measurement. The back end keeps the last eight; an older one answers not_found. */

/** Why the folder with the container's files was not read itself. */
export const noFolders = z.enum(['not_local', 'no_permission', 'no_overlay']);

export const changesSummary = z.object({
  analysisId,
  /**
   * `upper`: the upper folder of the overlay mount, walked. `api`: the engine's list of changes, in which a size is a
   * request of its own.
   */
  source: z.enum(['upper', 'api']),
  reason: noFolders.optional(),
  measuredAt: timestamp,
  tookMs: z.number(),
  /** Content of all that was added or changed: lost when the container is removed. Absent: the engine does not say. */
  writtenBytes: byteCount.optional(),
  added: pathCounts,
  /** `bytes` are those of the container's versions. */
  changed: pathCounts,
  /** `bytes` are those of the image's files that cannot be seen any more. */
  removed: pathCounts,
  /** Files whose size is not known (`api`: there are too many to ask for each). */
  unmeasured: z.number(),
  /** Sockets, and folders that could not be entered. */
  skipped: z.number(),
  /** It could not be found out which folders were replaced as a whole: what they hide of the image is missing. */
  opaqueUnknown: z.boolean(),
});
export type ChangesSummary = z.output<typeof changesSummary>;

/** A version of a path: `image` (layer 0) or the container's own (layer 1), as `treeRow.layer` says it. */
const fileScope = z.object({ analysisId, node: z.int().nonnegative(), layer: z.int().min(0).max(1) });

export const writtenSize = z.object({
  id: z.string(),
  /** Absent: it cannot be known without making the engine walk its disk, or took too long. */
  bytes: byteCount.optional(),
});
export type WrittenSize = z.output<typeof writtenSize>;

const volumeName = z
  .string()
  .max(255)
  .regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/, 'two or more of letters, digits, _ . -');

/** A container whose data were moved into a volume, while the one before is kept. */
export const movedData = z.object({ volume: z.string(), oldId: z.string(), oldName: z.string() });

export const changesContract = {
  /** Compares the container's files with its image's. Seconds, where only the engine can do it. */
  measure: oc.input(scope).output(changesSummary),
  /** As in `layers`: a window on the tree of two layers, of which layer 1 is the container's. */
  ...treeViewProcedures,
  /** The beginning of a version of a file. Where only the engine can be asked, the image's needs a container of its own. */
  preview: oc.input(fileScope).output(filePreview),
  bytes: oc
    .input(
      fileScope.extend({
        offset: z.int().nonnegative(),
        length: z.int().positive().max(maxPreviewBytes),
      }),
    )
    .output(z.instanceof(Uint8Array)),
  /** The container's version of a file as itself, of anything else as .tar with all that is in it now. */
  copyOut: oc.input(z.object({ analysisId, node: z.int().nonnegative() })).output(transferTicket),
  /**
   * What some containers wrote, from the folders of this machine alone: never asks the engine to measure. Measured at
   * most once in a minute, for at most a second.
   */
  sizes: oc.input(z.object({ engineId, ids: z.array(objectName).max(5000) })).output(z.array(writtenSize)),
  /** Makes an image of the container as it is. The job's result names it. */
  commit: oc
    .input(
      scope.extend({
        /** `repository:tag`; absent makes an image without a name. */
        reference: z.string().max(512).optional(),
        author: z.string().max(1000).optional(),
        message: z.string().max(10_000).optional(),
        /** Stops all processes meanwhile, so that no file is half written. */
        pause: z.boolean().default(true),
        /** Dockerfile instructions: CMD, ENTRYPOINT, ENV, EXPOSE, LABEL, USER, VOLUME, WORKDIR, ... */
        changes: z.array(z.string().max(10_000)).max(200).default([]),
      }),
    )
    .output(jobReference),
  /**
   * Makes a volume, copies a folder of the stopped container into it, and puts a container with that volume in its
   * place. The one before is kept, stopped, under another name: it still has its other changes. `failed_precondition`
   * for the root, a path with a mount on it or below, and a container that removes itself.
   */
  moveToVolume: oc
    .input(scope.extend({ path: z.string().min(2).max(4096).startsWith('/'), volume: volumeName }))
    .output(jobReference),
  /** What `moveToVolume` left to be confirmed or undone; nothing for other containers. */
  moved: oc.input(scope).output(z.object({ moved: movedData.optional() })),
  /** Puts the one before back, and removes the new container and the volume. */
  undoMove: oc.input(scope).output(jobReference),
  /** Removes the container before. */
  confirmMove: oc.input(scope).output(jobReference),
};
