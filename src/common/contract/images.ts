import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import {
  bulkTarget,
  byteCount,
  engineId,
  engineScope,
  jobReference,
  labels,
  listEvent,
  objectName,
  timestamp,
  transferTicket,
} from './shared';

export const imageSummary = z.object({
  /** Config digest on the classic store, manifest digest on the containerd store. */
  id: z.string(),
  /** Empty for a dangling image; `<none>` never appears. */
  tags: z.array(z.string()),
  digests: z.array(z.string()),
  createdAt: timestamp,
  /** As the engine counts it: all layers, uncompressed (containerd store: content and unpacked together). */
  sizeBytes: byteCount,
  labels,
  dangling: z.boolean(),
});
export type ImageSummary = z.output<typeof imageSummary>;

export const imageConfig = z.object({
  env: z.array(z.string()),
  entrypoint: z.array(z.string()),
  command: z.array(z.string()),
  workingDir: z.string().optional(),
  user: z.string().optional(),
  exposedPorts: z.array(z.string()),
  volumes: z.array(z.string()),
  labels,
  stopSignal: z.string().optional(),
  healthcheck: z.array(z.string()).optional(),
});
export type ImageConfig = z.output<typeof imageConfig>;

export const imageDetails = z.object({
  id: z.string(),
  tags: z.array(z.string()),
  digests: z.array(z.string()),
  createdAt: timestamp.optional(),
  author: z.string().optional(),
  comment: z.string().optional(),
  os: z.string(),
  architecture: z.string(),
  variant: z.string().optional(),
  sizeBytes: byteCount,
  storageDriver: z.string().optional(),
  /** RootFS.Layers, base first. */
  diffIds: z.array(z.string()),
  config: imageConfig,
});
export type ImageDetails = z.output<typeof imageDetails>;

export const imageInspection = z.object({ details: imageDetails, raw: z.unknown() });
export type ImageInspection = z.output<typeof imageInspection>;

/** What a removal of one target (an image id or one of its references) would do. */
export const imageRemovalPreview = z.object({
  target: z.string(),
  imageId: z.string(),
  /** References that disappear. */
  untags: z.array(z.string()),
  /** False: the image stays under its other references. */
  deletesImage: z.boolean(),
  /** Bytes only this image uses; absent when the engine does not say. */
  uniqueBytes: byteCount.optional(),
  /** Containers made from it. */
  usedBy: z.array(z.object({ id: z.string(), name: z.string(), running: z.boolean() })),
  /** Why the engine would refuse, without and with `force`. */
  needsForce: z.enum(['several_references', 'stopped_container']).optional(),
  blocked: z.enum(['running_container', 'child_images']).optional(),
});
export type ImageRemovalPreview = z.output<typeof imageRemovalPreview>;

const fileName = z.string().min(1).max(255);

/** name[:tag], with an optional registry host; checked by `common/oci/reference`. */
const reference = z.string().trim().min(1).max(512);

export const imagesContract = {
  list: oc.input(engineScope).output(z.array(imageSummary)),
  watch: oc.input(engineScope).output(eventIterator(listEvent(imageSummary))),
  inspect: oc.input(z.object({ engineId, id: objectName })).output(imageInspection),
  tag: oc.input(z.object({ engineId, id: objectName, reference })).output(z.void()),
  previewRemove: oc.input(bulkTarget).output(z.array(imageRemovalPreview)),
  /**
   * `ids` are image ids or references. A reference is untagged, and its image deleted when it was the last one;
   * an id deletes the image. `force` also removes an image with several references or with stopped containers.
   */
  remove: oc.input(bulkTarget.extend({ force: z.boolean().default(false) })).output(jobReference),
  /** Download of a `docker save` archive with one or more images; `compress` makes it .tar.gz. */
  save: oc.input(bulkTarget.extend({ compress: z.boolean().default(false) })).output(transferTicket),
  /** Upload of a `docker save` archive (.tar, .tar.gz, .tar.zst where the engine takes it). */
  load: oc.input(z.object({ engineId, fileName, sizeBytes: byteCount.optional() })).output(transferTicket),
  /** Upload of a root file system (.tar, .tar.gz) that becomes an image with one layer. */
  import: oc
    .input(
      z.object({
        engineId,
        fileName,
        sizeBytes: byteCount.optional(),
        reference: reference.optional(),
        message: z.string().max(1000).optional(),
        /** Dockerfile instructions: CMD, ENTRYPOINT, ENV, EXPOSE, LABEL, USER, VOLUME, WORKDIR, ... */
        changes: z.array(z.string().max(4000)).max(100).default([]),
      }),
    )
    .output(transferTicket),
};
