import { homedir, userInfo } from 'node:os';
import { join } from 'node:path';
import type { Platform } from '../../platform/platform';

/** What discovery looks at. Tests hand in a home of their own. */
export interface Machine {
  readonly env: NodeJS.ProcessEnv;
  readonly os: NodeJS.Platform;
  readonly home: string;
  /** The folder that the system's own sockets are looked for in: `/`. */
  readonly root: string;
  /** Undefined on Windows. */
  readonly uid: number | undefined;
  /** Estiba's own engine's socket, in DOCKER_HOST form. */
  readonly managedHost: string;
}

export function machineOf(platform: Pick<Platform, 'env' | 'os'>, managedHost: string): Machine {
  const { env, os } = platform;
  const home = env.HOME || env.USERPROFILE || homedir();
  return { env, os, home, root: '/', uid: os === 'win32' ? undefined : userInfo().uid, managedHost };
}

/** The folder of sockets of this user: $XDG_RUNTIME_DIR or what systemd would have made. */
export function runtimeFolder(machine: Machine): string | undefined {
  if (machine.env.XDG_RUNTIME_DIR) return machine.env.XDG_RUNTIME_DIR;
  return machine.os === 'linux' && machine.uid !== undefined
    ? join('/run/user', String(machine.uid))
    : undefined;
}

export function dockerConfigFolder(machine: Machine): string {
  return machine.env.DOCKER_CONFIG || join(machine.home, '.docker');
}

/** What the docker command uses when nothing else is said. */
export function defaultHost(machine: Machine): string {
  return machine.os === 'win32'
    ? 'npipe:////./pipe/docker_engine'
    : `unix://${join(machine.root, 'var/run/docker.sock')}`;
}
