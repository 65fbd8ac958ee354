import { HardDrive } from 'lucide-react';
import { lazy } from 'react';
import { useVolumes } from '../../lib/live-list';
import type { FeatureRoute, NavEntry } from '../../lib/routes';

const VolumeList = lazy(async () => ({ default: (await import('./volume-list')).VolumeList }));
const VolumePage = lazy(async () => ({ default: (await import('./volume-page')).VolumePage }));

export const volumesRoutes: readonly FeatureRoute[] = [
  { path: '/e/:engineId/volumes', component: VolumeList },
  { path: '/e/:engineId/volumes/:name', component: VolumePage },
];

export const volumesNav: NavEntry = {
  id: 'volumes',
  scope: 'engine',
  path: 'volumes',
  icon: HardDrive,
  label: (messages) => messages.volumes.title,
  useCount: (engineId) => {
    const list = useVolumes(engineId);
    return list.status === 'loading' ? undefined : list.items.length;
  },
  shortcut: 'g v',
};
