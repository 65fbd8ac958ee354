import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { AppError } from '../../../../common/errors';
import { toFileError } from '../../platform/files';
import type { Platform, RunningCommand } from '../../platform/platform';
import { isAlive } from './alive';
import { bridgeName, ensureBridge } from './bridge';
import { findDaemon, findOtherDaemon, waitUntil } from './daemon-process';
import { endLeftovers, stopDaemon } from './daemon-stop';
import { fileSize, tailFile } from './file-tail';
import type { ManagedWork } from './managed-engine';
import { type ManagedPaths, managedPathsOf } from './managed-paths';

/** A first start on a slow disk, or with many containers to look after, takes its time. */
const startTimeoutMs = 60_000;

/** A daemon that is there but does not answer within this is ended and started anew. */
const adoptTimeoutMs = 10_000;

/** What the longest socket below the exec root adds: libnetwork/<12 characters>.sock and the like. */
const socketNameRoom = 42;
const longestSocketPath = 107;

/** Makes sure that Estiba's own dockerd runs and answers. */
export async function startDaemon(platform: Platform, work: ManagedWork): Promise<void> {
  const paths = managedPathsOf(platform);
  if (await adopt(platform, paths, work)) return;
  checkPaths(paths);
  const other = await findOtherDaemon(paths);
  if (other !== undefined) {
    throw new AppError(
      'failed_precondition',
      `Another Docker Engine runs on this machine (process ${other}). Two of them would take away each other's firewall rules: use that one, or stop it first.`,
      { details: { pid: other } },
    );
  }
  await prepare(platform, paths);
  const logStart = await fileSize(paths.logFile);
  work.log(`Starting dockerd with its data in ${paths.dataRoot}`);
  const daemon = platform.commands.spawn('dockerd', daemonArguments(paths), {
    detached: true,
    logFile: paths.logFile,
  });
  try {
    await waitForAnswer(daemon, paths, work.signal, logStart);
  } catch (error) {
    await stopDaemon(platform, work.log);
    throw error;
  }
  work.log(`dockerd answers at ${paths.socket}`);
}

/** True when our daemon runs already and answers. */
async function adopt(platform: Platform, paths: ManagedPaths, work: ManagedWork): Promise<boolean> {
  const pid = await findDaemon(paths);
  if (pid === undefined) return false;
  if (await waitUntil(() => isAlive(paths.socket, 2000), adoptTimeoutMs)) {
    work.log(`dockerd runs already (process ${pid})`);
    return true;
  }
  work.log(`dockerd (process ${pid}) does not answer and is started anew`);
  await stopDaemon(platform, work.log);
  return false;
}

function checkPaths(paths: ManagedPaths): void {
  if (Buffer.byteLength(paths.execRoot) + socketNameRoom <= longestSocketPath) return;
  throw new AppError('failed_precondition', `The path ${paths.execRoot} is too long for sockets below it`, {
    details: { path: paths.execRoot },
  });
}

async function prepare(platform: Platform, paths: ManagedPaths): Promise<void> {
  for (const folder of [paths.dataRoot, paths.execRoot, dirname(paths.socket), dirname(paths.logFile)]) {
    await mkdir(folder, { recursive: true, mode: 0o711 }).catch((error: unknown) => {
      throw toFileError(error, 'make a folder of the engine', folder);
    });
  }
  await writeFile(paths.configFile, '{}\n', { mode: 0o600 }).catch((error: unknown) => {
    throw toFileError(error, "write the engine's configuration", paths.configFile);
  });
  // Stale, or the daemon would have been found: dockerd refuses to start when the noted pid is any process by now.
  await rm(paths.pidFile, { force: true });
  // The same with dockerd's own containerd: it waits 15 s for a noted one that is only a number, and gives up.
  await endLeftovers(paths, 'containerd');
  await rm(join(paths.execRoot, 'containerd', 'containerd.pid'), { force: true });
  await ensureBridge(bridgeName(paths.dataRoot), platform.commands);
}

/** Its own in everything: no file of the system's engine is read or written. */
export function daemonArguments(paths: ManagedPaths): readonly string[] {
  return [
    `--config-file=${paths.configFile}`,
    `--data-root=${paths.dataRoot}`,
    `--exec-root=${paths.execRoot}`,
    `--pidfile=${paths.pidFile}`,
    `--host=unix://${paths.socket}`,
    `--bridge=${bridgeName(paths.dataRoot)}`,
    // A containerd of the system is taken when it runs; in these namespaces nothing is shared with its other users.
    `--containerd-namespace=${bridgeName(paths.dataRoot)}`,
    `--containerd-plugins-namespace=${bridgeName(paths.dataRoot)}-plugins`,
  ];
}

async function waitForAnswer(
  daemon: RunningCommand,
  paths: ManagedPaths,
  signal: AbortSignal,
  logStart: number,
): Promise<void> {
  let hasExited = false;
  void daemon.exited.then(() => {
    hasExited = true;
  });
  const isOver = async (): Promise<boolean> =>
    signal.aborted || hasExited || (await isAlive(paths.socket, 1000));
  const isInTime = await waitUntil(isOver, startTimeoutMs);
  if (signal.aborted) throw new AppError('canceled', 'The start was canceled.');
  if (isInTime && !hasExited) return;
  const words = await tailFile(paths.logFile, 20, logStart);
  const last = words.at(-1) ?? 'it said nothing';
  const what = hasExited
    ? 'dockerd ended at its start'
    : `dockerd did not answer in ${startTimeoutMs / 1000} s`;
  throw new AppError('unavailable', `${what}: ${last}`, {
    details: { reason: 'not_running', logFile: paths.logFile, lastLines: words },
  });
}
