import { lazy } from 'react';
import type { ContainerTabProps, FeatureTab } from '../../lib/contributions';

/** The tab of a container's page with its terminals. */
export const terminalTab: FeatureTab<ContainerTabProps> = {
  id: 'terminal',
  label: ({ terminal }) => terminal.tab,
  component: lazy(async () => ({ default: (await import('./terminal-panel')).TerminalPanel })),
};
