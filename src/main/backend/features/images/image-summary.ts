import type { ImageSummary } from '../../../../common/contract/images';
import { compareText } from '../../../../common/format/compare';
import { type ImageRecord, knownReferences } from '../../engine/records/image-record';

/** One entry of the engine's list. References are sorted: the engine gives them in no stable order. */
export function normalizeImageSummary(record: ImageRecord): ImageSummary {
  const tags = knownReferences(record.RepoTags).sort(compareText);
  return {
    id: record.Id,
    tags,
    digests: knownReferences(record.RepoDigests).sort(compareText),
    createdAt: record.Created * 1000,
    sizeBytes: record.Size ?? 0,
    labels: record.Labels,
    dangling: tags.length === 0,
  };
}
