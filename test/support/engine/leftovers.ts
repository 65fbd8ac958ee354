import { execFile } from 'node:child_process';
import { readdir, readFile, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const execute = promisify(execFile);
const cgroupRoot = '/sys/fs/cgroup';

/** True while a process of this id exists and is no zombie. */
export async function isProcessAlive(pid: number): Promise<boolean> {
  const status = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
  const state = status.slice(status.lastIndexOf(')') + 2, status.lastIndexOf(')') + 3);
  return state !== '' && state !== 'Z' && state !== 'X';
}

/** Sends a signal; a process that is gone already is fine. */
export function signalProcess(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Resolves to true when the process has ended, to false when it still runs after `milliseconds`. */
export async function waitForExit(pid: number, milliseconds: number): Promise<boolean> {
  const deadline = Date.now() + milliseconds;
  while (await isProcessAlive(pid)) {
    if (Date.now() > deadline) return false;
    await sleep(50);
  }
  return true;
}

/** SIGTERM, and SIGKILL if that does not help in time. */
export async function endProcess(pid: number, patience = 15_000): Promise<void> {
  signalProcess(pid, 'SIGTERM');
  if (await waitForExit(pid, patience)) return;
  signalProcess(pid, 'SIGKILL');
  await waitForExit(pid, 5_000);
}

/**
 * Ends what a killed engine leaves behind: shims and monitors (known by the engine's own folder on their command line),
 * processes in its cgroups, mounts below its folder, the cgroups themselves.
 */
export async function removeLeftovers(folder: string, cgroupName: string): Promise<void> {
  for (const pid of await processesNaming(`${folder}/`)) signalProcess(pid, 'SIGKILL');
  for (const cgroup of await ownCgroups(cgroupName)) await emptyCgroup(cgroup);
  const mounts = await readFile('/proc/self/mountinfo', 'utf8');
  const ours = mounts
    .split('\n')
    .map((line) => line.split(' ')[4] ?? '')
    .filter((point) => point.startsWith(`${folder}/`))
    .sort((left, right) => right.length - left.length);
  for (const point of ours) await execute('umount', ['-l', point]).catch(() => undefined);
}

async function processesNaming(text: string): Promise<readonly number[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number);
  const naming: number[] = [];
  for (const pid of pids) {
    if (pid === process.pid || pid === process.ppid) continue;
    const commandLine = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
    const program = commandLine.split('\0')[0] ?? '';
    if (commandLine.includes(text) && /(containerd|dockerd|conmon|podman|shim|docker-proxy)/.test(program)) {
      naming.push(pid);
    }
  }
  return naming;
}

/** Version 1 has the folder once per controller, version 2 once. */
async function ownCgroups(name: string): Promise<readonly string[]> {
  const controllers = await readdir(cgroupRoot, { withFileTypes: true }).catch(() => []);
  return [
    join(cgroupRoot, name),
    ...controllers.filter((entry) => entry.isDirectory()).map((entry) => join(cgroupRoot, entry.name, name)),
  ];
}

async function emptyCgroup(folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => undefined);
  if (entries === undefined) return;
  for (const entry of entries) if (entry.isDirectory()) await emptyCgroup(join(folder, entry.name));
  const members = await readFile(join(folder, 'cgroup.procs'), 'utf8').catch(() => '');
  const pids = members.split('\n').filter(Boolean).map(Number);
  for (const pid of pids) if (pid > 1 && pid !== process.pid) signalProcess(pid, 'SIGKILL');
  for (const pid of pids) await waitForExit(pid, 2_000);
  await rmdir(folder).catch(() => undefined);
}
