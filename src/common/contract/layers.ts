import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { analysis, analysisId, imageLocation, layerUsers } from './layer-analysis';
import { comparison, dockerfileLine, filePreview, fileVersion, sharing, wastePage } from './layer-findings';
import { viewSpec } from './layer-tree';
import { byteCount, engineId, transferTicket } from './shared';
import { treeViewProcedures, window } from './tree-views';

const fileName = z.object({ analysisId, layer: z.int().nonnegative(), node: z.int().nonnegative() });

export const layersContract = {
  /** Opens an image, or gives the one that is open already. Reading is a job; `fresh` reads again. */
  open: oc
    .input(z.object({ location: imageLocation, fresh: z.boolean().default(false) }))
    .output(z.object({ analysisId, jobId: z.string().optional() })),
  /**
   * Upload of an archive of which only the page knows where it is. When the job has succeeded, `file` can be opened; it
   * goes when Estiba ends.
   */
  receive: oc
    .input(z.object({ fileName: z.string().min(1).max(255), sizeBytes: byteCount.optional() }))
    .output(transferTicket.extend({ file: z.string() })),
  get: oc.input(z.object({ analysisId })).output(analysis),
  /** The analysis at once and after each change, at most 10 times a second; ends with the last state. */
  watch: oc.input(z.object({ analysisId })).output(eventIterator(analysis)),
  close: oc.input(z.object({ analysisId })).output(z.void()),
  ...treeViewProcedures,
  /** Content that is stored and cannot be seen, most bytes first. */
  waste: oc
    .input(
      z.object({
        analysisId,
        filter: z.string().max(1000).default(''),
        layer: z.int().nonnegative().optional(),
        by: z.int().nonnegative().optional(),
        /** Only those that a rule flags. */
        flagged: z.boolean().default(false),
        ...window,
      }),
    )
    .output(wastePage),
  /** Looks into small files that are hidden in the image for keys and tokens. Bounded; `unread` were too many. */
  findSecrets: oc
    .input(z.object({ analysisId }))
    .output(z.object({ scanned: z.number(), unread: z.number(), flagged: z.number() })),
  /** The matrix of all local images of an engine and their layers. Asks the engine to measure its disk. */
  sharing: oc.input(z.object({ engineId })).output(sharing),
  /**
   * Which other local images share each layer. `engineId`: default is the engine that the image was opened from; an
   * archive or a registry's image is held against the engine that is named, else the answer has no images.
   */
  layerUsers: oc.input(z.object({ analysisId, engineId: engineId.optional() })).output(layerUsers),
  /** What the second image has that the first has not. Both must be ready. */
  compare: oc
    .input(
      z.object({
        first: analysisId,
        second: analysisId,
        filter: z.string().max(1000).default(''),
        sort: z.enum(['name', 'size']).default('size'),
        ...window,
      }),
    )
    .output(comparison),
  /** The history as instructions; `dockerfile` is the text of the file that the image was built from. */
  dockerfile: oc
    .input(z.object({ analysisId, dockerfile: z.string().max(1_000_000).optional() }))
    .output(z.array(dockerfileLine)),
  /** A layer's version of a file, as far as it can be shown. */
  preview: oc.input(fileName).output(filePreview),
  /** Bytes of a file, at most 1 MiB at once: for hexadecimal and images. */
  bytes: oc
    .input(
      fileName.extend({
        offset: z.number().nonnegative().default(0),
        length: z
          .int()
          .min(1)
          .max(1024 * 1024),
      }),
    )
    .output(z.instanceof(Uint8Array)),
  /** All versions of a path, base first. */
  versions: oc.input(z.object({ analysisId, node: z.int().nonnegative() })).output(z.array(fileVersion)),
  /** Download of a file, or of a folder as .tar, as a view shows it. */
  extract: oc
    .input(
      z.object({
        analysisId,
        mode: viewSpec.shape.mode,
        layer: z.int().nonnegative(),
        node: z.int().nonnegative(),
      }),
    )
    .output(transferTicket),
};
