import type { Messages } from '../lib/messages';
import { activity } from './es/activity';
import { app } from './es/app';
import { changes } from './es/changes';
import { common } from './es/common';
import { containers } from './es/containers';
import { engines } from './es/engines';
import { errors } from './es/errors';
import { files } from './es/files';
import { findings } from './es/findings';
import { images } from './es/images';
import { jobs } from './es/jobs';
import { layers } from './es/layers';
import { limits } from './es/limits';
import { logs } from './es/logs';
import { mounts } from './es/mounts';
import { namespaces } from './es/namespaces';
import { networks } from './es/networks';
import { overview } from './es/overview';
import { processes } from './es/processes';
import { resources } from './es/resources';
import { run } from './es/run';
import { settings } from './es/settings';
import { stats } from './es/stats';
import { terminal } from './es/terminal';
import { volumes } from './es/volumes';

/** Spanish. Loaded when it is chosen. */
export const es: Messages = {
  common,
  app,
  errors,
  jobs,
  overview,
  engines,
  changes,
  containers,
  files,
  findings,
  images,
  layers,
  volumes,
  networks,
  mounts,
  namespaces,
  processes,
  limits,
  logs,
  resources,
  activity,
  run,
  settings,
  stats,
  terminal,
};
