import { Boxes } from 'lucide-react';
import { lazy } from 'react';
import type { ContainerTabProps, FeatureTab } from '../../lib/contributions';
import type { FeatureRoute, NavEntry } from '../../lib/routes';

export const namespacesRoutes: readonly FeatureRoute[] = [
  {
    path: '/e/:engineId/namespaces',
    component: lazy(async () => ({ default: (await import('./namespaces-page')).NamespacesPage })),
  },
];

export const namespacesNav: NavEntry = {
  id: 'namespaces',
  scope: 'engine',
  path: 'namespaces',
  icon: Boxes,
  label: ({ namespaces }) => namespaces.title,
  shortcut: 'g m',
};

/** The tab of a container's page with its namespaces. */
export const namespacesTab: FeatureTab<ContainerTabProps> = {
  id: 'namespaces',
  label: ({ namespaces }) => namespaces.title,
  component: lazy(async () => ({ default: (await import('./namespaces-tab')).NamespacesTab })),
};
