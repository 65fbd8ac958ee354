import { readdir, readFile, readlink } from 'node:fs/promises';
import { basename } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { ManagedPaths } from './managed-paths';

/**
 * The pid of Estiba's own dockerd. A pid alone proves nothing, it may be somebody else's by now: the process must be a
 * dockerd with our data root. Without a pid file all processes are looked at.
 */
export async function findDaemon(paths: ManagedPaths): Promise<number | undefined> {
  const noted = Number.parseInt(await readFile(paths.pidFile, 'utf8').catch(() => ''), 10);
  if (Number.isSafeInteger(noted) && isDaemon(await argumentsOf(noted), paths)) return noted;
  for (const pid of await processIds()) {
    if (isDaemon(await argumentsOf(pid), paths)) return pid;
  }
  return undefined;
}

/**
 * A dockerd of somebody else that shares our network: at its start each dockerd makes the firewall chains anew, so two
 * of them would take away each other's rules for published ports.
 */
export async function findOtherDaemon(paths: ManagedPaths): Promise<number | undefined> {
  const ownNetwork = await networkOf('self');
  for (const pid of await processIds()) {
    const args = await argumentsOf(pid);
    if (basename(args[0] ?? '') !== 'dockerd' || isDaemon(args, paths)) continue;
    if (!args.includes('--iptables=false') && (await networkOf(pid)) === ownNetwork) return pid;
  }
  return undefined;
}

function isDaemon(args: readonly string[], paths: ManagedPaths): boolean {
  return basename(args[0] ?? '') === 'dockerd' && args.includes(`--data-root=${paths.dataRoot}`);
}

/** Ends a process: asks, waits, then forces. True when it had to be forced. */
export async function endProcess(
  pid: number,
  isGone: () => Promise<boolean>,
  graceMs: number,
): Promise<boolean> {
  signal(pid, 'SIGTERM');
  // One that was stopped hears nothing until it goes on.
  signal(pid, 'SIGCONT');
  if (await waitUntil(isGone, graceMs)) return false;
  signal(pid, 'SIGKILL');
  await waitUntil(isGone, 5000);
  return true;
}

/**
 * containerd and its shims, by their own folder or namespace: what a killed daemon may leave behind.
 * @param only the program's name; default: all of them
 */
export async function findHelpers(
  execRoot: string,
  namespace: string,
  only?: string,
): Promise<readonly number[]> {
  const found: number[] = [];
  for (const pid of await processIds()) {
    const [program, ...args] = await argumentsOf(pid);
    const name = basename(program ?? '');
    if (only === undefined ? !name.startsWith('containerd') : name !== only) continue;
    if (args.some((arg) => arg === namespace || arg.startsWith(`${execRoot}/`))) found.push(pid);
  }
  return found;
}

export function signal(pid: number, name: NodeJS.Signals): void {
  try {
    process.kill(pid, name);
  } catch {
    // Gone already.
  }
}

export async function waitUntil(isDone: () => Promise<boolean>, maxMs: number): Promise<boolean> {
  const end = Date.now() + maxMs;
  while (!(await isDone())) {
    if (Date.now() >= end) return false;
    await sleep(50);
  }
  return true;
}

/** Empty for a process that is gone, a zombie or a part of the kernel. */
export async function argumentsOf(pid: number): Promise<readonly string[]> {
  const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '');
  return line.split('\0').filter((part) => part !== '');
}

async function networkOf(pid: number | 'self'): Promise<string | undefined> {
  return await readlink(`/proc/${pid}/ns/net`).catch(() => undefined);
}

async function processIds(): Promise<readonly number[]> {
  const names = await readdir('/proc').catch(() => []);
  return names.filter((name) => /^\d+$/.test(name)).map(Number);
}
