import { Box } from 'lucide-react';
import { lazy } from 'react';
import { useContainers } from '../../lib/live-list';
import type { FeatureRoute, NavEntry } from '../../lib/routes';

const ContainerList = lazy(async () => ({ default: (await import('./container-list')).ContainerList }));
const ContainerPage = lazy(async () => ({ default: (await import('./container-page')).ContainerPage }));

export const containersRoutes: readonly FeatureRoute[] = [
  { path: '/e/:engineId/containers', component: ContainerList },
  { path: '/e/:engineId/containers/:id', component: ContainerPage },
];

export const containersNav: NavEntry = {
  id: 'containers',
  scope: 'engine',
  path: 'containers',
  icon: Box,
  label: (messages) => messages.containers.title,
  useCount: (engineId) => {
    const list = useContainers(engineId);
    return list.status === 'loading' ? undefined : list.items.length;
  },
  shortcut: 'g c',
};
