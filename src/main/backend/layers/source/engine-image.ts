import { z } from 'zod';
import { isAppError } from '../../../../common/errors';
import { parseDiffId } from '../../../../common/oci/digest';
import { type HistoryItem, normalizeImageConfig } from '../../../../common/oci/image-config';
import type { EngineApi } from '../../engine/engine-api';
import { enginePath } from '../../engine/engine-path';
import { listOf, optionalSize, textList } from '../../engine/records/tolerant-schema';
import type { ImageDescription } from '../archive/image-layout';

const inspectRecord = z.object({
  Id: z.string().min(1),
  RepoTags: textList,
  Created: z.string().nullish(),
  Author: z.string().nullish(),
  Os: z.string().default(''),
  Architecture: z.string().default(''),
  Variant: z.string().nullish(),
  Size: optionalSize,
  RootFS: z
    .object({ Layers: textList })
    .nullish()
    .transform((value) => value ?? { Layers: [] }),
  Config: z.unknown(),
});

const historyRecord = listOf(
  z.object({
    Created: z.number().default(0),
    CreatedBy: z.string().nullish(),
    Comment: z.string().nullish(),
    Size: optionalSize,
  }),
);

/** An image as its engine describes it. */
export interface EngineImage {
  readonly description: ImageDescription;
  /** As in GET /images/json. */
  readonly sizeBytes: number | undefined;
  /** Oldest first; empty when the engine cannot tell. */
  readonly steps: readonly {
    readonly createdBy: string;
    readonly bytes: number | undefined;
    readonly isEmpty: boolean;
  }[];
}

/** @throws AppError not_found */
export async function inspectEngineImage(
  api: EngineApi,
  name: string,
  signal: AbortSignal,
): Promise<EngineImage> {
  const [record, history] = await Promise.all([
    api.json({ path: enginePath`/images/${name}/json`, signal }, inspectRecord),
    readHistory(api, name, signal),
  ]);
  const diffIds = record.RootFS.Layers;
  const config = normalizeImageConfig({
    os: record.Os,
    architecture: record.Architecture,
    variant: record.Variant,
    created: record.Created,
    author: record.Author,
    config: record.Config,
    rootfs: { diff_ids: diffIds },
  });
  const steps = [...history]
    .reverse()
    .map((step) => ({ ...step, isEmpty: isEmptyStep(step.CreatedBy ?? '', step.Size) }));
  return {
    sizeBytes: record.Size,
    steps: steps.map(({ CreatedBy, Size, isEmpty }) => ({
      createdBy: CreatedBy ?? '',
      bytes: Size,
      isEmpty,
    })),
    description: {
      id: record.Id,
      references: record.RepoTags.filter((tag) => !tag.includes('<none>')),
      config: {
        ...config,
        history: steps.map(
          ({ Created, CreatedBy, Comment, isEmpty }): HistoryItem => ({
            createdAt: Created > 0 ? Created * 1000 : undefined,
            createdBy: CreatedBy ?? '',
            comment: Comment ?? undefined,
            emptyLayer: isEmpty,
          }),
        ),
      },
      layers: diffIds.map((diffId) => ({
        diffId: parseDiffId(diffId),
        digest: undefined,
        compressedBytes: undefined,
        mediaType: undefined,
      })),
    },
  };
}

/** Podman 4 fails on images whose history has no times; everything else is known without it. */
async function readHistory(
  api: EngineApi,
  name: string,
  signal: AbortSignal,
): Promise<z.output<typeof historyRecord>> {
  try {
    return await api.json({ path: enginePath`/images/${name}/history`, signal }, historyRecord);
  } catch (thrown) {
    if (isAppError(thrown) && (thrown.code === 'internal' || thrown.code === 'data_loss')) return [];
    throw thrown;
  }
}

const metadataSteps =
  /^(?:\/bin\/sh -c )?(?:#\(nop\)\s+)?(?:ENV|CMD|LABEL|EXPOSE|ENTRYPOINT|USER|STOPSIGNAL|HEALTHCHECK|VOLUME|MAINTAINER|ARG|SHELL|ONBUILD)\b/;

/**
 * The engine's history does not say which steps made no layer. A step with bytes made one; of the others only
 * instructions that never touch files did not.
 */
export function isEmptyStep(createdBy: string, size: number | undefined): boolean {
  return !size && metadataSteps.test(createdBy);
}
