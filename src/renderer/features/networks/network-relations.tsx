import type { ContainerSummary } from '../../../common/contract/containers';
import { CardGrid } from '../../components/detail-page';
import { RelationCard } from '../../components/relation-card';
import { useMessages } from '../../lib/messages';
import {
  useContainerRelations,
  useImageRelations,
  useVolumeRelations,
} from '../../lib/resources/use-relations';

export interface NetworkRelationsProps {
  readonly engineId: string;
  readonly users: readonly ContainerSummary[];
}

/** Containers of the network, and what those are made from and keep. */
export const NetworkRelations = ({ engineId, users }: NetworkRelationsProps) => {
  const texts = useMessages().networks.details;
  const containers = useContainerRelations(engineId, users);
  const images = useImageRelations(engineId, users);
  const volumes = useVolumeRelations(engineId, users);
  return (
    <CardGrid>
      <RelationCard title={texts.containers} items={containers} empty={texts.noContainers} />
      <RelationCard title={texts.theirImages} items={images} empty={texts.noImages} />
      <RelationCard title={texts.theirVolumes} items={volumes} empty={texts.noVolumes} />
    </CardGrid>
  );
};
