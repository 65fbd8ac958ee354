import { Layers } from 'lucide-react';
import type { ContainerDetails } from '../../../common/contract/containers';
import { CardGrid } from '../../components/detail-page';
import { RelationCard, type RelationLine } from '../../components/relation-card';
import { enginePath } from '../../lib/engine';
import { useContainers, useImages } from '../../lib/live-list';
import { useFormat, useMessages } from '../../lib/messages';
import {
  useContainerRelations,
  useNetworkRelations,
  useVolumeRelations,
} from '../../lib/resources/use-relations';
import { toVisibleText } from '../../lib/resources/visible-text';

export interface ContainerRelationsProps {
  readonly engineId: string;
  readonly details: ContainerDetails;
}

/** The image it was made from, which may have been removed since. */
function useImageRelation({ engineId, details }: ContainerRelationsProps): RelationLine {
  const { containers } = useMessages();
  const format = useFormat();
  const images = useImages(engineId);
  const image = images.byId.get(details.imageId);
  const gone = images.status === 'fresh' && !image;
  return {
    id: details.imageId,
    icon: Layers,
    label: toVisibleText(image?.tags[0] ?? details.image),
    href: gone ? undefined : enginePath(engineId, 'images', details.imageId),
    meta: gone ? containers.details.imageGone : image && format.bytes(image.sizeBytes),
  };
}

const Siblings = ({ engineId, details }: ContainerRelationsProps) => {
  const texts = useMessages().containers.details;
  const { items } = useContainers(engineId);
  const project = details.compose?.project;
  const siblings = items.filter((item) => item.compose?.project === project && item.id !== details.id);
  const lines = useContainerRelations(engineId, siblings);
  if (project === undefined) return undefined;
  return (
    <RelationCard title={texts.siblings(toVisibleText(project))} items={lines} empty={texts.noSiblings} />
  );
};

/** What the container is connected with. */
export const ContainerRelations = (props: ContainerRelationsProps) => {
  const { engineId, details } = props;
  const texts = useMessages().containers.details;
  const image = useImageRelation(props);
  const volumes = useVolumeRelations(engineId, [details]);
  const networks = useNetworkRelations(engineId, [details]);
  return (
    <CardGrid>
      <RelationCard title={texts.relImage} items={[image]} empty="" />
      <RelationCard title={texts.volumes} items={volumes} empty={texts.noVolumes} />
      <RelationCard title={texts.networks} items={networks} empty={texts.noNetworksText} />
      <Siblings {...props} />
    </CardGrid>
  );
};
