import type { LayerUsers } from '../../../../common/contract/layer-analysis';
import type { Sharing } from '../../../../common/contract/layer-findings';
import { chainIds } from '../../layers/chain-id';
import type { OpenImage } from './open-image';

/**
 * The other images of an engine that have each layer of an image, too, on the same base. Works for images from
 * elsewhere as well: what an archive has in common with an engine.
 */
export function layerUsersOf(image: OpenImage, sharing: Sharing): LayerUsers {
  const own = image.snapshot().imageId;
  const rows = new Map(sharing.layers.map((layer, row) => [layer.chainId, { ...layer, row }]));
  return chainIds(image.diffIds()).map((chainId, layer) => {
    const found = rows.get(chainId);
    const users = found
      ? sharing.images.filter(({ id, layers }) => id !== own && layers.includes(found.row))
      : [];
    return {
      layer,
      bytes: found?.bytes,
      images: users.map(({ id, tags }) => ({ imageId: id, name: tags[0] ?? id })),
    };
  });
}
