import { lazy } from 'react';
import type { ContainerTabProps, FeatureTab } from '../../lib/contributions';

/** The tab of a container's page with its whole file system. */
export const filesTab: FeatureTab<ContainerTabProps> = {
  id: 'files',
  label: ({ files }) => files.tab,
  component: lazy(async () => ({ default: (await import('./files-panel')).FilesPanel })),
};
