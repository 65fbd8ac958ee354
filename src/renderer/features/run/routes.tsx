import { lazy } from 'react';
import type { ContainerTabProps, FeatureTab } from '../../lib/contributions';
import type { FeatureRoute } from '../../lib/routes';

const RunPage = lazy(async () => ({ default: (await import('./run-page')).RunPage }));
const CommandTab = lazy(async () => ({ default: (await import('./command-tab')).CommandTab }));

export const runRoutes: readonly FeatureRoute[] = [{ path: '/e/:engineId/run', component: RunPage }];

export const commandTab: FeatureTab<ContainerTabProps> = {
  id: 'command',
  label: (messages) => messages.run.tab,
  component: CommandTab,
};
