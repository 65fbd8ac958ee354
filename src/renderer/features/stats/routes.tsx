import { Gauge } from 'lucide-react';
import { lazy } from 'react';
import type { ContainerTabProps, FeatureTab } from '../../lib/contributions';
import type { FeatureRoute, NavEntry } from '../../lib/routes';

const UseOverview = lazy(async () => ({ default: (await import('./use-overview')).UseOverview }));
const ResourcesTab = lazy(async () => ({ default: (await import('./resources-tab')).ResourcesTab }));

export const statsRoutes: readonly FeatureRoute[] = [
  { path: '/e/:engineId/resources', component: UseOverview },
];

export const statsNav: NavEntry = {
  id: 'resources',
  scope: 'engine',
  path: 'resources',
  icon: Gauge,
  label: (messages) => messages.stats.title,
  shortcut: 'g r',
};

export const resourcesContainerTab: FeatureTab<ContainerTabProps> = {
  id: 'resources',
  label: (messages) => messages.stats.tab,
  component: ResourcesTab,
};
