import type { ImageConfig, ImageDetails, ImageInspection } from '../../../../common/contract/images';
import { compareText } from '../../../../common/format/compare';
import type { EngineApi } from '../../engine/engine-api';
import { enginePath } from '../../engine/engine-path';
import { knownReferences } from '../../engine/records/image-record';
import { withRaw } from '../../engine/records/tolerant-schema';
import { type ImageConfigRecord, type ImageInspectRecord, imageInspectRecord } from './image-inspect-record';

/** Everything about one image, with the engine's answer as it came. */
export async function inspectImage(
  api: EngineApi,
  id: string,
  signal?: AbortSignal,
): Promise<ImageInspection> {
  const { record, raw } = await api.json(
    { path: enginePath`/images/${id}/json`, signal },
    withRaw(imageInspectRecord),
  );
  return { details: normalizeImageDetails(record), raw };
}

/** What the engine says about one image, in the contract's words. */
export function normalizeImageDetails(record: ImageInspectRecord): ImageDetails {
  return {
    id: record.Id,
    tags: knownReferences(record.RepoTags).sort(compareText),
    digests: knownReferences(record.RepoDigests).sort(compareText),
    ...(record.Created === undefined ? {} : { createdAt: record.Created }),
    ...(record.Author ? { author: record.Author } : {}),
    ...(record.Comment ? { comment: record.Comment } : {}),
    os: record.Os,
    architecture: record.Architecture,
    ...(record.Variant ? { variant: record.Variant } : {}),
    sizeBytes: record.Size ?? 0,
    ...(record.GraphDriver?.Name ? { storageDriver: record.GraphDriver.Name } : {}),
    diffIds: [...record.RootFS.Layers],
    config: normalizeImageConfig(record.Config),
  };
}

function normalizeImageConfig(record: ImageConfigRecord): ImageConfig {
  return {
    env: record?.Env ?? [],
    entrypoint: record?.Entrypoint ?? [],
    command: record?.Cmd ?? [],
    ...(record?.WorkingDir ? { workingDir: record.WorkingDir } : {}),
    ...(record?.User ? { user: record.User } : {}),
    exposedPorts: Object.keys(record?.ExposedPorts ?? {}).sort(compareText),
    volumes: Object.keys(record?.Volumes ?? {}).sort(compareText),
    labels: record?.Labels ?? {},
    ...(record?.StopSignal ? { stopSignal: record.StopSignal } : {}),
    ...(record?.Healthcheck?.Test.length ? { healthcheck: [...record.Healthcheck.Test] } : {}),
  };
}
