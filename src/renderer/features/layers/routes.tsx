import { FolderOpen } from 'lucide-react';
import { lazy } from 'react';
import type { FeatureRoute, NavEntry } from '../../lib/routes';

const OpenPage = lazy(async () => ({ default: (await import('./open/open-page')).OpenPage }));
const ViewPage = lazy(async () => ({ default: (await import('./open/view-page')).ViewPage }));

const SharingPage = lazy(async () => ({ default: (await import('./sharing/sharing-page')).SharingPage }));

export const layersRoutes: readonly FeatureRoute[] = [
  { path: '/e/:engineId/sharing', component: SharingPage },
  { path: '/layers', component: OpenPage },
  { path: '/layers/view', component: ViewPage },
];

export const layersNav: NavEntry = {
  id: 'layers',
  scope: 'app',
  path: 'layers',
  icon: FolderOpen,
  label: (messages) => messages.findings.open.nav,
  shortcut: 'g l',
};
