import { lazy } from 'react';
import type { ContainerTabProps, FeatureTab } from '../../lib/contributions';
import type { FeatureRoute } from '../../lib/routes';

export const logsRoutes: readonly FeatureRoute[] = [
  {
    path: '/e/:engineId/logs',
    component: lazy(async () => ({ default: (await import('./logs-page')).LogsPage })),
  },
];

export const logsTab: FeatureTab<ContainerTabProps> = {
  id: 'logs',
  label: ({ logs }) => logs.tab,
  component: lazy(async () => ({ default: (await import('./logs-tab')).LogsTab })),
};
