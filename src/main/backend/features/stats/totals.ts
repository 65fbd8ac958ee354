import type { ContainerSample, StatsTotals } from '../../../../common/contract/stats';

/** What is not known counts as nothing. */
export function sumSamples(samples: readonly ContainerSample[]): StatsTotals {
  const sum = (field: keyof ContainerSample): number =>
    samples.reduce((total, sample) => total + Number(sample[field] ?? 0), 0);
  return {
    containers: samples.length,
    cpuCores: sum('cpuCores'),
    memoryBytes: sum('memoryBytes'),
    readBytesPerSecond: sum('readBytesPerSecond'),
    writeBytesPerSecond: sum('writeBytesPerSecond'),
    rxBytesPerSecond: sum('rxBytesPerSecond'),
    txBytesPerSecond: sum('txBytesPerSecond'),
    pids: sum('pids'),
  };
}
