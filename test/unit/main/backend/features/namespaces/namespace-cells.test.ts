import { describe, expect, it } from 'vitest';
import type { CgroupFiles } from '../../../../../../src/main/backend/cgroup/cgroup-files';
import { createNodeCgroupFiles } from '../../../../../../src/main/backend/cgroup/node-cgroup-files';
import {
  type AskedContainer,
  cellsFromSettings,
  parseNamespaceLink,
  readCells,
  readHostCells,
  withSettings,
} from '../../../../../../src/main/backend/features/namespaces/namespace-cells';
import {
  askedModes,
  namespaceRecord,
} from '../../../../../../src/main/backend/features/namespaces/namespace-record';

function filesOf(links: Readonly<Record<string, string>>): CgroupFiles {
  return {
    ...createNodeCgroupFiles(),
    readLink: (path) => {
      const text = links[path];
      if (text === 'denied') return { kind: 'failed', reason: 'permission_denied' };
      return text === undefined ? { kind: 'failed', reason: 'not_offered' } : { kind: 'text', text };
    },
  };
}

describe('namespaces from the kernel', () => {
  it('takes the number only from a link of that kind', () => {
    expect(parseNamespaceLink('net', 'net:[4026531840]')).toBe(4026531840);
    expect(parseNamespaceLink('net', 'pid:[4026531840]')).toBeUndefined();
    expect(parseNamespaceLink('net', 'net:[]')).toBeUndefined();
    expect(parseNamespaceLink('net', '/etc/passwd')).toBeUndefined();
  });

  it('says for each kind the inode, or why there is none', () => {
    const cells = readCells(filesOf({ '/proc/7/ns/net': 'net:[5]', '/proc/7/ns/pid': 'denied' }), 7);
    expect(cells.net).toEqual({ host: false, inode: 5, group: '5' });
    expect(cells.pid).toEqual({ host: false, missing: 'permission_denied' });
    expect(cells.time).toEqual({ host: false, missing: 'not_offered' });
  });

  it('compares with process 1, with Estiba itself where that may not be read, and with nothing without /proc', () => {
    const first = readHostCells(filesOf({ '/proc/1/ns/net': 'net:[1]', '/proc/self/ns/net': 'net:[2]' }));
    expect(first).toMatchObject({ self: false, cells: { net: { group: '1', host: true } } });
    const self = readHostCells(filesOf({ '/proc/1/ns/net': 'denied', '/proc/self/ns/net': 'net:[2]' }));
    expect(self).toMatchObject({ self: true, cells: { net: { group: '2', host: true } } });
    expect(readHostCells(filesOf({}))).toBeUndefined();
  });

  it('knows the host by the inode, and by the setting where the engine itself is in another namespace', () => {
    const links = { '/proc/7/ns/net': 'net:[5]', '/proc/7/ns/pid': 'pid:[1]', '/proc/7/ns/ipc': 'ipc:[9]' };
    const host = readHostCells(filesOf({ '/proc/1/ns/net': 'net:[4]', '/proc/1/ns/pid': 'pid:[1]' }))?.cells;
    const cells = withSettings(readCells(filesOf(links), 7), { net: 'host' }, host);
    expect(cells.net).toEqual({ host: true, inode: 5, group: '5', asked: 'host' });
    expect(cells.pid).toMatchObject({ host: true });
    expect(cells.ipc).toMatchObject({ host: false, inode: 9 });
    // Unknown on both sides is not the same.
    expect(cells.time).toMatchObject({ host: false, missing: 'not_offered' });
  });
});

describe('namespaces from the settings', () => {
  const containers: readonly AskedContainer[] = [
    { id: 'a', asked: { net: 'bridge', ipc: 'shareable', cgroup: 'private' } },
    { id: 'b', asked: { net: 'container:a', pid: 'host', ipc: 'container:a' } },
    { id: 'c', asked: { net: 'container:b', pid: 'container:gone', user: 'host', uts: 'host' } },
    { id: 'd', asked: { net: 'container:e', ipc: 'ns:/proc/4/ns/ipc' } },
    { id: 'e', asked: { net: 'container:d' } },
  ];
  const context = {
    find: (name: string) => containers.find(({ id }) => id === name),
    cgroupVersion: '2',
    rootless: false,
  } as const;
  const cells = (id: string, more: Partial<Parameters<typeof cellsFromSettings>[1]> = {}) => {
    const container = containers.find((candidate) => candidate.id === id);
    if (!container) throw new Error(id);
    return cellsFromSettings(container, { ...context, ...more });
  };

  it('follows who joined whom, over several steps', () => {
    expect(['a', 'b', 'c'].map((id) => cells(id).net.group)).toEqual(['a', 'a', 'a']);
    expect(cells('b').ipc.group).toBe('a');
    expect(cells('c').net.asked).toBe('container:b');
  });

  it('says nothing of a ring, of a path, and of what the engine’s configuration decides', () => {
    expect(cells('d').net).toEqual({ host: false, missing: 'not_in_api', asked: 'container:e' });
    expect(cells('d').ipc.missing).toBe('not_in_api');
    expect(cells('b').user.missing).toBe('not_in_api');
    expect(cells('a').time.missing).toBe('not_in_api');
  });

  it('keeps those together whose owner is gone', () => {
    expect(cells('c').pid).toEqual({ host: false, group: 'gone', asked: 'container:gone' });
  });

  it('knows the host’s, and the defaults of both versions of cgroups', () => {
    expect(cells('b').pid).toEqual({ host: true, group: 'host', asked: 'host' });
    expect(cells('c').uts.host).toBe(true);
    expect(cells('b').cgroup.group).toBe('b');
    expect(cells('b', { cgroupVersion: '1' }).cgroup).toEqual({ host: true, group: 'host' });
    expect(cells('b', { cgroupVersion: undefined }).cgroup.missing).toBe('not_in_api');
    expect(cells('a', { cgroupVersion: '1' }).cgroup.group).toBe('a');
  });

  it('reads both engines’ names for the modes, and leaves out what is empty', () => {
    const record = namespaceRecord.parse({
      Id: 'x',
      State: { Pid: 0 },
      HostConfig: { NetworkMode: 'bridge', PidMode: '', IpcMode: null, CgroupMode: 'private' },
    });
    expect(askedModes(record)).toEqual({ net: 'bridge', cgroup: 'private' });
  });
});
