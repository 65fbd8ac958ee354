import { Box, HardDrive, Layers, type LucideIcon, Network } from 'lucide-react';
import { useLocation } from 'wouter';
import type { PaletteGroup } from '../components/command-palette';
import { enginePath, useCurrentEngineId } from '../lib/engine';
import { shortId } from '../lib/event-view';
import { useContainers, useImages, useNetworks, useVolumes } from '../lib/live-list';
import { useMessages } from '../lib/messages';
import { toVisibleText } from '../lib/resources/visible-text';

interface Found {
  readonly id: string;
  readonly name: string;
  readonly detail?: string;
}

/** Containers, images, volumes and networks of the current engine, each opening its page. */
export function usePaletteObjects(): { readonly groups: readonly PaletteGroup[]; readonly loading: boolean } {
  const engineId = useCurrentEngineId();
  const messages = useMessages();
  const [, navigate] = useLocation();
  const containers = useContainers(engineId);
  const images = useImages(engineId);
  const volumes = useVolumes(engineId);
  const networks = useNetworks(engineId);
  const toGroup = (
    section: string,
    label: string,
    icon: LucideIcon,
    found: readonly Found[],
  ): PaletteGroup => ({
    id: section,
    label,
    items: found.map(({ id, name, detail }) => ({
      id: `${section}:${id}:${name}`,
      label: toVisibleText(name),
      detail: detail && toVisibleText(detail),
      icon,
      keywords: [id, name],
      onSelect: () => {
        if (engineId !== undefined) navigate(enginePath(engineId, section, id));
      },
    })),
  });
  const groups = [
    toGroup(
      'containers',
      messages.containers.title,
      Box,
      containers.items.map(({ id, name, image }) => ({ id, name, detail: shortId(image) })),
    ),
    toGroup(
      'images',
      messages.images.title,
      Layers,
      images.items.flatMap(({ id, tags }) => tags.map((name) => ({ id, name }))),
    ),
    toGroup(
      'volumes',
      messages.volumes.title,
      HardDrive,
      volumes.items.map(({ name, driver }) => ({ id: name, name, detail: driver })),
    ),
    toGroup(
      'networks',
      messages.networks.title,
      Network,
      networks.items.map(({ id, name, driver }) => ({ id, name, detail: driver })),
    ),
  ];
  const loading = [containers, images, volumes, networks].some((list) => list.status === 'loading');
  return { groups, loading: loading && engineId !== undefined };
}
