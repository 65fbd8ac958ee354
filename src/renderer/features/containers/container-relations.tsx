import { Box, HardDrive, Layers, Network } from 'lucide-react';
import type { ContainerDetails, ContainerSummary } from '../../../common/contract/containers';
import { CardGrid } from '../../components/detail-page';
import { type Relation, RelationList } from '../../components/relation-list';
import { SectionCard } from '../../components/section-card';
import { StateBadge } from '../../components/state-badge';
import { enginePath } from '../../lib/engine';
import { useContainers, useImages, useNetworks, useVolumes } from '../../lib/live-list';
import { type Messages, useFormat, useMessages } from '../../lib/messages';
import { containerLook } from '../../lib/resources/container-look';
import { toShortId, toVisibleText } from '../../lib/resources/visible-text';

export interface ContainerRelationsProps {
  readonly engineId: string;
  readonly details: ContainerDetails;
}

/** The image it was made from, which may have been removed since. */
function useImageRelation({ engineId, details }: ContainerRelationsProps): Relation {
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
    meta: gone
      ? containers.details.imageGone
      : image && <span title={format.exactBytes(image.sizeBytes)}>{format.bytes(image.sizeBytes)}</span>,
  };
}

function useVolumeRelations({ engineId, details }: ContainerRelationsProps): readonly Relation[] {
  const volumes = useVolumes(engineId);
  return details.mounts.flatMap(({ type, name, destination }) => {
    if (type !== 'volume' || name === undefined) return [];
    const gone = volumes.status === 'fresh' && !volumes.byId.has(name);
    return {
      id: destination,
      icon: HardDrive,
      label: /^[0-9a-f]{64}$/.test(name) ? toShortId(name) : toVisibleText(name),
      href: gone ? undefined : enginePath(engineId, 'volumes', name),
      meta: <code>{toVisibleText(destination)}</code>,
    };
  });
}

function useNetworkRelations({ engineId, details }: ContainerRelationsProps): readonly Relation[] {
  const networks = useNetworks(engineId);
  return details.networks.map(({ name, networkId, ipv4 }) => {
    const known = networkId === undefined ? undefined : networks.byId.get(networkId);
    const network = known ?? networks.items.find((item) => item.name === name);
    const gone = networks.status === 'fresh' && !network;
    return {
      id: name,
      icon: Network,
      label: toVisibleText(name),
      href: gone ? undefined : enginePath(engineId, 'networks', network?.id ?? networkId ?? name),
      meta: ipv4,
    };
  });
}

function toContainerRelation(messages: Messages, engineId: string, container: ContainerSummary): Relation {
  return {
    id: container.id,
    icon: Box,
    label: toVisibleText(container.name),
    href: enginePath(engineId, 'containers', container.id),
    meta: <StateBadge {...containerLook(messages, container)} />,
  };
}

const Siblings = ({ engineId, details }: ContainerRelationsProps) => {
  const messages = useMessages();
  const { items } = useContainers(engineId);
  const project = details.compose?.project;
  if (project === undefined) return undefined;
  const siblings = items.filter((item) => item.compose?.project === project && item.id !== details.id);
  return (
    <SectionCard title={messages.containers.details.siblings} aside={toVisibleText(project)} flush>
      <RelationList
        items={siblings.map((container) => toContainerRelation(messages, engineId, container))}
        empty={messages.containers.details.noSiblings}
      />
    </SectionCard>
  );
};

/** What the container is connected with. */
export const ContainerRelations = (props: ContainerRelationsProps) => {
  const texts = useMessages().containers.details;
  const image = useImageRelation(props);
  const volumes = useVolumeRelations(props);
  const networks = useNetworkRelations(props);
  return (
    <CardGrid>
      <SectionCard title={texts.relImage} flush>
        <RelationList items={[image]} empty="" />
      </SectionCard>
      <SectionCard title={texts.volumes} aside={volumes.length || undefined} flush>
        <RelationList items={volumes} empty={texts.noVolumes} />
      </SectionCard>
      <SectionCard title={texts.networks} aside={networks.length || undefined} flush>
        <RelationList items={networks} empty={texts.noNetworksText} />
      </SectionCard>
      <Siblings {...props} />
    </CardGrid>
  );
};
