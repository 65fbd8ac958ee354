import { changesTab } from '../features/changes/changes-tab';
import { filesTab } from '../features/files/files-tab';
import { findingsImageTabs } from '../features/layers/findings/tabs';
import { layersImageTab } from '../features/layers/image-tabs';
import { limitsTab } from '../features/limits/limits-tab';
import { logsTab } from '../features/logs/routes';
import { mountsTab } from '../features/mounts/tab';
import { namespacesTab } from '../features/namespaces/routes';
import { processesTab } from '../features/processes/tab';
import { commandTab } from '../features/run/routes';
import { resourcesContainerTab } from '../features/stats/routes';
import { terminalTab } from '../features/terminal/terminal-tab';
import type { Contributions } from '../lib/contributions';

/** What features add to each other's pages, in the order of the tabs. */
export const contributions: Contributions = {
  imageTabs: [layersImageTab, ...findingsImageTabs],
  containerTabs: [
    logsTab,
    resourcesContainerTab,
    processesTab,
    namespacesTab,
    mountsTab,
    limitsTab,
    changesTab,
    filesTab,
    terminalTab,
    commandTab,
  ],
};
