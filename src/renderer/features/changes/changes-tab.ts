import { lazy } from 'react';
import type { ContainerTabProps, FeatureTab } from '../../lib/contributions';

/** The tab of a container's page with what it wrote over its image. */
export const changesTab: FeatureTab<ContainerTabProps> = {
  id: 'changes',
  label: ({ changes }) => changes.tab,
  component: lazy(async () => ({ default: (await import('./changes-panel')).ChangesPanel })),
};
