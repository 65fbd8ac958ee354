import type { ProcessSource } from '../../../common/contract/processes';
import type { CgroupFiles } from '../cgroup/cgroup-files';
import { parsePids } from '../cgroup/kernel-text';
import type { CgroupLocation, Place } from '../cgroup/locate';
import { parseProcCgroup } from '../cgroup/proc-cgroup';
import { parseProcessStat } from '../cgroup/proc-text';

/** A container may nest cgroups (systemd, Docker in Docker), but not without end. */
const maxDepth = 8;
const maxFolders = 2000;

export interface ContainerPids {
  readonly kind: 'pids';
  readonly pids: readonly number[];
}

/** The hierarchy in which the processes of a container are counted. */
export function processPlace({ v1, v2 }: CgroupLocation): Place | undefined {
  return v1.get('memory') ?? v1.get('cpu') ?? v1.get('pids') ?? v2;
}

/** What is said of the source of what was read from a container's processes. */
export function procSource(location: CgroupLocation): Extract<ProcessSource, { readonly kind: 'proc' }> {
  const place = processPlace(location);
  return { kind: 'proc', cgroup: `${place?.mountPoint ?? ''}${place?.path ?? ''}` };
}

/** With its start a pid names one process for ever. */
export interface ProcessIdentity {
  readonly pid: number;
  readonly startTicks: number;
}

/** Whether the pid still names that process. */
export function isStillThere(files: CgroupFiles, { pid, startTicks }: ProcessIdentity): boolean {
  const stat = files.read(`/proc/${pid}/stat`);
  return stat.kind === 'text' && parseProcessStat(stat.text)?.startTicks === startTicks;
}

/**
 * All processes of a container: its cgroup's and those of the cgroups below it, ascending. `gone`: the cgroup was
 * removed, that is the container has ended. A process of another pid namespace (0) is left out.
 */
export function readContainerPids(
  files: CgroupFiles,
  location: CgroupLocation,
): ContainerPids | { readonly kind: 'gone' } {
  const place = processPlace(location);
  if (!place) return { kind: 'gone' };
  const top = `${place.mountPoint}${place.path}`;
  const pids = new Set<number>();
  let folders = 0;
  const visit = (folder: string, depth: number): boolean => {
    const procs = files.read(`${folder}/cgroup.procs`);
    // A threaded cgroup (EOPNOTSUPP) lists nothing: its processes stand in the one above.
    if (procs.kind === 'text') for (const pid of parsePids(procs.text)) if (pid > 0) pids.add(pid);
    if (procs.kind === 'failed' && procs.reason !== 'not_offered') return false;
    if (depth >= maxDepth) return true;
    const names = files.list(folder);
    for (const name of names) {
      // Files of a cgroup are named after a controller or `cgroup.`; asking a file for a file below it costs little.
      if (/^(cgroup|memory|cpu|cpuset|io|pids|hugetlb|rdma|misc|cpuacct)\./.test(name)) continue;
      if (++folders > maxFolders) break;
      visit(`${folder}/${name}`, depth + 1);
    }
    return names.length > 0 || procs.kind === 'text';
  };
  if (!visit(top, 0)) return { kind: 'gone' };
  return { kind: 'pids', pids: [...pids].sort((a, b) => a - b) };
}

/** Whether a process is in the container's cgroup, or below it, at this moment. */
export function isInContainer(files: CgroupFiles, location: CgroupLocation, pid: number): boolean {
  const own = files.read(`/proc/${pid}/cgroup`);
  const main = files.read(`/proc/${location.pid}/cgroup`);
  const place = processPlace(location);
  if (own.kind === 'failed' || main.kind === 'failed' || !place) return false;
  const mainPath = pathIn(main.text, place, location);
  const path = pathIn(own.text, place, location);
  if (mainPath === undefined || path === undefined) return false;
  // The way from the container's cgroup to its first process is the same in both notations.
  const below = place.processPath.slice(place.path.length);
  const container = below === '' ? mainPath : mainPath.slice(0, -below.length);
  return path === container || path.startsWith(`${container}/`);
}

function pathIn(text: string, place: Place, { v1 }: CgroupLocation): string | undefined {
  const controller = [...v1].find(([, candidate]) => candidate === place)?.[0];
  const line = parseProcCgroup(text).find(({ controllers, deleted }) => {
    if (deleted) return false;
    return controller === undefined ? controllers.length === 0 : controllers.includes(controller);
  });
  return line?.path;
}
