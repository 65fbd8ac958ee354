import { History } from 'lucide-react';
import { lazy } from 'react';
import type { FeatureRoute, NavEntry } from '../../lib/routes';

const ActivityPage = lazy(async () => ({ default: (await import('./activity-page')).ActivityPage }));

export const activityRoutes: readonly FeatureRoute[] = [
  { path: '/e/:engineId/activity', component: ActivityPage },
];

export const activityNav: NavEntry = {
  id: 'activity',
  scope: 'engine',
  path: 'activity',
  icon: History,
  label: (messages) => messages.activity.title,
  shortcut: 'g a',
};
