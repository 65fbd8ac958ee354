import { describe, expect, it } from 'vitest';
import type { LimitValues } from '../../../../src/common/contract/limits';
import type { StatsHistory } from '../../../../src/common/contract/stats';
import { adviseLimits } from '../../../../src/common/limits/advise-limits';
import { checkLimits } from '../../../../src/common/limits/check-limits';
import { parseCpuList } from '../../../../src/common/limits/cpu-list';
import { changedLimits, toDockerUpdate } from '../../../../src/common/limits/docker-update';

const mib = 1024 * 1024;
const none: LimitValues = { restart: { name: 'no', maximumRetryCount: 0 } };
const host = { hostCpus: 2, hostMemoryBytes: 4096 * mib };
const context = { ...host, running: true, autoRemove: false };
const codes = (values: Partial<LimitValues>, more: object = {}) =>
  checkLimits({ ...none, ...values }, { ...context, ...more }).map(({ code }) => code);

describe('checkLimits', () => {
  it('takes what is sound', () => {
    expect(codes({ cpus: 2, memoryBytes: 64 * mib, memorySwapBytes: -1, cpuset: '0-1', pids: 50 })).toEqual(
      [],
    );
  });
  it('refuses what the engine refuses, or would refuse at the next start', () => {
    expect(codes({ cpus: 3 })).toEqual(['cpusBeyondHost']);
    expect(codes({ memoryBytes: mib })).toEqual(['memoryTooSmall']);
    expect(codes({ memoryBytes: 64 * mib, reservationBytes: 65 * mib })).toEqual(['reservationAboveMemory']);
    expect(codes({ memorySwapBytes: 64 * mib })).toEqual(['swapWithoutMemory']);
    expect(codes({ memoryBytes: 64 * mib, memorySwapBytes: 32 * mib })).toEqual(['swapBelowMemory']);
    expect(codes({ cpuShares: 1, blkioWeight: 5 })).toEqual(['sharesRange', 'blkioRange']);
    expect(codes({ cpuset: '0-9' })).toEqual(['cpusetBeyondHost']);
    expect(codes({ restart: { name: 'always', maximumRetryCount: 0 } }, { autoRemove: true })).toEqual([
      'restartAutoRemove',
    ]);
  });
  it('says what a memory limit below the present use will do', () => {
    const use = { memoryBytes: 100 * mib, inactiveFileBytes: 40 * mib };
    expect(codes({ memoryBytes: 70 * mib }, use)).toEqual(['memoryBelowUseReclaimed']);
    expect(codes({ memoryBytes: 50 * mib }, { ...use, cgroupVersion: '1' })).toEqual([
      'memoryBelowUseRefused',
    ]);
    expect(codes({ memoryBytes: 50 * mib }, { ...use, cgroupVersion: '2' })).toEqual(['memoryBelowUseKills']);
  });
});

describe('parseCpuList', () => {
  it.each([
    ['0-2,5', [0, 1, 2, 5]],
    ['3', [3]],
    ['2-1', undefined],
    ['0-9999', undefined],
    ['', undefined],
    ['0;rm', undefined],
  ])('%s', (text, cpus) => expect(parseCpuList(text)).toEqual(cpus));
});

describe('changedLimits', () => {
  it('sends memory and swap together, and nothing that stays', () => {
    const from = { ...none, cpus: 1, memoryBytes: 64 * mib, memorySwapBytes: 128 * mib };
    expect(changedLimits(from, from, host)).toEqual({});
    expect(changedLimits(from, { ...from, memoryBytes: 96 * mib }, host)).toEqual({
      memoryBytes: 96 * mib,
      memorySwapBytes: 128 * mib,
    });
  });
  it('raises to what the machine has where a limit cannot be taken away', () => {
    const from = { ...none, cpus: 1, memoryBytes: 64 * mib, pids: 5, cpuset: '0' };
    expect(changedLimits(from, none, host)).toEqual({
      cpus: 2,
      memoryBytes: 4096 * mib,
      memorySwapBytes: -1,
      pids: -1,
      cpuset: '0-1',
    });
  });
  it('writes the command', () => {
    const restart = { name: 'on-failure' as const, maximumRetryCount: 3 };
    expect(toDockerUpdate('web', { cpus: 0.5, memoryBytes: 512 * mib, memorySwapBytes: -1, restart })).toBe(
      'docker update --cpus 0.5 --memory 512m --memory-swap -1 --restart on-failure:3 web',
    );
    expect(toDockerUpdate('web', {})).toBeUndefined();
  });
});

describe('adviseLimits', () => {
  const history = (values: Partial<StatsHistory>): StatsHistory => {
    const at = Array.from({ length: 20 }, (_, index) => index * 5000);
    const empty = at.map(() => null);
    return {
      id: 'a',
      at,
      cpuCores: empty,
      throttledShare: empty,
      memoryBytes: empty,
      memoryCurrentBytes: empty,
      anonBytes: empty,
      fileBytes: empty,
      kernelBytes: empty,
      swapBytes: empty,
      readBytesPerSecond: empty,
      writeBytesPerSecond: empty,
      rxBytesPerSecond: empty,
      txBytesPerSecond: empty,
      pids: empty,
      cpuPressure: empty,
      memoryPressure: empty,
      ioPressure: empty,
      oomKills: empty,
      ...values,
    };
  };
  it('takes p95 and a fifth for CPU, the peak and a quarter for memory', () => {
    const cpuCores = Array.from({ length: 20 }, (_, index) => (index === 7 ? 2 : 0.5));
    const memoryBytes = Array.from({ length: 20 }, () => 100 * mib);
    const advice = adviseLimits(history({ cpuCores, memoryBytes }), none);
    expect(advice?.items).toMatchObject([
      { field: 'cpus', proposed: 0.6, p95: 0.5, peak: 2, overShare: 0.05, because: 'use' },
      { field: 'memoryBytes', proposed: 128 * mib, peak: 100 * mib, overShare: 0 },
    ]);
  });
  it('does not believe a use that was held back', () => {
    const cpuCores = Array.from({ length: 20 }, () => 0.5);
    const throttledShare = Array.from({ length: 20 }, () => 0.6);
    const advice = adviseLimits(history({ cpuCores, throttledShare }), { ...none, cpus: 0.5 });
    expect(advice?.items[0]).toMatchObject({ proposed: 0.75, because: 'throttled' });
  });
  it('says nothing of less than a minute', () => {
    expect(adviseLimits({ ...history({}), at: [1, 2] }, none)).toBeUndefined();
  });
});
