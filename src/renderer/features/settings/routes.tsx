import { Settings } from 'lucide-react';
import { lazy } from 'react';
import type { FeatureRoute, NavEntry } from '../../lib/routes';

const SettingsPage = lazy(async () => ({ default: (await import('./settings-page')).SettingsPage }));

export const settingsRoutes: readonly FeatureRoute[] = [{ path: '/settings', component: SettingsPage }];

export const settingsNav: NavEntry = {
  id: 'settings',
  scope: 'app',
  path: 'settings',
  icon: Settings,
  label: (messages) => messages.settings.title,
  shortcut: 'g s',
};
