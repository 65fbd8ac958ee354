import { Box, HardDrive, Layers, type LucideIcon, Network } from 'lucide-react';
import type { ContainerSummary } from '../../../common/contract/containers';
import { enginePath } from '../engine';
import { useImages, useNetworks, useVolumes } from '../live-list';
import { useFormat, useMessages } from '../messages';
import { type ContainerLook, containerLook } from './container-look';
import { volumeNamesOf } from './relations';
import { toShortId, toVisibleText } from './visible-text';

/** What a thing is connected with, in the form of the design system's RelationCard. */
export interface RelationLine {
  readonly id: string;
  readonly icon: LucideIcon;
  readonly label: string;
  /** Undefined when it no longer exists. */
  readonly href: string | undefined;
  readonly meta?: string;
  readonly look?: ContainerLook;
}

/** Volumes without a name of their own have 64 digits. */
export function toVolumeName(name: string): string {
  return /^[0-9a-f]{64}$/.test(name) ? toShortId(name) : toVisibleText(name);
}

/** Containers with their state. */
export function useContainerRelations(
  engineId: string,
  containers: readonly ContainerSummary[],
): readonly RelationLine[] {
  const messages = useMessages();
  return containers.map((container) => ({
    id: container.id,
    icon: Box,
    label: toVisibleText(container.name),
    href: enginePath(engineId, 'containers', container.id),
    look: containerLook(messages, container),
  }));
}

/** The images that containers were made from; one that was removed is no link. */
export function useImageRelations(
  engineId: string,
  containers: readonly ContainerSummary[],
): readonly RelationLine[] {
  const images = useImages(engineId);
  const format = useFormat();
  const byId = new Map(containers.map((container) => [container.imageId, container.image]));
  return [...byId].map(([id, asNamed]) => {
    const image = images.byId.get(id);
    return {
      id,
      icon: Layers,
      label: toVisibleText(image?.tags[0] ?? asNamed),
      href: image || images.status !== 'fresh' ? enginePath(engineId, 'images', id) : undefined,
      ...(image ? { meta: format.bytes(image.sizeBytes) } : {}),
    };
  });
}

/** The volumes that containers mount. */
export function useVolumeRelations(
  engineId: string,
  containers: readonly Pick<ContainerSummary, 'mounts'>[],
): readonly RelationLine[] {
  const volumes = useVolumes(engineId);
  return [...new Set(containers.flatMap(volumeNamesOf))].map((name) => {
    const volume = volumes.byId.get(name);
    return {
      id: name,
      icon: HardDrive,
      label: toVolumeName(name),
      href: volume || volumes.status !== 'fresh' ? enginePath(engineId, 'volumes', name) : undefined,
      ...(volume ? { meta: volume.driver } : {}),
    };
  });
}

/** The networks that containers are connected to. */
export function useNetworkRelations(
  engineId: string,
  containers: readonly Pick<ContainerSummary, 'networks'>[],
): readonly RelationLine[] {
  const networks = useNetworks(engineId);
  const named = new Map(
    containers.flatMap((container) =>
      container.networks.map(({ name, networkId }) => [name, networkId] as const),
    ),
  );
  return [...named].map(([name, networkId]) => {
    const byId = networkId === undefined ? undefined : networks.byId.get(networkId);
    const network = byId ?? networks.items.find((item) => item.name === name);
    const isKnown = network !== undefined || networks.status !== 'fresh';
    return {
      id: name,
      icon: Network,
      label: toVisibleText(name),
      href: isKnown ? enginePath(engineId, 'networks', network?.id ?? networkId ?? name) : undefined,
      ...(network ? { meta: network.driver } : {}),
    };
  });
}
