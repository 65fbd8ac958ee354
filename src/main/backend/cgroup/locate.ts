import type { FallbackReason, StatsSource } from '../../../common/contract/stats';
import type { CgroupFiles, FileText } from './cgroup-files';
import { parsePids } from './kernel-text';
import { type CgroupMount, parseCgroupMounts, pathBelowMount } from './mount-info';
import { type ProcCgroup, parseProcCgroup } from './proc-cgroup';
import { parseProcessStat } from './proc-text';

/** Controllers that are read. */
export type Controller = 'cpu' | 'cpuacct' | 'cpuset' | 'memory' | 'blkio' | 'io' | 'pids';

/** A container's cgroup in one hierarchy. */
export interface Place {
  readonly version: 1 | 2;
  readonly mountPoint: string;
  /** Of the container, below the mount point: `/system.slice/docker-abc.scope`, or empty for the mount point. */
  readonly path: string;
  /** Of its first process: the same, or inside of it (crun's `container`, systemd in a container). */
  readonly processPath: string;
}

export interface CgroupLocation {
  readonly mode: Extract<StatsSource, { kind: 'cgroup' }>['mode'];
  readonly pid: number;
  /** With the pid it names the process for ever; a later one with the same pid is another. */
  readonly startTicks: number;
  /** By v1 controller. */
  readonly v1: ReadonlyMap<string, Place>;
  readonly v2: Place | undefined;
}

export type Located =
  | { readonly kind: 'found'; readonly location: CgroupLocation }
  | { readonly kind: 'not_found'; readonly reason: FallbackReason };

export interface LocateOptions {
  readonly files: CgroupFiles;
  /** Of the container's first process, as this machine numbers it. */
  readonly pid: number;
  /** Names the container: its cgroup is the one, on the process' way to the root, that has the id in its name. */
  readonly containerId: string;
}

/**
 * Finds a container's cgroup from /proc/<pid>/cgroup and this process' mounts. The path is never built from the id:
 * drivers, parents and runtimes name it as they like. The id only tells which part of the path is the container's and
 * that the process is the container's at all: behind a forwarded socket (a virtual machine) the pid is someone else's.
 * Nothing is taken that cgroup.procs does not confirm.
 */
export function locateCgroup(options: LocateOptions): Located {
  const { files, pid, containerId } = options;
  const stat = files.read(`/proc/${pid}/stat`);
  const written = files.read(`/proc/${pid}/cgroup`);
  const mounts = files.read('/proc/self/mountinfo');
  if (stat.kind === 'failed') return notFound(reasonOf(stat));
  if (written.kind === 'failed') return notFound(reasonOf(written));
  if (mounts.kind === 'failed') return notFound('not_mounted');
  const lines = parseProcCgroup(written.text);
  const startTicks = parseProcessStat(stat.text)?.startTicks;
  if (startTicks === undefined || lines.every(({ deleted }) => deleted)) return notFound('no_process');
  if (!lines.some(({ path }) => path.includes(containerId))) return notFound('other_process');
  const places = placesOf(lines, parseCgroupMounts(mounts.text), containerId);
  if (places.kind === 'not_found') return places;
  const { mode, v1, v2 } = places;
  const location = { mode, v1, v2, pid, startTicks };
  return isConfirmed(files, location) ? { kind: 'found', location } : notFound('other_process');
}

type Places =
  | ({ readonly kind: 'places' } & Pick<CgroupLocation, 'mode' | 'v1' | 'v2'>)
  | { readonly kind: 'not_found'; readonly reason: FallbackReason };

function placesOf(lines: readonly ProcCgroup[], mounts: readonly CgroupMount[], id: string): Places {
  if (mounts.length === 0) return notFound('not_mounted');
  const v1 = new Map<string, Place>();
  let v2: Place | undefined;
  for (const { controllers, path } of lines) {
    if (controllers.length === 0)
      v2 = placeBelow(
        path,
        mounts.filter(({ version }) => version === 2),
        id,
      );
    for (const controller of controllers) {
      const fitting = mounts.filter((mount) => mount.version === 1 && mount.controllers.includes(controller));
      const place = placeBelow(path, fitting, id);
      if (place) v1.set(controller, place);
    }
  }
  // systemd's own v1 hierarchy controls nothing.
  const hasV1 = [...v1.keys()].some((controller) => !controller.startsWith('name='));
  if (!hasV1 && !v2) return notFound('outside_mount');
  return { kind: 'places', mode: hasV1 ? (v2 ? 'hybrid' : 'v1') : 'v2', v1, v2 };
}

/** The mount that shows most of the hierarchy comes first: only there the ancestors can be seen. */
function placeBelow(path: string, mounts: readonly CgroupMount[], id: string): Place | undefined {
  const widestFirst = [...mounts].sort((a, b) => a.root.length - b.root.length);
  for (const { version, root, mountPoint } of widestFirst) {
    const processPath = pathBelowMount(path, root);
    if (processPath === undefined) continue;
    return { version, mountPoint, path: containerPath(processPath, id), processPath };
  }
  return undefined;
}

/** Up to the last part that has the container's id in its name; the whole path when none has. */
function containerPath(path: string, id: string): string {
  const parts = path.split('/');
  const at = parts.findLastIndex((part) => part.includes(id));
  return at === -1 ? path : parts.slice(0, at + 1).join('/');
}

/** Some cgroup must list the process; a threaded one lists nothing (EOPNOTSUPP) and is believed. */
function isConfirmed(files: CgroupFiles, { v1, v2, pid }: CgroupLocation): boolean {
  const place = v1.get('memory') ?? v1.get('cpu') ?? v1.get('pids') ?? v2;
  if (!place) return false;
  const procs = files.read(`${place.mountPoint}${place.processPath}/cgroup.procs`);
  if (procs.kind === 'failed') return procs.reason === 'not_offered' && place.version === 2;
  return parsePids(procs.text).includes(pid);
}

function reasonOf(failure: FileText & { kind: 'failed' }): FallbackReason {
  return failure.reason === 'permission_denied' ? 'permission_denied' : 'no_process';
}

function notFound(reason: FallbackReason): { readonly kind: 'not_found'; readonly reason: FallbackReason } {
  return { kind: 'not_found', reason };
}

/** The hierarchy that holds a controller. In hybrid mode v1 has it if v1 has it at all. */
export function placeOf(location: CgroupLocation, controller: Controller): Place | undefined {
  return (
    location.v1.get(controller) ??
    (controller === 'blkio' || controller === 'cpuacct' ? undefined : location.v2)
  );
}

/** False when the process has ended, also when its pid names another one by now. */
export function isAlive(files: CgroupFiles, { pid, startTicks }: CgroupLocation): boolean {
  const stat = files.read(`/proc/${pid}/stat`);
  if (stat.kind === 'failed') return stat.reason === 'permission_denied';
  const parsed = parseProcessStat(stat.text);
  return parsed?.startTicks === startTicks && parsed.state !== 'Z';
}
