import { useCallback } from 'react';
import type { EngineEvent } from '../../common/contract/engines';
import { enginePath } from './engine-path';
import { useContainers, useImages, useNetworks, useVolumes } from './live-list';

/** The page of an event's object, while the object still exists. */
export function useEventLink(engineId: string): (event: EngineEvent) => string | undefined {
  const containers = useContainers(engineId);
  const images = useImages(engineId);
  const volumes = useVolumes(engineId);
  const networks = useNetworks(engineId);
  return useCallback(
    ({ type, actorId, name }) => {
      switch (type) {
        case 'container':
          return containers.byId.has(actorId) ? enginePath(engineId, 'containers', actorId) : undefined;
        case 'volume':
          return volumes.byId.has(actorId) ? enginePath(engineId, 'volumes', actorId) : undefined;
        case 'network':
          return networks.byId.has(actorId) ? enginePath(engineId, 'networks', actorId) : undefined;
        case 'image': {
          // Older engines name the image by the reference that was used.
          const image =
            images.byId.get(actorId) ??
            images.items.find(({ tags }) => tags.includes(name ?? '') || tags.includes(actorId));
          return image && enginePath(engineId, 'images', image.id);
        }
        default:
          return undefined;
      }
    },
    [engineId, containers.byId, images, volumes.byId, networks.byId],
  );
}
