import { Server } from 'lucide-react';
import { lazy } from 'react';
import type { FeatureRoute, NavEntry } from '../../lib/routes';

const EnginesPage = lazy(async () => ({ default: (await import('./engines-page')).EnginesPage }));

export const enginesRoutes: readonly FeatureRoute[] = [{ path: '/engines', component: EnginesPage }];

export const enginesNav: NavEntry = {
  id: 'engines',
  scope: 'app',
  path: 'engines',
  icon: Server,
  label: (messages) => messages.engines.title,
  shortcut: 'g e',
};
