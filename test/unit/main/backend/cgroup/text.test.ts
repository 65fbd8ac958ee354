import { describe, expect, it } from 'vitest';
import * as kernel from '../../../../../src/main/backend/cgroup/kernel-text';
import * as proc from '../../../../../src/main/backend/cgroup/proc-text';

describe('texts of the kernel', () => {
  it.each([
    ['12\n', 12],
    ['0', 0],
    ['', undefined],
    ['-5', undefined],
    ['1x', undefined],
    ['1e3', undefined],
  ])('parseCount(%j) is %s', (text, expected) => expect(kernel.parseCount(text)).toBe(expected));

  it.each([
    ['max\n', 'max'],
    ['-1', 'max'],
    ['9223372036854771712', 'max'],
    ['268435456\n', 268435456],
    ['much', undefined],
  ])('parseLimit(%j) is %s', (text, expected) => expect(kernel.parseLimit(text)).toBe(expected));

  it('finds whole keys only', () => {
    const text = 'oom 1\noom_kill 2\ntotal_rss 3\nrss 4';
    expect(kernel.readKey(text, 'oom')).toBe(1);
    expect(kernel.readKey(text, 'oom_kill')).toBe(2);
    expect(kernel.readKey(text, 'rss')).toBe(4);
    expect(kernel.readKey(text, 'kill')).toBeUndefined();
    expect(kernel.readKey('', 'oom')).toBeUndefined();
  });

  it('reads cpu.max', () => {
    expect(kernel.parseCpuMax('max 100000\n')).toEqual({ quotaUsec: 'max', periodUsec: 100000 });
    expect(kernel.parseCpuMax('50000')).toBeUndefined();
    expect(kernel.parseCpuMax('50000 0')).toBeUndefined();
  });

  it('reads pressure with and without full', () => {
    const some = 'some avg10=1.50 avg60=0.00 avg300=0.10 total=123\n';
    expect(kernel.parsePressure(some)).toEqual({
      some: { avg10: 1.5, avg60: 0, avg300: 0.1, totalUsec: 123 },
    });
    expect(
      kernel.parsePressure(`${some}full avg10=0.00 avg60=0.00 avg300=0.00 total=7`)?.full?.totalUsec,
    ).toBe(7);
    expect(kernel.parsePressure('')).toBeUndefined();
  });

  it('reads I/O of devices that have done nothing yet', () => {
    expect(kernel.parseIoStat('')).toEqual([]);
    expect(kernel.parseIoStat('8:0 \n8:16 rbytes=1 wbytes=2 rios=3 wios=4 dbytes=5 dios=6\n')).toEqual([
      { device: '8:0', readBytes: 0, writeBytes: 0, readOps: 0, writeOps: 0 },
      { device: '8:16', readBytes: 1, writeBytes: 2, readOps: 3, writeOps: 4 },
    ]);
  });

  it('reads block I/O of v1', () => {
    const text = '254:0 Read 10\n254:0 Write 20\n254:0 Sync 30\n254:0 Total 30\nTotal 30\n';
    expect([...kernel.parseBlkio(text)]).toEqual([['254:0', { read: 10, write: 20 }]]);
    expect(kernel.parseBlkio('Total 0\n').size).toBe(0);
    expect([...kernel.parseDeviceValues('8:0 1048576\nbad\n')]).toEqual([['8:0', 1048576]]);
  });

  it.each([
    ['0-1', 2],
    ['0-2,7', 4],
    ['3\n', 1],
    ['', 0],
  ])('%j are %i CPUs', (list, cpus) => expect(kernel.countCpus(list)).toBe(cpus));

  it('reads process ids', () => expect(kernel.parsePids('1\n22\n\n')).toEqual([1, 22]));
});

describe('texts of processes', () => {
  it('reads a command with spaces and parentheses', () => {
    const text = '9 (a) (b c) R 7 9 9 0 -1 0 1 0 5 0 121 275 0 0 20 0 4 0 39602 65028096 15772\n';
    expect(proc.parseProcessStat(text)).toEqual({
      command: 'a) (b c',
      state: 'R',
      ppid: 7,
      userTicks: 121,
      systemTicks: 275,
      threads: 4,
      startTicks: 39602,
    });
    expect(proc.parseProcessStat('')).toBeUndefined();
    expect(proc.parseProcessStat('9 (a) R 7')).toBeUndefined();
  });

  it('reads interfaces but the loopback', () => {
    const text =
      'Inter-|   Receive\n face |bytes\n    lo: 5 5 0 0 0 0 0 0 5 5 0 0 0 0 0 0\n  eth0:806 9 1 2 0 0 0 0 10 3 4 5 0 0 0 0\n';
    expect(proc.parseNetDev(text)).toEqual([
      {
        name: 'eth0',
        rxBytes: 806,
        rxPackets: 9,
        rxErrors: 1,
        rxDropped: 2,
        txBytes: 10,
        txPackets: 3,
        txErrors: 4,
        txDropped: 5,
      },
    ]);
  });

  it('reads id maps and fields', () => {
    expect(proc.parseIdMap('         0     100000      65536\n')).toEqual([
      { inside: 0, outside: 100000, length: 65536 },
    ]);
    const status = 'Name:\twl\nNSpid:\t4135\t1\nVmRSS:\t   63212 kB\n';
    expect(proc.readProcField(status, 'NSpid')).toBe('4135\t1');
    expect(proc.readKilobytes(status, 'VmRSS')).toBe(63212 * 1024);
    expect(proc.readKilobytes(status, 'VmSwap')).toBeUndefined();
    expect(proc.readProcNumber('read_bytes: 12\n', 'read_bytes')).toBe(12);
  });
});
