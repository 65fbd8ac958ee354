import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { byteCount, engineId, objectName, timestamp } from './shared';
import { fallbackReason } from './stats-samples';
import { missingReason } from './stats-usage';

/** Where what is said about processes comes from. */
export const processSource = z.discriminatedUnion('kind', [
  /** /proc of this machine; `cgroup` is the folder whose processes they are. */
  z.object({ kind: z.literal('proc'), cgroup: z.string() }),
  /** GET /containers/x/top, which says less. */
  z.object({ kind: z.literal('engine'), reason: fallbackReason }),
]);
export type ProcessSource = z.output<typeof processSource>;

/** One process of a container. What could not be read is absent; why is in the batch. */
export const containerProcess = z.object({
  /** As the engine's machine numbers it; what `top` of Podman says is the number inside. */
  pid: z.number(),
  /** Clock ticks from boot to its start: with the pid it names one process for ever. Only from /proc. */
  startTicks: z.number().optional(),
  /** Its parent, where that is a process of the container, too. */
  parent: z.number().optional(),
  /** In the innermost pid namespace. */
  insidePid: z.number().optional(),
  /** The container's first process, with which it ends. */
  main: z.boolean(),
  /** Effective user on the machine and in the container; names from the /etc/passwd of each. */
  uid: z.number().optional(),
  userName: z.string().optional(),
  insideUid: z.number().optional(),
  insideUserName: z.string().optional(),
  /** The kernel's short name, at most 15 bytes. */
  name: z.string(),
  /** The words of its command line, at most 4,096 characters together. */
  commandLine: z.array(z.string()),
  /** The kernel's letter: R, S, D, Z, T, ... */
  state: z.string().optional(),
  threads: z.number().optional(),
  /** Pages in memory; those shared with other processes count in each. */
  rssBytes: byteCount.optional(),
  /** Cores used since the batch before. */
  cpuCores: z.number().optional(),
  /** CPU time since its start. */
  cpuSeconds: z.number().optional(),
  /** From and to storage since its start, and per second since the batch before. */
  readBytes: byteCount.optional(),
  writeBytes: byteCount.optional(),
  readBytesPerSecond: z.number().optional(),
  writeBytesPerSecond: z.number().optional(),
  startedAt: timestamp.optional(),
});
export type ContainerProcess = z.output<typeof containerProcess>;

export const processBatch = z.object({
  at: timestamp,
  /** False: the container has no processes; another batch comes when it has. */
  running: z.boolean(),
  /** Absent when it does not run. */
  source: processSource.optional(),
  /** Ascending by pid; at most 2,000. */
  processes: z.array(containerProcess),
  /** How many there are. */
  total: z.number(),
  /** How many could be listed but not read (hidepid, another user). */
  unreadable: z.number(),
  /** Why /proc/<pid>/io of processes was not read, where it was not. */
  ioMissing: missingReason.optional(),
});
export type ProcessBatch = z.output<typeof processBatch>;

export const capabilitySets = z.object({
  effective: z.array(z.string()),
  permitted: z.array(z.string()),
  bounding: z.array(z.string()),
  inheritable: z.array(z.string()),
  ambient: z.array(z.string()),
});
export type CapabilitySets = z.output<typeof capabilitySets>;

export const idRange = z.object({ inside: z.number(), outside: z.number(), length: z.number() });
export type IdRange = z.output<typeof idRange>;

/** What a process may do, from the kernel, or for a whole container as the engine was asked. */
export const processSecurity = z.object({
  source: processSource,
  pid: z.number().optional(),
  startTicks: z.number().optional(),
  main: z.boolean(),
  name: z.string().optional(),
  /** Names without CAP_. From the engine only `effective` and `bounding` hold something. */
  capabilities: capabilitySets.optional(),
  seccomp: z.enum(['disabled', 'strict', 'filter']).optional(),
  seccompFilters: z.number().optional(),
  noNewPrivileges: z.boolean().optional(),
  /** The security module's label; absent when there is no module or it says nothing. */
  label: z
    .object({
      kind: z.enum(['apparmor', 'selinux', 'unconfined', 'other']),
      text: z.string(),
      mode: z.string().optional(),
    })
    .optional(),
  /** `privileged` as the container was made. */
  privileged: z.boolean(),
  uidMap: z.array(idRange).optional(),
  gidMap: z.array(idRange).optional(),
  signals: z
    .object({ caught: z.array(z.string()), ignored: z.array(z.string()), blocked: z.array(z.string()) })
    .optional(),
  /** Its share of memory: pages shared with others count in part. */
  pssBytes: byteCount.optional(),
  swapBytes: byteCount.optional(),
  /** As the process sees them; what the kernel adds to a removed file (` (deleted)`) stays. */
  executable: z.string().optional(),
  workingDir: z.string().optional(),
});
export type ProcessSecurity = z.output<typeof processSecurity>;

const scope = z.object({ engineId, id: objectName });
const identity = { pid: z.number().int().positive(), startTicks: z.number() };

export const processesContract = {
  /** The processes of a container, every second from /proc, every two from the engine; begins at once. */
  watch: oc.input(scope).output(eventIterator(processBatch)),
  /**
   * Of one process, or of the container's first. `failed_precondition` when the container does not run, `not_found` when
   * that process has ended, also when its number is another's by now.
   */
  security: oc.input(scope.extend({ process: z.object(identity).optional() })).output(processSecurity),
  /**
   * Sends a signal. The container's first process gets it from the engine, so that restart policies hold as with
   * `docker kill`; others from the kernel, after it was seen again that pid, start and cgroup are still the same.
   * `not_found` when it has ended, `permission_denied` when the user may not, `failed_precondition` for another process
   * than the first on an engine whose machine cannot be reached.
   */
  signal: oc
    .input(
      scope.extend({
        process: z.object({ pid: identity.pid, startTicks: z.number().optional() }),
        signal: z.enum(['TERM', 'INT', 'HUP', 'QUIT', 'USR1', 'USR2', 'STOP', 'CONT', 'KILL']),
      }),
    )
    .output(z.object({ by: z.enum(['kernel', 'engine']) })),
};
