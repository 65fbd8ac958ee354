import { appContract } from './app';
import { changesContract } from './changes';
import { containersContract } from './containers';
import { enginesContract } from './engines';
import { filesContract } from './files';
import { imagesContract } from './images';
import { jobsContract } from './jobs';
import { layersContract } from './layers';
import { limitsContract } from './limits';
import { logsContract } from './logs';
import { mountsContract } from './mounts';
import { namespacesContract } from './namespaces';
import { networksContract } from './networks';
import { processesContract } from './processes';
import { runContract } from './run';
import { settingsContract } from './settings';
import { statsContract } from './stats';
import { systemContract } from './system';
import { terminalContract } from './terminal';
import { volumesContract } from './volumes';

/**
 * Everything the back end can be asked, by feature. Both ends are inferred from it. Values are JSON-safe, or one whole
 * Uint8Array; times are milliseconds since the epoch; absent means unknown. Errors are AppErrors (common/errors.ts).
 */
export const contract = {
  app: appContract,
  engines: enginesContract,
  containers: containersContract,
  changes: changesContract,
  files: filesContract,
  images: imagesContract,
  run: runContract,
  layers: layersContract,
  volumes: volumesContract,
  networks: networksContract,
  namespaces: namespacesContract,
  mounts: mountsContract,
  limits: limitsContract,
  processes: processesContract,
  logs: logsContract,
  stats: statsContract,
  terminal: terminalContract,
  system: systemContract,
  jobs: jobsContract,
  settings: settingsContract,
};

export type Contract = typeof contract;
