import { lazy } from 'react';
import type { ContainerTabProps, FeatureTab } from '../../lib/contributions';

/** The tab of a container's page with what it sees of file systems and networks. */
export const mountsTab: FeatureTab<ContainerTabProps> = {
  id: 'mounts',
  label: ({ mounts }) => mounts.tab,
  component: lazy(async () => ({ default: (await import('./mounts-tab')).MountsTab })),
};
