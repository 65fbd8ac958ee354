import { oc } from '@orpc/contract';
import { z } from 'zod';
import { filePreview, maxPreviewBytes } from './layer-findings';
import { pathMark } from './layer-tree';
import { byteCount, engineId, objectName, timestamp, transferTicket } from './shared';

/** Largest text that is edited, in bytes. */
export const maxEditBytes = 1024 * 1024;
export const maxEntries = 20_000;

/** An absolute path in the container as base64url of its bytes: names may be no UTF-8. Empty: the root. */
const pathId = z
  .string()
  .max(11_000)
  .regex(/^[A-Za-z0-9_-]*$/);

export const fileEntry = z.object({
  /** Names the path in the other procedures. */
  path: pathId,
  /** UTF-8, with other bytes and control characters written as `\xff`. */
  name: z.string(),
  kind: z.enum(['file', 'directory', 'symlink', 'character_device', 'block_device', 'fifo', 'socket']),
  sizeBytes: byteCount,
  /** Permission, setuid, setgid and sticky bits. */
  mode: z.number(),
  uid: z.number(),
  gid: z.number(),
  modifiedAt: timestamp.optional(),
  linkTarget: z.string().optional(),
  /** What the container did to the image's file; absent: nothing, or not known. */
  mark: pathMark.optional(),
});
export type FileEntry = z.output<typeof fileEntry>;

export const fileList = z.object({
  /** `process`: the root of a running container's process; `layers`: its layers; `archive`: the engine's archive. */
  source: z.enum(['process', 'layers', 'archive']),
  /** Where it is without links, as text with a leading slash. */
  path: z.string(),
  folder: pathId,
  entries: z.array(fileEntry),
  /** There is more: too many entries, or the archive would have to be read too far. */
  truncated: z.boolean(),
});
export type FileList = z.output<typeof fileList>;

const scope = z.object({ engineId, id: objectName });
const target = scope.extend({ path: pathId });
const fileName = z
  .string()
  .min(1)
  .max(255)
  .refine((name) => !/[/\0]/.test(name) && name !== '.' && name !== '..', 'a name without slashes');

export const filesContract = {
  /** What is in a folder; links on the way are followed inside the container. `failed_precondition` for no folder. */
  list: oc.input(target).output(fileList),
  /** The beginning of a file, through links. `version` names its whole content, up to `maxEditBytes`. */
  preview: oc.input(target).output(filePreview.extend({ version: z.string().optional() })),
  bytes: oc
    .input(target.extend({ offset: z.int().nonnegative(), length: z.int().positive().max(maxPreviewBytes) }))
    .output(z.instanceof(Uint8Array)),
  /**
   * Replaces a text and keeps owner and mode. `conflict` when the file is not the one of `version` any more: nothing is
   * written then.
   */
  save: oc
    .input(target.extend({ text: z.string().max(maxEditBytes), version: z.string() }))
    .output(z.object({ version: z.string() })),
  /** A file as itself, anything else as .tar. */
  download: oc.input(target).output(transferTicket),
  /**
   * Puts a file into a folder, owned by root with mode 644; one of that name is replaced only with `overwrite`
   * (`already_exists`). `resource_exhausted` when it is known beforehand that it does not fit.
   */
  upload: oc
    .input(target.extend({ name: fileName, sizeBytes: byteCount, overwrite: z.boolean().default(false) }))
    .output(transferTicket),
  /** Makes a folder in a folder: owned by root, mode 755. */
  makeFolder: oc.input(target.extend({ name: fileName })).output(z.void()),
};
