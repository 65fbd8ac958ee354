import { describe, expect, it } from 'vitest';
import type {
  ContainerNamespaces,
  NamespaceCells,
  NamespaceKind,
} from '../../../../../src/common/contract/namespaces';
import { namespaceKinds } from '../../../../../src/common/namespace-kinds';
import {
  groupNamespaces,
  groupOf,
  isShared,
  isWithHost,
  letterOf,
  lookOf,
  shortInode,
} from '../../../../../src/renderer/features/namespaces/namespace-groups';
import { flagOf } from '../../../../../src/renderer/features/namespaces/namespace-panel';

const cellsOf = (inodes: Partial<Record<NamespaceKind, number>>, host = false): NamespaceCells =>
  Object.fromEntries(
    namespaceKinds.map((kind) => {
      const inode = inodes[kind];
      const missing = { host: false, missing: 'not_offered' };
      return [kind, inode === undefined ? missing : { host, inode, group: String(inode) }];
    }),
  ) as NamespaceCells;

const container = (
  id: string,
  inodes: Partial<Record<NamespaceKind, number>>,
  withHost: readonly NamespaceKind[] = [],
): ContainerNamespaces => {
  const cells = { ...cellsOf(inodes) };
  for (const kind of withHost) cells[kind] = { ...cells[kind], host: true };
  return { id, name: id, pid: 1, source: { kind: 'proc', cgroup: '/x' }, cells };
};

const containers = [
  container('a', { net: 10, pid: 1, user: 3 }, ['pid', 'user']),
  container('b', { net: 10, pid: 20, user: 3 }, ['user']),
  container('c', { net: 11, pid: 20, user: 3 }, ['user']),
  container('d', { net: 12, pid: 20, user: 3 }, ['user']),
  container('e', { net: 12, pid: 21, user: 3 }, ['user']),
  container('f', { net: 13, pid: 22, user: 3 }, ['user']),
];
const matrix = {
  at: 0,
  host: { self: false, cells: cellsOf({ net: 9, pid: 1, user: 3 }, true) },
  containers,
  stopped: 0,
};

describe('groups of namespaces', () => {
  const groups = groupNamespaces(matrix);
  const looks = (kind: NamespaceKind) =>
    containers.map(({ cells }) => {
      const group = groupOf(groups, kind, cells[kind]);
      return `${lookOf(cells[kind], group)}${group?.letter ?? ''}`;
    });

  it('gives letters to what containers share with each other, within each kind', () => {
    expect(looks('net')).toEqual(['sharedA', 'sharedA', 'own', 'sharedB', 'sharedB', 'own']);
    expect(looks('pid')).toEqual(['host', 'sharedA', 'sharedA', 'sharedA', 'own', 'own']);
    expect(looks('user')).toEqual(Array(6).fill('host'));
    expect(looks('time')).toEqual(Array(6).fill('unknown'));
  });

  it('has one look for all that are in one namespace', () => {
    const joined = [container('a', { net: 30 }, ['net']), container('b', { net: 30 })];
    const found = groupNamespaces({ ...matrix, containers: joined });
    for (const { cells } of joined) expect(lookOf(cells.net, groupOf(found, 'net', cells.net))).toBe('host');
  });

  it('has the host’s namespace also where no container is in it', () => {
    expect(groups.get('net:9')).toMatchObject({ host: true, members: [], inode: 9 });
  });

  it('finds who shares, and who is with the host where that is unusual', () => {
    expect(containers.filter((one) => isShared(one, groups)).map(({ id }) => id)).toEqual([
      'a',
      'b',
      'c',
      'd',
      'e',
    ]);
    expect(containers.filter(isWithHost).map(({ id }) => id)).toEqual(['a']);
  });

  it('names more groups than the alphabet has letters', () => {
    expect([0, 25, 26, 27, 52].map(letterOf)).toEqual(['A', 'Z', 'AA', 'AB', 'BA']);
    expect(shortInode(4026531840)).toBe('31840');
  });

  it('says the option that a setting comes from', () => {
    const joined = '0123456789ab'.padEnd(64, 'c');
    const web = { ...container(joined, {}), name: 'web' };
    expect(flagOf('pid', `container:${joined}`, [web])).toBe('--pid container:web');
    expect(flagOf('net', 'host', [])).toBe('--network host');
    expect(flagOf('pid', `container:${joined}`, [])).toBe('--pid container:0123456789ab');
    expect(flagOf('pid', undefined, [])).toBeUndefined();
    expect(flagOf('mnt', 'x', [])).toBeUndefined();
  });
});
