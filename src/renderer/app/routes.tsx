import { activityNav, activityRoutes } from '../features/activity/routes';
import { containersNav, containersRoutes } from '../features/containers/routes';
import { enginesNav, enginesRoutes } from '../features/engines/routes';
import { imagesNav, imagesRoutes } from '../features/images/routes';
import { layersNav, layersRoutes } from '../features/layers/routes';
import { logsRoutes } from '../features/logs/routes';
import { namespacesNav, namespacesRoutes } from '../features/namespaces/routes';
import { networksNav, networksRoutes } from '../features/networks/routes';
import { overviewNav, overviewRoutes } from '../features/overview/routes';
import { runRoutes } from '../features/run/routes';
import { settingsNav, settingsRoutes } from '../features/settings/routes';
import { statsNav, statsRoutes } from '../features/stats/routes';
import { volumesNav, volumesRoutes } from '../features/volumes/routes';
import type { FeatureRoute, NavEntry } from '../lib/routes';

/** Every page, one line per feature. */
export const routes: readonly FeatureRoute[] = [
  ...overviewRoutes,
  ...containersRoutes,
  ...runRoutes,
  ...logsRoutes,
  ...statsRoutes,
  ...namespacesRoutes,
  ...imagesRoutes,
  ...layersRoutes,
  ...volumesRoutes,
  ...networksRoutes,
  ...activityRoutes,
  ...enginesRoutes,
  ...settingsRoutes,
];

/** The rail: what belongs to the engine, and what belongs to Estiba. */
export const resourceNav: readonly NavEntry[] = [
  overviewNav,
  containersNav,
  statsNav,
  namespacesNav,
  imagesNav,
  volumesNav,
  networksNav,
];
export const systemNav: readonly NavEntry[] = [layersNav, activityNav, enginesNav, settingsNav];
