import { z } from 'zod';
import type { JobReference } from '../../../../common/contract/shared';
import { AppError } from '../../../../common/errors';
import { defaultTag, familiarName, parseReference } from '../../../../common/oci/reference';
import { forgetDiskUsage } from '../../engine/disk-usage/disk-usage-meter';
import type { EngineApi } from '../../engine/engine-api';
import type { EngineConnection } from '../../engine/engine-connection';
import { enginePath } from '../../engine/engine-path';
import { listContainerUsers } from '../../engine/records/container-users';
import { imageId, optionalText } from '../../engine/records/tolerant-schema';
import type { ItemOutcome } from '../../jobs/bulk-job';
import type { JobRegistry } from '../../jobs/job-registry';
import { startBulkJob } from '../../jobs/start-bulk-job';
import { knownUniqueSizes, type UniqueSizes } from './image-sizes';
import type { ImageTarget } from './image-targets';

/** The engine deletes layers one by one. */
const removalTimeout = 10 * 60_000;

const removalRecord = z.array(z.object({ Untagged: optionalText, Deleted: imageId.nullish() }));

/** Gives an image one more reference. Throws `invalid_argument` that names the place. */
export async function tagImage(
  api: EngineApi,
  id: string,
  text: string,
  signal?: AbortSignal,
): Promise<void> {
  await api.send({
    method: 'POST',
    path: enginePath`/images/${id}/tag`,
    query: tagQuery(text),
    signal,
  });
}

/** `repo` and `tag` as the engine wants them, from what a user wrote. */
export function tagQuery(text: string): { readonly repo: string; readonly tag: string } {
  const reference = parseReference(text);
  if (reference.digest) {
    const details = { part: 'digest', at: text.indexOf('@') };
    throw new AppError('invalid_argument', `a new tag cannot have a digest: ${text}`, { details });
  }
  return { repo: familiarName(reference), tag: reference.tag ?? defaultTag };
}

/**
 * Removes images or references, one after the other: what one removal leaves decides about the next. What they freed
 * is the sum of the unique parts of the deleted images, as measured before: parts that only they shared with each
 * other come on top. Absent where the engine gives no shared sizes without a measurement.
 */
export function startImageRemoval(
  jobs: JobRegistry,
  connection: EngineConnection,
  targets: readonly ImageTarget[],
  force: boolean,
): JobReference {
  let sizes: Promise<UniqueSizes> | undefined;
  return startBulkJob(jobs, {
    kind: 'image.remove',
    engineId: connection.id,
    subjects: targets,
    options: { concurrency: 1 },
    action: async (target, signal) => {
      sizes ??= knownUniqueSizes(connection, signal).catch(() => new Map());
      const known = await sizes;
      if (force) await refuseToTakeContainers(connection, target, signal);
      const records = await connection.api.json(
        {
          method: 'DELETE',
          path: enginePath`/images/${target.id}`,
          query: { force },
          signal,
          timeoutMs: removalTimeout,
        },
        removalRecord,
      );
      forgetDiskUsage(connection);
      return describeRemoval(target, records, known);
    },
  });
}

/**
 * With `force` docker leaves the containers of an image alone; podman ends and removes them with all that is in their
 * writable layers. Nobody who removes an image has agreed to that.
 */
async function refuseToTakeContainers(
  connection: EngineConnection,
  { image }: ImageTarget,
  signal: AbortSignal,
): Promise<void> {
  if (connection.requireInfo().product !== 'podman' || !image) return;
  const users = (await listContainerUsers(connection.api, signal)).filter(
    (user) => user.imageId === image.id,
  );
  if (users.length === 0) return;
  const names = users.map((user) => user.name);
  const message = `podman would remove the containers of the image with it: ${names.join(', ')}; remove them first`;
  throw new AppError('conflict', message, { details: { containers: names } });
}

/** Docker also lists the chain ids of deleted layers as `Deleted`: only the image itself is told. */
function describeRemoval(
  { image }: ImageTarget,
  records: z.output<typeof removalRecord>,
  sizes: UniqueSizes,
): ItemOutcome {
  const untagged = records.flatMap((record) => (record.Untagged ? [`Untagged: ${record.Untagged}`] : []));
  const isDeleted = image !== undefined && records.some((record) => record.Deleted === image.id);
  return {
    notes: isDeleted ? [...untagged, `Deleted: ${image.id}`] : untagged,
    freedBytes: isDeleted ? sizes.get(image.id) : undefined,
  };
}
