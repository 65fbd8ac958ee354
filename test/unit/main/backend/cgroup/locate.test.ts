import { describe, expect, it } from 'vitest';
import type { CgroupFiles, FileText } from '../../../../../src/main/backend/cgroup/cgroup-files';
import { isAlive, locateCgroup, placeOf } from '../../../../../src/main/backend/cgroup/locate';
import { parseCgroupMounts, pathBelowMount } from '../../../../../src/main/backend/cgroup/mount-info';
import { parseProcCgroup } from '../../../../../src/main/backend/cgroup/proc-cgroup';
import { caseNames, containerOf, RecordedFiles, readCase } from './recorded-case';

const id = `${'abc'.repeat(21)}a`;
const pid = 77;
const stat = (start: number, state = 'S') =>
  `${pid} (a (b) c) ${state} 1 ${pid} ${pid} 0 -1 4194560 1 0 0 0 5 7 0 0 20 0 3 0 ${start} 100 10\n`;

function fakeFiles(content: Readonly<Record<string, string>>, denied: readonly string[] = []): CgroupFiles {
  const read = (path: string): FileText => {
    if (denied.includes(path)) return { kind: 'failed', reason: 'permission_denied' };
    const text = content[path];
    return text === undefined ? { kind: 'failed', reason: 'not_offered' } : { kind: 'text', text };
  };
  return {
    read,
    readLink: read,
    list: () => [],
    open: (path) => ({ path, read: () => read(path), close: () => {} }),
  };
}

const hybridMounts = [
  '32 31 0:29 / /sys/fs/cgroup/cpu,cpuacct rw,relatime - cgroup cgroup rw,cpu,cpuacct',
  '35 31 0:32 / /sys/fs/cgroup/memory rw,relatime shared:3 - cgroup cgroup rw,memory',
  '40 31 0:37 / /sys/fs/cgroup/systemd rw,relatime - cgroup cgroup rw,name=systemd',
  '41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw',
].join('\n');

const v2Mount = '30 1 0:26 / /sys/fs/cgroup rw - cgroup2 cgroup2 rw';

function locate(cgroup: string, mounts: string, procs: string, more: Record<string, string> = {}) {
  const content = {
    [`/proc/${pid}/stat`]: stat(500),
    [`/proc/${pid}/cgroup`]: cgroup,
    '/proc/self/mountinfo': mounts,
    [procs]: `1\n${pid}\n`,
    ...more,
  };
  return locateCgroup({ files: fakeFiles(content), pid, containerId: id });
}

describe('locating a cgroup', () => {
  it.each(caseNames)('finds that of %s', (name) => {
    const recorded = readCase(name);
    const { id: containerId, pid: first, cgroup } = containerOf(recorded);
    const located = locateCgroup({ files: new RecordedFiles(recorded), pid: first, containerId });
    const isCrun = cgroup.endsWith('.scope/container');
    expect(located).toMatchObject({
      kind: 'found',
      location: {
        mode: 'v2',
        v2: {
          mountPoint: '/sys/fs/cgroup',
          path: isCrun ? cgroup.slice(0, -'/container'.length) : cgroup,
          processPath: name === 'nested' ? `${cgroup}/init` : cgroup,
        },
      },
    });
  });

  it('takes each controller where it is on a hybrid machine', () => {
    const located = locate(
      `9:name=systemd:/docker/${id}\n4:memory:/docker/${id}\n1:cpu,cpuacct:/docker/${id}\n0::/docker/${id}\n`,
      hybridMounts,
      `/sys/fs/cgroup/memory/docker/${id}/cgroup.procs`,
    );
    if (located.kind === 'not_found') throw new Error(located.reason);
    const { location } = located;
    expect(location).toMatchObject({ mode: 'hybrid', startTicks: 500 });
    expect(placeOf(location, 'memory')).toMatchObject({ version: 1, mountPoint: '/sys/fs/cgroup/memory' });
    expect(placeOf(location, 'cpuacct')).toMatchObject({
      version: 1,
      mountPoint: '/sys/fs/cgroup/cpu,cpuacct',
    });
    // Not a v1 controller here, so v2 may have it.
    expect(placeOf(location, 'pids')).toMatchObject({ version: 2, mountPoint: '/sys/fs/cgroup/unified' });
    expect(placeOf(location, 'blkio')).toBeUndefined();
  });

  it('resolves paths above the own cgroup namespace against a mount that shows them', () => {
    const located = locate(
      `0::/../../docker/${id}\n`,
      '30 1 0:26 /../.. /sys/fs/cgroup rw - cgroup2 cgroup2 rw',
      `/sys/fs/cgroup/docker/${id}/cgroup.procs`,
    );
    expect(located).toMatchObject({ kind: 'found', location: { v2: { path: `/docker/${id}` } } });
  });

  it('says that a cgroup outside of the mounts cannot be seen', () => {
    const located = locate(`0::/../other/${id}\n`, v2Mount, '');
    expect(located).toEqual({ kind: 'not_found', reason: 'outside_mount' });
  });

  it('takes a mount of a part of the tree, and the widest of several', () => {
    const part = `29 1 0:26 /docker/${id} /mnt/part rw - cgroup2 cgroup2 rw`;
    const only = locate(`0::/docker/${id}/init\n`, part, '/mnt/part/init/cgroup.procs');
    expect(only).toMatchObject({ location: { v2: { mountPoint: '/mnt/part', processPath: '/init' } } });
    const both = locate(
      `0::/docker/${id}\n`,
      `${part}\n${v2Mount}`,
      `/sys/fs/cgroup/docker/${id}/cgroup.procs`,
    );
    expect(both).toMatchObject({ location: { v2: { mountPoint: '/sys/fs/cgroup', path: `/docker/${id}` } } });
  });

  it('does not take the process of another machine or container for the one asked for', () => {
    const procs = '/sys/fs/cgroup/user.slice/cgroup.procs';
    expect(locate('0::/user.slice\n', v2Mount, procs)).toEqual({
      kind: 'not_found',
      reason: 'other_process',
    });
  });

  it('believes only what cgroup.procs confirms', () => {
    const path = `/sys/fs/cgroup/docker/${id}/cgroup.procs`;
    const located = locate(`0::/docker/${id}\n`, v2Mount, path, { [path]: '1\n2\n' });
    expect(located).toEqual({ kind: 'not_found', reason: 'other_process' });
  });

  it.each([
    ['no process', {}, [], 'no_process'],
    ['a hidden one', { [`/proc/${pid}/stat`]: stat(1) }, [`/proc/${pid}/cgroup`], 'permission_denied'],
    [
      'a removed cgroup',
      {
        [`/proc/${pid}/stat`]: stat(1),
        [`/proc/${pid}/cgroup`]: `0::/docker/${id} (deleted)\n`,
        '/proc/self/mountinfo': v2Mount,
      },
      [],
      'no_process',
    ],
    [
      'no mount',
      {
        [`/proc/${pid}/stat`]: stat(1),
        [`/proc/${pid}/cgroup`]: `0::/docker/${id}\n`,
        '/proc/self/mountinfo': '',
      },
      [],
      'not_mounted',
    ],
  ] as const)('says what is missing: %s', (_what, content, denied, reason) => {
    const files = fakeFiles(content as Record<string, string>, denied);
    expect(locateCgroup({ files, pid, containerId: id })).toEqual({ kind: 'not_found', reason });
  });

  it('tells a later process with the same pid by its start', () => {
    const path = `/sys/fs/cgroup/docker/${id}/cgroup.procs`;
    const located = locate(`0::/docker/${id}\n`, v2Mount, path);
    if (located.kind === 'not_found') throw new Error(located.reason);
    const now = (text: string) => fakeFiles({ [`/proc/${pid}/stat`]: text });
    expect(isAlive(now(stat(500)), located.location)).toBe(true);
    expect(isAlive(now(stat(501)), located.location)).toBe(false);
    expect(isAlive(now(stat(500, 'Z')), located.location)).toBe(false);
    expect(isAlive(fakeFiles({}), located.location)).toBe(false);
  });
});

describe('parsers of mounts and cgroups', () => {
  it('reads escaped mount points and leaves other file systems out', () => {
    const text =
      '22 1 0:5 / /proc rw - proc proc rw\n33 31 0:30 / /mnt/a\\040b rw,x - cgroup cgroup rw,cpu\n';
    expect(parseCgroupMounts(text)).toEqual([
      { version: 1, root: '/', mountPoint: '/mnt/a b', controllers: ['rw', 'cpu'] },
    ]);
  });

  it.each([
    ['/docker/a', '/', '/docker/a'],
    ['/', '/', ''],
    ['/docker/a', '/docker/a', ''],
    ['/docker/ab', '/docker/a', undefined],
    ['/../../docker/a', '/../..', '/docker/a'],
    ['/../a', '/../..', undefined],
    ['/../../x', '/', undefined],
  ])('%s below a mount of %s is %s', (path, root, expected) => {
    expect(pathBelowMount(path, root)).toBe(expected);
  });

  it('reads paths with colons and removed cgroups', () => {
    expect(parseProcCgroup('4:memory:/a:b\n0::/gone (deleted)\nnonsense\n')).toEqual([
      { controllers: ['memory'], path: '/a:b', deleted: false },
      { controllers: [], path: '/gone', deleted: true },
    ]);
  });
});
