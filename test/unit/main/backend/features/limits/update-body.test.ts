import { describe, expect, it } from 'vitest';
import type { LimitValues } from '../../../../../../src/common/contract/limits';
import { toUpdateBody, toWholeBody } from '../../../../../../src/main/backend/features/limits/update-body';

const restart = { name: 'on-failure', maximumRetryCount: 3 } as const;
const all: LimitValues = { cpus: 0.25, memoryBytes: 2 ** 28, memorySwapBytes: 2 ** 29, restart };

describe('toUpdateBody', () => {
  it('names what changed, in whole nanocpus', () => {
    expect(toUpdateBody({ cpus: 0.333 }, false)).toEqual({ NanoCpus: 333_000_000 });
    expect(toUpdateBody({ cpus: 0.25 }, true)).toEqual({ CpuPeriod: 100_000, CpuQuota: 25_000 });
    expect(toUpdateBody({ pids: 7, restart: { name: 'always', maximumRetryCount: 9 } }, false)).toEqual({
      PidsLimit: 7,
      RestartPolicy: { Name: 'always', MaximumRetryCount: 0 },
    });
  });
});

describe('toWholeBody', () => {
  const RestartPolicy = { Name: 'on-failure', MaximumRetryCount: 3 };

  it('sets a quota, and keeps the restart policy by sending it', () => {
    expect(toWholeBody({ cpus: 0.25 }, all)).toEqual({
      ...{ CpuPeriod: 100_000, CpuQuota: 25_000 },
      RestartPolicy,
    });
  });

  it('sends both limits of memory', () => {
    expect(toWholeBody({ memoryBytes: 2 ** 28 }, all)).toEqual({
      ...{ Memory: 2 ** 28, MemorySwap: 2 ** 29 },
      RestartPolicy,
    });
  });
});
