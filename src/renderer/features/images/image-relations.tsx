import { CardGrid } from '../../components/detail-page';
import { RelationCard } from '../../components/relation-card';
import { useContainers } from '../../lib/live-list';
import { useMessages } from '../../lib/messages';
import {
  useContainerRelations,
  useNetworkRelations,
  useVolumeRelations,
} from '../../lib/resources/use-relations';

export interface ImageRelationsProps {
  readonly engineId: string;
  readonly imageId: string;
}

/** Containers made from the image, and what those are connected with. */
export const ImageRelations = ({ engineId, imageId }: ImageRelationsProps) => {
  const texts = useMessages().images.details;
  const { items } = useContainers(engineId);
  const users = items.filter((container) => container.imageId === imageId);
  const containers = useContainerRelations(engineId, users);
  const volumes = useVolumeRelations(engineId, users);
  const networks = useNetworkRelations(engineId, users);
  return (
    <CardGrid>
      <RelationCard title={texts.containers} items={containers} empty={texts.noContainers} />
      <RelationCard title={texts.theirVolumes} items={volumes} empty={texts.noVolumes} />
      <RelationCard title={texts.theirNetworks} items={networks} empty={texts.noNetworks} />
    </CardGrid>
  );
};
