import { describe, expect, it } from 'vitest';
import type { CgroupFiles, FileText } from '../../../../../../src/main/backend/cgroup/cgroup-files';
import { createNodeCgroupFiles } from '../../../../../../src/main/backend/cgroup/node-cgroup-files';
import { ProcessSampler } from '../../../../../../src/main/backend/features/processes/process-sampler';
import { isSameProcess } from '../../../../../../src/main/backend/features/processes/process-security';
import { normalizeTop } from '../../../../../../src/main/backend/features/processes/top-record';

const cgroup = '/sys/fs/cgroup/docker/abc';
const place = {
  version: 2 as const,
  mountPoint: '/sys/fs/cgroup',
  path: '/docker/abc',
  processPath: '/docker/abc',
};
const location = { mode: 'v2' as const, pid: 10, startTicks: 500, v1: new Map(), v2: place };

/** Fields 1 to 22 of /proc/<pid>/stat; the command may hold anything. */
const stat = (pid: number, parent: number, ticks: number, start: number, name = 'a) b') =>
  `${pid} (${name}) S ${parent} 1 1 0 -1 0 0 0 0 0 ${ticks} 0 0 0 20 0 1 0 ${start} 0 0`;

type Texts = Record<string, string | Extract<FileText, { kind: 'failed' }>['reason']>;

function machine(texts: Texts) {
  const failures = new Set(['permission_denied', 'ended']);
  const read = (path: string): FileText => {
    const text = texts[path];
    if (text === undefined) return { kind: 'failed', reason: 'not_offered' };
    return failures.has(text) ? { kind: 'failed', reason: text as 'ended' } : { kind: 'text', text };
  };
  const files: CgroupFiles = {
    ...createNodeCgroupFiles(),
    read,
    readLink: read,
    list: () => ['cgroup.procs'],
  };
  let now = 0;
  const sampler = new ProcessSampler({
    files,
    location,
    clocks: { wall: () => 1_000_000 + now, monotonic: () => now },
    readPasswd: { inside: () => 'app:x:0:0:::\n', outside: () => 'ana:x:1000:1000:::\n' },
  });
  return {
    texts,
    sampler,
    files,
    advance: (milliseconds: number) => {
      now += milliseconds;
    },
  };
}

const two = (): Texts => ({
  [`${cgroup}/cgroup.procs`]: '10\n11\n',
  '/proc/uptime': '100.00 1.0\n',
  '/proc/10/uid_map': '0 1000 1\n',
  '/proc/10/stat': stat(10, 1, 0, 500),
  '/proc/10/status': 'Uid:\t1000\t1000\t1000\t1000\nNSpid:\t10\t1\nThreads:\t2\nVmRSS:\t4 kB\n',
  '/proc/10/cmdline': 'sh\0-c\0a\nb\0',
  '/proc/10/io': 'read_bytes: 0\nwrite_bytes: 100\n',
  '/proc/11/stat': stat(11, 10, 50, 600),
  '/proc/11/io': 'permission_denied',
});

describe('the sampler of processes', () => {
  it('says what it read, and rates after two readings', () => {
    const { sampler, texts, advance } = machine(two());
    const first = sampler.sample();
    expect(first?.processes[0]).toEqual({
      ...{
        pid: 10,
        startTicks: 500,
        main: true,
        insidePid: 1,
        name: 'a) b',
        commandLine: ['sh', '-c', 'a\nb'],
      },
      ...{
        state: 'S',
        threads: 2,
        rssBytes: 4096,
        uid: 1000,
        userName: 'ana',
        insideUid: 0,
        insideUserName: 'app',
      },
      ...{ cpuSeconds: 0, readBytes: 0, writeBytes: 100, startedAt: 1_000_000 - 95_000 },
    });
    expect(first).toMatchObject({ total: 2, unreadable: 0, ioMissing: 'permission_denied' });
    expect(first?.processes[1]).toMatchObject({ pid: 11, parent: 10, cpuSeconds: 0.5 });
    expect(first?.processes[1]).not.toHaveProperty('readBytes');
    advance(2000);
    texts['/proc/10/stat'] = stat(10, 1, 100, 500);
    texts['/proc/10/io'] = 'read_bytes: 10\nwrite_bytes: 300\n';
    expect(sampler.sample()?.processes[0]).toMatchObject({
      cpuCores: 0.5,
      readBytesPerSecond: 5,
      writeBytesPerSecond: 100,
    });
  });

  it('has no rates for a process whose number is another’s by now', () => {
    const { sampler, texts, advance } = machine(two());
    sampler.sample();
    advance(1000);
    texts['/proc/11/stat'] = stat(11, 10, 900, 777);
    expect(sampler.sample()?.processes[1]).not.toHaveProperty('cpuCores');
  });

  it('leaves out what vanishes half-way, and keeps what may only be listed', () => {
    const { sampler, texts } = machine(two());
    texts['/proc/11/stat'] = 'ended';
    expect(sampler.sample()).toMatchObject({ total: 1, processes: [{ pid: 10 }] });
    texts['/proc/11/stat'] = 'permission_denied';
    expect(sampler.sample()).toMatchObject({
      total: 2,
      unreadable: 1,
      processes: [{ pid: 10 }, { pid: 11, name: '' }],
    });
    texts['/proc/10/status'] = 'ended';
    texts['/proc/10/cmdline'] = 'ended';
    texts['/proc/10/io'] = 'ended';
    expect(sampler.sample()?.processes[0]).toMatchObject({ pid: 10, commandLine: [] });
  });

  it('ends with the cgroup', () => {
    const { sampler, texts } = machine(two());
    delete texts[`${cgroup}/cgroup.procs`];
    expect(sampler.sample()?.processes ?? []).toEqual([]);
  });
});

describe('the look before a signal', () => {
  it('is passed only by the same process in the container’s cgroup', () => {
    const { files, texts } = machine({
      ...two(),
      '/proc/10/cgroup': '0::/docker/abc\n',
      '/proc/11/cgroup': '0::/docker/abc\n',
    });
    expect(isSameProcess(files, location, { pid: 11, startTicks: 600 })).toBe(true);
    expect(isSameProcess(files, location, { pid: 11, startTicks: 601 })).toBe(false);
    texts['/proc/11/cgroup'] = '0::/user.slice\n';
    expect(isSameProcess(files, location, { pid: 11, startTicks: 600 })).toBe(false);
    delete texts['/proc/11/stat'];
    expect(isSameProcess(files, location, { pid: 11, startTicks: 600 })).toBe(false);
  });
});

describe('what an engine’s top says', () => {
  it('is read by its headings, of Docker', () => {
    const Titles = ['PID', 'PPID', 'UID', 'USER', 'STAT', 'NLWP', 'RSS', 'TIME', 'ELAPSED', 'COMMAND'];
    const Processes = [
      ['101', '100', '33', 'www', 'Sl', '4', '2048', '65', '100', '/usr/bin/nginx -g\nx'],
      ['100', '9', '0', 'root', 'Ss', '1', '1024', '0', '100', 'sh'],
    ];
    expect(normalizeTop({ Titles, Processes }, 100, 500_000)).toEqual([
      {
        ...{ pid: 100, main: true, name: 'sh', commandLine: ['sh'], state: 'S', threads: 1 },
        ...{ rssBytes: 1_048_576, cpuSeconds: 0, uid: 0, userName: 'root', startedAt: 400_000 },
      },
      {
        ...{
          pid: 101,
          parent: 100,
          main: false,
          name: 'nginx',
          commandLine: ['/usr/bin/nginx -g\nx'],
          state: 'S',
        },
        ...{ threads: 4, rssBytes: 2_097_152, cpuSeconds: 65, uid: 33, userName: 'www', startedAt: 400_000 },
      },
    ]);
  });

  it('is read from the lines of the container’s own ps', () => {
    const Titles = ['PID   USER     COMMAND'];
    expect(normalizeTop({ Titles, Processes: [['    7 web      sleep  1001']] }, 4711, 1000)).toEqual([
      { pid: 7, main: false, name: 'sleep', commandLine: ['sleep 1001'], insideUserName: 'web' },
    ]);
  });

  it('is read by its headings, of Podman', () => {
    const Titles = ['USER', 'PID', 'PPID', '%CPU', 'ELAPSED', 'TTY', 'TIME', 'COMMAND'];
    const Processes = [
      ['root', '1', '0', '0.000', '1m2.5s', '?', '1m1s', 'sleep 9'],
      ['x', '-', '', '', '', '', '', ''],
    ];
    expect(normalizeTop({ Titles, Processes }, 4711, 1000)).toEqual([
      {
        pid: 1,
        main: true,
        name: 'sleep',
        commandLine: ['sleep 9'],
        cpuSeconds: 61,
        startedAt: -61_500,
        insideUserName: 'root',
      },
    ]);
  });
});
