import { Network } from 'lucide-react';
import { lazy } from 'react';
import { useNetworks } from '../../lib/live-list';
import type { FeatureRoute, NavEntry } from '../../lib/routes';

const NetworkList = lazy(async () => ({ default: (await import('./network-list')).NetworkList }));
const NetworkPage = lazy(async () => ({ default: (await import('./network-page')).NetworkPage }));

export const networksRoutes: readonly FeatureRoute[] = [
  { path: '/e/:engineId/networks', component: NetworkList },
  { path: '/e/:engineId/networks/:id', component: NetworkPage },
];

export const networksNav: NavEntry = {
  id: 'networks',
  scope: 'engine',
  path: 'networks',
  icon: Network,
  label: (messages) => messages.networks.title,
  useCount: (engineId) => {
    const list = useNetworks(engineId);
    return list.status === 'loading' ? undefined : list.items.length;
  },
  shortcut: 'g n',
};
