import { join } from 'node:path';
import type { Platform } from '../../platform/platform';

/** Everything of Estiba's own engine lies here and nowhere else. */
export interface ManagedPaths {
  /** Images, containers and volumes: kept until the user deletes it. */
  readonly dataRoot: string;
  /** Sockets of containerd and shims; short, since a unix socket's path has at most 107 bytes. */
  readonly execRoot: string;
  readonly socket: string;
  readonly pidFile: string;
  readonly configFile: string;
  readonly logFile: string;
}

export function managedPathsOf(platform: Pick<Platform, 'folders'>): ManagedPaths {
  const { data, runtime, state } = platform.folders;
  const dataFolder = join(data, 'engine');
  return {
    dataRoot: join(dataFolder, 'data'),
    execRoot: join(runtime, 'x'),
    socket: join(runtime, 'engine.sock'),
    // Not in the runtime folder, which the system may clear while the engine runs.
    pidFile: join(dataFolder, 'dockerd.pid'),
    configFile: join(dataFolder, 'daemon.json'),
    logFile: join(state, 'engine.log'),
  };
}

/** DOCKER_HOST form. */
export function managedHostOf(platform: Pick<Platform, 'folders'>): string {
  return `unix://${managedPathsOf(platform).socket}`;
}
