import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

/** As long as a shell gets to end its children after the hang-up. */
const graceMs = 1000;
const pollMs = 25;

/**
 * Ends a program of a container as closing a terminal does: SIGHUP, and SIGKILL when that is not enough. The engine has
 * no call for it, so it works only where the process is one of this machine's and may be signalled.
 * @returns whether it is gone
 */
export async function endLocalProcess(pid: number, containerId: string): Promise<boolean> {
  if (!(await isOfContainer(pid, containerId))) return false;
  for (const signal of ['SIGHUP', 'SIGKILL'] as const) {
    try {
      process.kill(pid, signal);
    } catch {
      return !(await isOfContainer(pid, containerId));
    }
    for (let waited = 0; waited < graceMs; waited += pollMs) {
      if (!(await isOfContainer(pid, containerId))) return true;
      await sleep(pollMs);
    }
  }
  return !(await isOfContainer(pid, containerId));
}

/** A number that an engine elsewhere gave may be anybody's here: only a process in the container's cgroup is meant. */
async function isOfContainer(pid: number, containerId: string): Promise<boolean> {
  if (pid <= 1) return false;
  try {
    const [cgroup, stat] = await Promise.all([
      readFile(`/proc/${pid}/cgroup`, 'utf8'),
      readFile(`/proc/${pid}/stat`, 'utf8'),
    ]);
    // A zombie is over; its name, in brackets, may hold anything.
    const state = stat.slice(stat.lastIndexOf(')') + 2, stat.lastIndexOf(')') + 3);
    return cgroup.includes(containerId) && state !== 'Z' && state !== 'X';
  } catch {
    return false;
  }
}

/** The process id in its own, innermost namespace; undefined where this machine does not know the process. */
export async function innerPid(pid: number, containerId: string): Promise<number | undefined> {
  if (!(await isOfContainer(pid, containerId))) return undefined;
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  const last = /^NSpid:(.*)$/m.exec(status)?.[1]?.trim().split(/\s+/).at(-1);
  return last === undefined ? undefined : Number(last);
}
