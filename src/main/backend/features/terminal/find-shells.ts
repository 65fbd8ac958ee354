import type { TerminalShell } from '../../../../common/contract/terminal';
import { isAppError } from '../../../../common/errors';
import type { EngineApi } from '../../engine/engine-api';
import { enginePath } from '../../engine/engine-path';
import { openTarEntry } from '../../layers/source/tar-content';
import { isExecutable } from './path-stat';

/** Best for a person first. */
const shellNames = ['bash', 'zsh', 'fish', 'ash', 'sh', 'dash', 'ksh', 'mksh', 'pwsh', 'nu'] as const;
const usualFolders = ['/bin', '/usr/bin', '/usr/local/bin', '/sbin', '/usr/sbin'];
const maxFolders = 12;
const maxShellsFileBytes = 64 * 1024;
const maxListed = 30;
/** Requests at the same time. */
const lanes = 8;

export interface FoundShells {
  readonly shells: readonly TerminalShell[];
  readonly lookedIn: readonly string[];
}

/**
 * The shells that exist in a container and may be executed: the known names in the folders of its PATH, and what its
 * /etc/shells names. A busybox without links counts as `sh`.
 * @param env the container's environment, `NAME=value`
 * @throws AppError when the engine cannot look into the container
 */
export async function findShells(
  api: EngineApi,
  id: string,
  env: readonly string[],
  signal?: AbortSignal,
): Promise<FoundShells> {
  const folders = foldersOf(env);
  const listed = await readShellsFile(api, id, signal);
  const known = [...shellNames, 'busybox'].flatMap((name) => folders.map((folder) => `${folder}/${name}`));
  const paths = [...new Set([...known, ...listed])];
  const found = await filterExecutable(paths, (path) => isExecutable(api, id, path, signal));
  return {
    shells: chooseShells(found),
    lookedIn: [...folders, ...(listed.length > 0 ? ['/etc/shells'] : [])],
  };
}

/** Absolute folders of PATH in its order, then the usual ones. */
export function foldersOf(env: readonly string[]): readonly string[] {
  const path = env.find((item) => item.startsWith('PATH='))?.slice('PATH='.length) ?? '';
  const own = path
    .split(':')
    .filter((folder) => folder.startsWith('/'))
    .map((folder) => folder.replace(/\/+$/, ''))
    .filter((folder) => folder !== '');
  return [...new Set([...own, ...usualFolders])].slice(0, maxFolders);
}

/** One shell per name, the first path of each; busybox stands for sh where there is none. */
export function chooseShells(paths: readonly string[]): readonly TerminalShell[] {
  const byName = new Map<string, string>();
  for (const path of paths) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    if (!byName.has(name)) byName.set(name, path);
  }
  const busybox = byName.get('busybox');
  byName.delete('busybox');
  const shells: TerminalShell[] = [...byName].map(([name, path]) => ({ name, command: [path] }));
  if (busybox !== undefined && !byName.has('sh') && !byName.has('ash')) {
    shells.push({ name: 'sh', command: [busybox, 'sh'] });
  }
  const rank = (name: string): number => {
    const index = (shellNames as readonly string[]).indexOf(name);
    return index < 0 ? shellNames.length : index;
  };
  return shells.sort((left, right) => rank(left.name) - rank(right.name));
}

/** The paths of /etc/shells. A container without it, or one that cannot be read, has none. */
async function readShellsFile(
  api: EngineApi,
  id: string,
  signal: AbortSignal | undefined,
): Promise<readonly string[]> {
  try {
    const query = { path: '/etc/shells' };
    const archive = await api.read({ path: enginePath`/containers/${id}/archive`, query, signal });
    const content = openTarEntry(archive as AsyncIterable<Buffer>, 0);
    const chunks: Buffer[] = [];
    let size = 0;
    for await (const chunk of content as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      size += chunk.length;
      if (size > maxShellsFileBytes) break;
    }
    archive.destroy();
    return parseShellsFile(Buffer.concat(chunks).toString('utf8'));
  } catch (thrown) {
    // A link instead of a file has no content; the known names are looked for all the same.
    if (isAppError(thrown) && (thrown.code === 'not_found' || thrown.code === 'data_loss')) return [];
    throw thrown;
  }
}

/** shells(5): a path per line, `#` begins a comment. Multiplexers that some lists name are no shells. */
export function parseShellsFile(text: string): readonly string[] {
  return text
    .split('\n')
    .map((line) => line.replace(/#.*$/, '').trim())
    .filter((line) => /^\/[\x21-\x7e]+$/.test(line) && !/\/(screen|tmux|nologin|false|rbash)$/.test(line))
    .slice(0, maxListed);
}

/** In the order given. */
async function filterExecutable(
  paths: readonly string[],
  check: (path: string) => Promise<boolean>,
): Promise<readonly string[]> {
  const found = new Set<string>();
  const waiting = [...paths];
  const lane = async (): Promise<void> => {
    for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
      if (await check(path)) found.add(path);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return paths.filter((path) => found.has(path));
}
