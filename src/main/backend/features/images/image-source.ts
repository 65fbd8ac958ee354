import type { ImageSummary } from '../../../../common/contract/images';
import { compareText } from '../../../../common/format/compare';
import { imageRecords } from '../../engine/records/image-record';
import type { ResourceSource } from '../../engine/resource-list/resource-source';
import { normalizeImageSummary } from './image-summary';

/** How images are listed: without the intermediate ones of the classic builder. Engines cannot filter them by id. */
export const imageSource: ResourceSource<ImageSummary> = {
  resource: 'images',
  keyOf: (image) => image.id,
  async listAll(connection, signal) {
    const records = await connection.api.json({ path: '/images/json', signal }, imageRecords);
    return mergeById(records.map(normalizeImageSummary));
  },
};

/** Podman gives an image once per name in some versions; references of the same image belong together. */
function mergeById(images: readonly ImageSummary[]): readonly ImageSummary[] {
  const merged = new Map<string, ImageSummary>();
  for (const image of images) {
    const other = merged.get(image.id);
    if (!other) {
      merged.set(image.id, image);
      continue;
    }
    const tags = [...new Set([...other.tags, ...image.tags])].sort(compareText);
    const digests = [...new Set([...other.digests, ...image.digests])].sort(compareText);
    merged.set(image.id, { ...other, tags, digests, dangling: tags.length === 0 });
  }
  return [...merged.values()];
}
