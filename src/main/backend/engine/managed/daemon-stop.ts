import { readFile, rm } from 'node:fs/promises';
import type { Platform } from '../../platform/platform';
import { bridgeName, removeBridge } from './bridge';
import { argumentsOf, endProcess, findDaemon, findHelpers, signal, waitUntil } from './daemon-process';
import { type ManagedPaths, managedPathsOf } from './managed-paths';

/** dockerd gives each container 10 s to end by itself, all at the same time. */
const stopGraceMs = 30_000;

/** Ends Estiba's own dockerd and whatever it would leave behind. Data is kept. Does nothing when none runs. */
export async function stopDaemon(platform: Platform, log: (text: string) => void): Promise<void> {
  const paths = managedPathsOf(platform);
  const pid = await findDaemon(paths);
  if (pid !== undefined) {
    log(`Stopping dockerd (process ${pid})`);
    const isGone = async (): Promise<boolean> => (await argumentsOf(pid)).length === 0;
    const isForced = await endProcess(pid, isGone, stopGraceMs);
    if (isForced) log('dockerd did not stop by itself and was killed');
  }
  await endLeftovers(paths);
  await unmountBelow(platform, paths);
  await removeBridge(bridgeName(paths.dataRoot), platform.commands);
  for (const file of [paths.socket, paths.pidFile]) await rm(file, { force: true });
}

/**
 * Ends containerd and its shims, which carry the exec root or the namespace in their arguments, after they had time to
 * end by themselves. `containerd` alone leaves the shims to the next daemon, which ends their containers properly.
 */
export async function endLeftovers(paths: ManagedPaths, only?: 'containerd'): Promise<void> {
  const find = (): Promise<readonly number[]> =>
    findHelpers(paths.execRoot, bridgeName(paths.dataRoot), only);
  const isClean = async (): Promise<boolean> => (await find()).length === 0;
  if (await waitUntil(isClean, 2000)) return;
  for (const pid of await find()) signal(pid, 'SIGKILL');
  await waitUntil(isClean, 2000);
}

/** Layers and network namespaces that a killed daemon left mounted; the innermost first. */
async function unmountBelow(platform: Platform, paths: ManagedPaths): Promise<void> {
  const mounts = await readFile('/proc/self/mountinfo', 'utf8').catch(() => '');
  const points = mountPointsBelow(mounts, [paths.dataRoot, paths.execRoot]);
  for (const point of points) await platform.commands.run('umount', ['--lazy', point]).catch(() => undefined);
}

/**
 * From /proc/self/mountinfo, whose fourth field is what is mounted and whose fifth is where, with odd characters in
 * octal. dockerd also mounts the data root on itself; a disk that somebody mounted there (its `/`) is left alone.
 */
export function mountPointsBelow(mountinfo: string, folders: readonly string[]): readonly string[] {
  return mountinfo
    .split('\n')
    .map((line) => line.split(' '))
    .map(([, , , root = '/', point = '']) => ({ root, point: decodeOctal(point) }))
    .filter(({ root, point }) =>
      folders.some((folder) => point.startsWith(`${folder}/`) || (point === folder && root !== '/')),
    )
    .map(({ point }) => point)
    .sort()
    .reverse();
}

function decodeOctal(text: string): string {
  return text.replace(/\\([0-7]{3})/g, (_all, octal: string) =>
    String.fromCharCode(Number.parseInt(octal, 8)),
  );
}
