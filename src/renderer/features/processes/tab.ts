import { lazy } from 'react';
import type { ContainerTabProps, FeatureTab } from '../../lib/contributions';

/** The tab of a container's page with its processes. */
export const processesTab: FeatureTab<ContainerTabProps> = {
  id: 'processes',
  label: ({ processes }) => processes.title,
  component: lazy(async () => ({ default: (await import('./processes-tab')).ProcessesTab })),
};
