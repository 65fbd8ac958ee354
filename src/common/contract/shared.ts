import { z } from 'zod';
import { errorCodes } from '../errors';

/** A point in time: milliseconds since the Unix epoch. */
export const timestamp = z.number();

/** A size in bytes, exact. */
export const byteCount = z.number().nonnegative();

/** Names one engine for as long as Estiba knows it; safe in a URL: `default`, `environment`, `managed`. */
export const engineId = z
  .string()
  .max(64)
  .regex(/^[a-z0-9][a-z0-9._-]*$/, 'lower case letters, digits, dot, dash and underscore');

export const jobId = z.string().max(64);

/** Names an engine object by id or name, as the Engine API takes it in a path. Encoded before it is sent. */
export const objectName = z.string().min(1).max(512);

export const labels = z.record(z.string(), z.string());
export type Labels = z.output<typeof labels>;

export const wireError = z.object({
  code: z.enum(errorCodes),
  message: z.string(),
  details: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.array(z.string()).readonly()]))
    .optional(),
  errorId: z.string().optional(),
});

export const engineScope = z.object({ engineId });

/** An action on one or many objects of one engine. It becomes one job with one summary. */
export const bulkTarget = z.object({ engineId, ids: z.array(objectName).min(1).max(5000) });

/** The job that does what was asked; watch it with `jobs.watch`. */
export const jobReference = z.object({ jobId });
export type JobReference = z.output<typeof jobReference>;

/**
 * A file on its way between the user and the engine. `path` is relative to the page's origin, is valid once and for
 * 60 seconds, and is itself the permission: GET for a download, POST with the bytes as body for an upload.
 */
export const transferTicket = z.object({ jobId, path: z.string() });
export type TransferTicket = z.output<typeof transferTicket>;

/**
 * A live list. The stream begins with `snapshot` (or with `stale`, when the engine cannot be reached yet) and stays open
 * while the engine comes and goes; after `stale` a new `snapshot` says that the list is right again.
 */
export function listEvent<Item extends z.ZodType>(item: Item) {
  return z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('snapshot'), items: z.array(item), at: timestamp }),
    z.object({
      kind: z.literal('changed'),
      upserted: z.array(item),
      removed: z.array(z.string()),
      at: timestamp,
    }),
    z.object({ kind: z.literal('stale'), since: timestamp, error: wireError.optional() }),
  ]);
}

export type ListEvent<Item> =
  | { readonly kind: 'snapshot'; readonly items: readonly Item[]; readonly at: number }
  | {
      readonly kind: 'changed';
      readonly upserted: readonly Item[];
      readonly removed: readonly string[];
      readonly at: number;
    }
  | { readonly kind: 'stale'; readonly since: number; readonly error?: z.output<typeof wireError> };

/** Where Compose put an object, from the labels com.docker.compose.*. */
export const composeOrigin = z.object({
  project: z.string(),
  service: z.string().optional(),
  number: z.number().int().optional(),
  workingDir: z.string().optional(),
  configFiles: z.array(z.string()).optional(),
});
export type ComposeOrigin = z.output<typeof composeOrigin>;
