import type { ContainerSummary } from '../../../common/contract/containers';
import { CardGrid } from '../../components/detail-page';
import { RelationCard } from '../../components/relation-card';
import { useMessages } from '../../lib/messages';
import { useContainerRelations, useImageRelations } from '../../lib/resources/use-relations';

export interface VolumeRelationsProps {
  readonly engineId: string;
  readonly users: readonly ContainerSummary[];
}

/** Containers that mount the volume, and the images they were made from. */
export const VolumeRelations = ({ engineId, users }: VolumeRelationsProps) => {
  const texts = useMessages().volumes.details;
  const containers = useContainerRelations(engineId, users);
  const images = useImageRelations(engineId, users);
  return (
    <CardGrid>
      <RelationCard title={texts.containers} items={containers} empty={texts.noContainers} />
      <RelationCard title={texts.theirImages} items={images} empty={texts.noImages} />
    </CardGrid>
  );
};
