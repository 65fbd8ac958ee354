import type {
  ContainerNamespaces,
  NamespaceCell,
  NamespaceKind,
  NamespaceMatrix,
} from '../../../common/contract/namespaces';
import { namespaceKinds as kinds } from '../../../common/namespace-kinds';
import type { DataColor, Tone } from '../../components/tone';

/** All containers that are in one namespace. */
export interface NamespaceGroup {
  readonly kind: NamespaceKind;
  /** As in the cells; equal for all members. */
  readonly group: string;
  readonly inode: number | undefined;
  readonly host: boolean;
  readonly members: readonly ContainerNamespaces[];
  /** A, B, ... within its kind, for those that containers share with each other; others have none. */
  readonly letter: string | undefined;
  readonly color: DataColor | undefined;
}

/** How a cell looks: what is plain needs no colour. */
export type NamespaceLook = 'own' | 'shared' | 'host' | 'unknown';

/** How much of the containment is gone where a container is in the host's namespace. The rest is usual. */
export const hostTones: Readonly<Record<NamespaceKind, Tone>> = {
  mnt: 'bad',
  pid: 'warn',
  net: 'warn',
  ipc: 'warn',
  uts: 'info',
  user: 'neutral',
  cgroup: 'neutral',
  time: 'neutral',
};

const colors: readonly DataColor[] = ['c1', 'c2', 'c3', 'c4', 'c5'];

export function lookOfGroup({ host, members }: NamespaceGroup): Exclude<NamespaceLook, 'unknown'> {
  if (host) return 'host';
  return members.length > 1 ? 'shared' : 'own';
}

/** A container that joined one in the engine's own namespace is with the host, too, though it did not ask for that. */
export function lookOf(cell: NamespaceCell, group: NamespaceGroup | undefined): NamespaceLook {
  if (group) return lookOfGroup(group);
  return cell.host ? 'host' : 'unknown';
}

/** A to Z, then AA, AB, ... */
export function letterOf(index: number): string {
  const last = String.fromCharCode(65 + (index % 26));
  return index < 26 ? last : `${letterOf(Math.floor(index / 26) - 1)}${last}`;
}

/** The groups of a matrix by kind and name. */
export type NamespaceGroups = ReadonlyMap<string, NamespaceGroup>;

export const groupKey = (kind: NamespaceKind, group: string): string => `${kind}:${group}`;

/** Who is with whom. Containers in the host's namespace by the engine's word and by the kernel's are told apart. */
export function groupNamespaces({ containers, host }: NamespaceMatrix): NamespaceGroups {
  const groups = new Map<string, NamespaceGroup>();
  for (const kind of kinds) {
    const members = new Map<string, ContainerNamespaces[]>();
    const hostGroup = host?.cells[kind].group;
    if (hostGroup !== undefined) members.set(hostGroup, []);
    for (const container of containers) {
      const { group } = container.cells[kind];
      if (group === undefined) continue;
      const list = members.get(group);
      if (list) list.push(container);
      else members.set(group, [container]);
    }
    for (const entry of toGroups(kind, members, hostGroup)) groups.set(groupKey(kind, entry.group), entry);
  }
  return groups;
}

function toGroups(
  kind: NamespaceKind,
  byGroup: ReadonlyMap<string, readonly ContainerNamespaces[]>,
  hostGroup: string | undefined,
): readonly NamespaceGroup[] {
  const all = [...byGroup].map(([group, members]) => {
    const cell = members[0]?.cells[kind];
    const inode = cell?.inode ?? (group === hostGroup ? Number(group) : undefined);
    const host = group === hostGroup || members.some(({ cells }) => cells[kind].host);
    return { kind, group, members, inode, host };
  });
  const shared = all
    .filter(({ host, members }) => !host && members.length > 1)
    .sort((a, b) => b.members.length - a.members.length);
  const places = new Map(shared.map(({ group }, index) => [group, index]));
  return all.map((entry) => {
    const place = places.get(entry.group);
    return {
      ...entry,
      letter: place === undefined ? undefined : letterOf(place),
      color: place === undefined ? undefined : colors[place % colors.length],
    };
  });
}

export function groupOf(
  groups: NamespaceGroups,
  kind: NamespaceKind,
  cell: NamespaceCell,
): NamespaceGroup | undefined {
  return cell.group === undefined ? undefined : groups.get(groupKey(kind, cell.group));
}

/** Whether the host, as far as it is seen, is in it itself; the engine's own namespace may be another. */
export function includesHost({ host }: NamespaceMatrix, { kind, group }: NamespaceGroup): boolean {
  return host !== undefined && host.cells[kind].group === group;
}

/** Whether a container shares something with another one. */
export function isShared(container: ContainerNamespaces, groups: NamespaceGroups): boolean {
  return kinds.some((kind) => {
    const cell = container.cells[kind];
    return lookOf(cell, groupOf(groups, kind, cell)) === 'shared';
  });
}

/** Whether it is in one of the host's namespaces in which containers usually are not. */
export function isWithHost(container: ContainerNamespaces): boolean {
  return kinds.some((kind) => container.cells[kind].host && hostTones[kind] !== 'neutral');
}

/** The last digits tell inodes of one machine apart; the whole number is in the title. */
export function shortInode(inode: number): string {
  return String(inode).slice(-5);
}
