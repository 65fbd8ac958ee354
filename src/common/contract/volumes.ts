import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import {
  bulkTarget,
  byteCount,
  composeOrigin,
  engineId,
  engineScope,
  jobReference,
  labels,
  listEvent,
  objectName,
  timestamp,
} from './shared';

export const volumeSummary = z.object({
  /** The volume's id is its name. */
  name: z.string(),
  driver: z.string(),
  scope: z.string(),
  mountpoint: z.string(),
  createdAt: timestamp.optional(),
  labels,
  options: labels,
  /** Made by the engine for a VOLUME or an unnamed mount: 64 hexadecimal digits as name. */
  anonymous: z.boolean(),
  compose: composeOrigin.optional(),
});
export type VolumeSummary = z.output<typeof volumeSummary>;

export const volumeInspection = z.object({ details: volumeSummary, raw: z.unknown() });
export type VolumeInspection = z.output<typeof volumeInspection>;

export const volumeRemovalPreview = z.object({
  name: z.string(),
  /** Lost. Absent when the engine does not say. */
  sizeBytes: byteCount.optional(),
  /** The engine refuses while there are any, also stopped ones. */
  usedBy: z.array(z.object({ id: z.string(), name: z.string(), running: z.boolean() })),
});
export type VolumeRemovalPreview = z.output<typeof volumeRemovalPreview>;

export const newVolume = z.object({
  engineId,
  /** Absent: the engine makes up a name. */
  name: z
    .string()
    .regex(/^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/, 'two or more of letters, digits, _ . -')
    .max(255)
    .optional(),
  driver: z.string().max(255).default('local'),
  options: labels.default({}),
  labels: labels.default({}),
});
export type NewVolume = z.input<typeof newVolume>;

export const volumesContract = {
  list: oc.input(engineScope).output(z.array(volumeSummary)),
  watch: oc.input(engineScope).output(eventIterator(listEvent(volumeSummary))),
  inspect: oc.input(z.object({ engineId, id: objectName })).output(volumeInspection),
  create: oc.input(newVolume).output(volumeSummary),
  previewRemove: oc.input(bulkTarget).output(z.array(volumeRemovalPreview)),
  remove: oc.input(bulkTarget.extend({ force: z.boolean().default(false) })).output(jobReference),
};
