import type { NamespaceCell, NamespaceCells, NamespaceKind } from '../../../../common/contract/namespaces';
import { namespaceKinds } from '../../../../common/namespace-kinds';
import type { CgroupFiles } from '../../cgroup/cgroup-files';
import type { AskedModes } from './namespace-record';

/** The number in `net:[4026531840]`, as /proc/<pid>/ns/<kind> points to (namespaces(7)). */
export function parseNamespaceLink(kind: NamespaceKind, link: string): number | undefined {
  const match = /^(\w+):\[(\d{1,20})\]$/.exec(link);
  return match?.[1] === kind ? Number(match[2]) : undefined;
}

const toCells = (cellOf: (kind: NamespaceKind) => NamespaceCell): NamespaceCells =>
  Object.fromEntries(namespaceKinds.map((kind) => [kind, cellOf(kind)])) as NamespaceCells;

/** The namespaces of a process by their inodes. A kind that this kernel does not have is `not_offered`. */
export function readCells(files: CgroupFiles, process: number | 'self'): NamespaceCells {
  return toCells((kind) => {
    const link = files.readLink(`/proc/${process}/ns/${kind}`);
    if (link.kind === 'failed') return { host: false, missing: link.reason };
    const inode = parseNamespaceLink(kind, link.text);
    return inode === undefined
      ? { host: false, missing: 'unreadable' }
      : { host: false, inode, group: String(inode) };
  });
}

/** The machine's own: of process 1, else of Estiba (which may be in a container itself); undefined without /proc. */
export function readHostCells(files: CgroupFiles): { self: boolean; cells: NamespaceCells } | undefined {
  const first = readCells(files, 1);
  const self = first.net.inode === undefined;
  const cells = self ? readCells(files, 'self') : first;
  if (cells.net.inode === undefined) return undefined;
  return { self, cells: toCells((kind) => ({ ...cells[kind], host: true })) };
}

/** Adds to what the kernel says whether that is the host's, and what was asked for. */
export function withSettings(
  cells: NamespaceCells,
  asked: AskedModes,
  host: NamespaceCells | undefined,
): NamespaceCells {
  return toCells((kind) => {
    const cell = cells[kind];
    const isHost = cell.group !== undefined && cell.group === host?.[kind].group;
    const mode = asked[kind];
    return {
      ...cell,
      host: isHost || mode === 'host',
      ...(mode === undefined ? {} : { asked: mode }),
    };
  });
}

export interface AskedContainer {
  readonly id: string;
  readonly asked: AskedModes;
}

/** What follows from the settings alone, where the kernel of the engine's machine is not to be seen. */
export interface SettingsContext {
  /** Of all containers, by id and by name: `container:` may name either. */
  readonly find: (idOrName: string) => AskedContainer | undefined;
  readonly cgroupVersion: '1' | '2' | undefined;
  readonly rootless: boolean;
}

/** A chain of `container:` longer than that is a loop. */
const maxJoins = 16;

/**
 * The namespaces of a container by the settings that it was made with. Defaults of the engines: mnt, pid, net and uts are a
 * container's own; cgroup is its own on cgroup v2 and the machine's on v1 (docker run --cgroupns). Where the engine's own
 * configuration decides (ipc, user) and for time, which the API does not know, nothing is said.
 */
export function cellsFromSettings(container: AskedContainer, context: SettingsContext): NamespaceCells {
  return toCells((kind) => {
    const mode = container.asked[kind];
    const asked = mode === undefined ? {} : { asked: mode };
    const owner = ownerOf(kind, container, context);
    if (owner === undefined) return { host: false, missing: 'not_in_api', ...asked };
    return { host: owner === 'host', group: owner, ...asked };
  });
}

function ownerOf(
  kind: NamespaceKind,
  container: AskedContainer,
  context: SettingsContext,
): string | undefined {
  let current = container;
  for (let joins = 0; joins < maxJoins; joins += 1) {
    const mode = current.asked[kind];
    const joined = mode?.startsWith('container:') ? mode.slice('container:'.length) : undefined;
    if (joined === undefined) return plainOwner(kind, current, context);
    const next = context.find(joined);
    // The other one is gone, but whoever else joined it is in the same namespace.
    if (!next) return joined;
    current = next;
  }
  return undefined;
}

function plainOwner(
  kind: NamespaceKind,
  { id, asked }: AskedContainer,
  { cgroupVersion, rootless }: SettingsContext,
): string | undefined {
  const mode = asked[kind];
  if (mode === 'host') return 'host';
  // Podman: a namespace by its path, or of a pod.
  if (mode?.startsWith('ns:') || mode === 'pod') return undefined;
  switch (kind) {
    case 'mnt':
    case 'pid':
    case 'net':
    case 'uts':
      return id;
    case 'ipc':
      return mode === undefined ? undefined : id;
    case 'cgroup':
      if (mode !== undefined) return id;
      return cgroupVersion === undefined ? undefined : cgroupVersion === '2' ? id : 'host';
    case 'user':
      // Rootless engines are in a user namespace of their own, which their containers share or leave for another.
      return mode === undefined || rootless ? undefined : id;
    case 'time':
      return undefined;
  }
}
