import { activity } from './en/activity';
import { app } from './en/app';
import { changes } from './en/changes';
import { common } from './en/common';
import { containers } from './en/containers';
import { engines } from './en/engines';
import { errors } from './en/errors';
import { files } from './en/files';
import { findings } from './en/findings';
import { images } from './en/images';
import { jobs } from './en/jobs';
import { layers } from './en/layers';
import { limits } from './en/limits';
import { logs } from './en/logs';
import { mounts } from './en/mounts';
import { namespaces } from './en/namespaces';
import { networks } from './en/networks';
import { overview } from './en/overview';
import { processes } from './en/processes';
import { resources } from './en/resources';
import { run } from './en/run';
import { settings } from './en/settings';
import { stats } from './en/stats';
import { terminal } from './en/terminal';
import { volumes } from './en/volumes';

/** The catalogue; every other language must have exactly its shape. */
export const en = {
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
