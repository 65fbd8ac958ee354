import { activityNav, activityRoutes } from '../features/activity/routes';
import { containersNav, containersRoutes } from '../features/containers/routes';
import { enginesNav, enginesRoutes } from '../features/engines/routes';
import { overviewNav, overviewRoutes } from '../features/overview/routes';
import { settingsNav, settingsRoutes } from '../features/settings/routes';
import type { FeatureRoute, NavEntry } from '../lib/routes';

/** Every page, one line per feature. */
export const routes: readonly FeatureRoute[] = [
  ...overviewRoutes,
  ...containersRoutes,
  ...activityRoutes,
  ...enginesRoutes,
  ...settingsRoutes,
];

/** The rail: what belongs to the engine, and what belongs to Estiba. */
export const resourceNav: readonly NavEntry[] = [overviewNav, containersNav];
export const systemNav: readonly NavEntry[] = [activityNav, enginesNav, settingsNav];
