import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { namespaceKinds } from '../namespace-kinds';
import { idRange, processSource } from './processes';
import { engineScope, timestamp } from './shared';
import { missingReason } from './stats-usage';

export const namespaceKind = z.enum(namespaceKinds);
export type NamespaceKind = z.output<typeof namespaceKind>;

/** The namespace of one kind that the first process of a container is in. */
export const namespaceCell = z.object({
  /**
   * The same text in all that are in this namespace, and in no others. From the kernel it is the inode; from the engine's
   * settings `host` or the id of the container whose own it is. Absent when it is not known.
   */
  group: z.string().optional(),
  /** Of /proc/<pid>/ns/<kind>; only from the kernel. */
  inode: z.number().optional(),
  /** Of the machine, or (asked for as `host`) of the engine, which may itself be in namespaces. */
  host: z.boolean(),
  /** The engine's setting as it stands in HostConfig: `host`, `private`, `container:<id>`, a network's name, ... */
  asked: z.string().optional(),
  /** Why `group` is absent. */
  missing: missingReason.optional(),
});
export type NamespaceCell = z.output<typeof namespaceCell>;

export const namespaceCells = z.record(namespaceKind, namespaceCell);
export type NamespaceCells = z.output<typeof namespaceCells>;

export const containerNamespaces = z.object({
  id: z.string(),
  name: z.string(),
  /** Of its first process, on the engine's machine. */
  pid: z.number().optional(),
  source: processSource,
  cells: namespaceCells,
  /** /proc/<pid>/uid_map and gid_map: `outside` is counted where Estiba is. Only from the kernel. */
  uidMap: z.array(idRange).optional(),
  gidMap: z.array(idRange).optional(),
});
export type ContainerNamespaces = z.output<typeof containerNamespaces>;

export const namespaceMatrix = z.object({
  at: timestamp,
  /** Absent where the machine of the engine cannot be seen. `self`: process 1 may not be read, so these are Estiba's own. */
  host: z.object({ self: z.boolean(), cells: namespaceCells }).optional(),
  /** Containers with processes, by name. */
  containers: z.array(containerNamespaces),
  /** Containers without processes, which have no namespaces. */
  stopped: z.number(),
});
export type NamespaceMatrix = z.output<typeof namespaceMatrix>;

export const namespacesContract = {
  /**
   * Who is in which namespace: at once, and again whenever it has changed. Looked at every 2 s and after the engine's
   * events, while it is watched.
   */
  watch: oc.input(engineScope).output(eventIterator(namespaceMatrix)),
};
