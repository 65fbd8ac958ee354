import { LayoutDashboard } from 'lucide-react';
import { lazy } from 'react';
import type { FeatureRoute, NavEntry } from '../../lib/routes';

const OverviewPage = lazy(async () => ({ default: (await import('./overview-page')).OverviewPage }));

export const overviewRoutes: readonly FeatureRoute[] = [
  { path: '/e/:engineId/overview', component: OverviewPage },
];

export const overviewNav: NavEntry = {
  id: 'overview',
  scope: 'engine',
  path: 'overview',
  icon: LayoutDashboard,
  label: (messages) => messages.overview.title,
  shortcut: 'g o',
};
