import { lazy } from 'react';
import type { ContainerTabProps, FeatureTab } from '../../lib/contributions';

/** The tab of a container's page on which its limits are changed. */
export const limitsTab: FeatureTab<ContainerTabProps> = {
  id: 'limits',
  label: ({ limits }) => limits.tab,
  component: lazy(async () => ({ default: (await import('./limits-panel')).LimitsPanel })),
};
