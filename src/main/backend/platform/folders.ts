import { lstatSync, mkdirSync, statSync } from 'node:fs';
import path from 'node:path';
import type { Folders } from './platform';

export interface FolderSources {
  readonly env: NodeJS.ProcessEnv;
  readonly homedir: string;
  readonly os: NodeJS.Platform;
  readonly tmpdir: string;
  /** Absent where the system has no numeric users. */
  readonly uid: number | undefined;
}

const name = 'estiba';

/** The folders by the system's own conventions. Makes only what must not be left for somebody else to make. */
export function findFolders(sources: FolderSources): Folders {
  switch (sources.os) {
    case 'win32':
      return windowsFolders(sources);
    case 'darwin':
      return macFolders(sources);
    default:
      return xdgFolders(sources);
  }
}

/** https://specifications.freedesktop.org/basedir-spec: a relative path must be ignored. */
function xdgFolders(sources: FolderSources): Folders {
  const base = (variable: string, fallback: string) => {
    const value = sources.env[variable];
    const folder = value && path.posix.isAbsolute(value) ? value : path.posix.join(sources.homedir, fallback);
    return path.posix.join(folder, name);
  };
  const state = base('XDG_STATE_HOME', '.local/state');
  return {
    config: base('XDG_CONFIG_HOME', '.config'),
    data: base('XDG_DATA_HOME', '.local/share'),
    cache: base('XDG_CACHE_HOME', '.cache'),
    state,
    runtime: sessionRuntime(sources) ?? temporaryRuntime(sources, state),
  };
}

function macFolders(sources: FolderSources): Folders {
  const library = path.posix.join(sources.homedir, 'Library');
  const support = path.posix.join(library, 'Application Support', name);
  return {
    config: support,
    data: path.posix.join(support, 'data'),
    cache: path.posix.join(library, 'Caches', name),
    state: path.posix.join(library, 'Logs', name),
    runtime: temporaryRuntime(sources, support),
  };
}

function windowsFolders(sources: FolderSources): Folders {
  const { join } = path.win32;
  const roaming = sources.env.APPDATA ?? join(sources.homedir, 'AppData', 'Roaming');
  const local = sources.env.LOCALAPPDATA ?? join(sources.homedir, 'AppData', 'Local');
  return {
    config: join(roaming, name),
    data: join(local, name, 'data'),
    cache: join(local, name, 'cache'),
    state: join(local, name, 'state'),
    runtime: join(local, name, 'runtime'),
  };
}

/** The session's runtime folder, unless it belongs to somebody else: `sudo -E` keeps the variable of the caller. */
function sessionRuntime(sources: FolderSources): string | undefined {
  const folder = sources.env.XDG_RUNTIME_DIR;
  if (!folder || !path.posix.isAbsolute(folder)) return undefined;
  const stats = statSync(folder, { throwIfNoEntry: false });
  const isOurs = stats?.isDirectory() && (sources.uid === undefined || stats.uid === sources.uid);
  return isOurs ? path.posix.join(folder, name) : undefined;
}

/**
 * Anybody may make a folder of that name below the temporary folder, so it is made and checked at once. When it is not
 * ours the folder for state, which lies in the user's own home, takes its place.
 */
function temporaryRuntime(sources: FolderSources, ownFolder: string): string {
  const folder = path.join(sources.tmpdir, `${name}-${sources.uid ?? 'user'}`);
  return claimPrivateFolder(folder, sources.uid) ? folder : path.join(ownFolder, 'run');
}

/** Makes the folder with mode 0700. False when it cannot be made, is a link, or is open to another user. */
function claimPrivateFolder(folder: string, uid: number | undefined): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const stats = lstatSync(folder);
    return stats.isDirectory() && (uid === undefined || stats.uid === uid) && (stats.mode & 0o077) === 0;
  } catch {
    return false;
  }
}
