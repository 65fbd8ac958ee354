import { mkdirSync, symlinkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { capabilityRisk, decodeCapabilities } from '../../../../../src/common/security/capabilities';
import type { CgroupFiles, FileText } from '../../../../../src/main/backend/cgroup/cgroup-files';
import { createNodeCgroupFiles } from '../../../../../src/main/backend/cgroup/node-cgroup-files';
import { isInContainer, readContainerPids } from '../../../../../src/main/backend/proc/container-pids';
import { readInside } from '../../../../../src/main/backend/proc/inside-file';
import {
  parseCommandLine,
  parseProcessStatus,
  parseSecurityLabel,
  parseSignalSets,
} from '../../../../../src/main/backend/proc/process-text';
import { parsePasswd, toInsideId } from '../../../../../src/main/backend/proc/users';

/** /proc/<pid>/status of nginx in a container of a rootless engine, Linux 6.1. */
const status = [
  'Name:\tnginx',
  'Umask:\t0022',
  'State:\tS (sleeping)',
  'Tgid:\t41230',
  'Pid:\t41230',
  'PPid:\t41207',
  'Uid:\t100000\t100101\t100101\t100101',
  'Gid:\t100000\t100000\t100000\t100000',
  'NSpid:\t41230\t812\t1',
  'VmSwap:\t      12 kB',
  'VmRSS:\t    5632 kB',
  'Threads:\t3',
  'SigBlk:\t0000000000000000',
  'SigIgn:\t0000000040001000',
  'SigCgt:\t0000000198016a07',
  'CapInh:\t0000000000000000',
  'CapPrm:\t00000000a80425fb',
  'CapEff:\t00000000a80425fb',
  'CapBnd:\t00000000a80425fb',
  'CapAmb:\t0000000000000000',
  'NoNewPrivs:\t1',
  'Seccomp:\t2',
  'Seccomp_filters:\t1',
  '',
].join('\n');

describe('texts of /proc', () => {
  it('reads a status, and leaves out what an old kernel does not write', () => {
    expect(parseProcessStatus(status)).toEqual({
      uid: 100000,
      effectiveUid: 100101,
      gid: 100000,
      namespacePids: [41230, 812, 1],
      threads: 3,
      rssBytes: 5632 * 1024,
      swapBytes: 12 * 1024,
      noNewPrivileges: true,
      seccomp: 'filter',
      seccompFilters: 1,
    });
    expect(parseProcessStatus('Name:\tx\n')).toMatchObject({ seccomp: undefined, namespacePids: [] });
  });

  it('names signals by their bits', () => {
    expect(parseSignalSets(status).caught.slice(0, 3)).toEqual(['HUP', 'INT', 'QUIT']);
    expect(parseSignalSets(status).ignored).toEqual(['PIPE', 'SYS']);
  });

  it('decodes the default set of Docker and flags what is beyond it', () => {
    const names = decodeCapabilities('00000000a80425fb') ?? [];
    expect(names).toHaveLength(14);
    expect(names.every((name) => capabilityRisk(name) === 'default')).toBe(true);
    expect(decodeCapabilities('0000000000200000')).toEqual(['SYS_ADMIN']);
    expect(capabilityRisk('SYS_ADMIN')).toBe('dangerous');
    expect(capabilityRisk('SYS_NICE')).toBe('beyond');
    expect(decodeCapabilities('8000000000000000')).toEqual(['63']);
    expect(decodeCapabilities('xyz')).toBeUndefined();
  });

  it('keeps line feeds and other languages in command lines', () => {
    const latin1 = Buffer.from('sh\0-c\0echo á\necho b\0\0', 'utf8').toString('latin1');
    expect(parseCommandLine(latin1)).toEqual(['sh', '-c', 'echo á\necho b']);
    expect(parseCommandLine('')).toEqual([]);
  });

  it('tells AppArmor, SELinux and none apart', () => {
    expect(parseSecurityLabel('docker-default (enforce)\n')).toEqual({
      kind: 'apparmor',
      text: 'docker-default',
      mode: 'enforce',
    });
    expect(parseSecurityLabel('system_u:system_r:container_t:s0:c1,c2\0')?.kind).toBe('selinux');
    expect(parseSecurityLabel('unconfined\n')?.kind).toBe('unconfined');
    expect(parseSecurityLabel('\n')).toBeUndefined();
  });

  it('names users, and maps ids to the inside', () => {
    const names = parsePasswd(
      'root:x:0:0::/root:/bin/sh\nbroken\n:x:5:\ntoor:x:0:0::/:/bin/sh\nweb:x:101:101::/:\n',
    );
    expect([...names]).toEqual([
      [0, 'root'],
      [101, 'web'],
    ]);
    const map = [
      { inside: 0, outside: 1000, length: 1 },
      { inside: 1, outside: 100000, length: 65536 },
    ];
    expect(toInsideId(map, 1000)).toBe(0);
    expect(toInsideId(map, 100100)).toBe(101);
    expect(toInsideId(map, 0)).toBeUndefined();
  });
});

describe('a file inside of a container', () => {
  it('is read, but never through a link', () => {
    expect(readInside(process.pid, ['etc', 'passwd'])).toContain('root:');
    const folder = `inside-${process.pid}`;
    mkdirSync(`/tmp/${folder}`);
    symlinkSync('/etc/passwd', `/tmp/${folder}/passwd`);
    symlinkSync('/etc', `/tmp/${folder}/etc`);
    expect(readInside(process.pid, ['tmp', folder, 'passwd'])).toBeUndefined();
    expect(readInside(process.pid, ['tmp', folder, 'etc', 'passwd'])).toBeUndefined();
    expect(readInside(process.pid, ['tmp', '..', 'etc', 'passwd'])).toBeUndefined();
    expect(readInside(process.pid, ['dev', 'zero'])).toBeUndefined();
    expect(readInside(2 ** 22 + 1, ['etc', 'passwd'])).toBeUndefined();
  });
});

const place = {
  version: 2 as const,
  mountPoint: '/sys/fs/cgroup',
  path: '/docker/abc',
  processPath: '/docker/abc/init',
};
const location = { mode: 'v2' as const, pid: 10, startTicks: 1, v1: new Map(), v2: place };

function treeOf(texts: Readonly<Record<string, string | undefined>>): CgroupFiles {
  const read = (path: string): FileText => {
    const text = texts[path];
    return text === undefined ? { kind: 'failed', reason: 'not_offered' } : { kind: 'text', text };
  };
  const list = (path: string) => [
    ...new Set(
      Object.keys(texts).flatMap((key) =>
        key.startsWith(`${path}/`) ? [key.slice(path.length + 1).split('/')[0] ?? ''] : [],
      ),
    ),
  ];
  return { ...createNodeCgroupFiles(), read, readLink: read, list };
}

describe('the processes of a container', () => {
  const top = '/sys/fs/cgroup/docker/abc';
  const files = treeOf({
    [`${top}/cgroup.procs`]: '',
    [`${top}/init/cgroup.procs`]: '10\n0\n',
    [`${top}/system.slice/a.service/cgroup.procs`]: '12\n11\n',
    [`${top}/system.slice/cgroup.procs`]: '',
    '/proc/10/cgroup': '0::/docker/abc/init\n',
    '/proc/11/cgroup': '0::/docker/abc/system.slice/a.service\n',
    '/proc/13/cgroup': '0::/docker/abcdef\n',
    '/proc/14/cgroup': '0::/docker/abc/init (deleted)\n',
  });

  it('are those of its cgroup and of all below', () => {
    expect(readContainerPids(files, location)).toEqual({ kind: 'pids', pids: [10, 11, 12] });
    expect(readContainerPids(treeOf({}), location)).toEqual({ kind: 'gone' });
  });

  it('are no others', () => {
    expect([10, 11, 13, 14, 15].map((pid) => isInContainer(files, location, pid))).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
