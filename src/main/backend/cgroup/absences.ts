import type { ContainerSample, Measured, MissingReason, ResourceUsage } from '../../../common/contract/stats';

type Getter = (usage: ResourceUsage) => Measured<unknown>;

/** Which reading each field of a sample is made of. */
const origins: Readonly<Partial<Record<keyof ContainerSample, Getter>>> = {
  cpuCores: ({ cpu }) => cpu.usageUsec,
  throttledShare: ({ cpu }) => cpu.periods,
  stoppedMsPerSecond: ({ cpu }) => ('value' in cpu.stoppedUsec ? cpu.stoppedUsec : cpu.throttledUsec),
  memoryBytes: ({ memory }) => memory.workingSetBytes,
  memoryCurrentBytes: ({ memory }) => memory.currentBytes,
  memoryPeakBytes: ({ memory }) => memory.peakBytes,
  swapBytes: ({ memory }) => memory.swapBytes,
  anonBytes: ({ memory }) => memory.anonBytes,
  fileBytes: ({ memory }) => memory.fileBytes,
  kernelBytes: ({ memory }) => memory.kernelBytes,
  slabBytes: ({ memory }) => memory.slabBytes,
  shmemBytes: ({ memory }) => memory.shmemBytes,
  inactiveFileBytes: ({ memory }) => memory.inactiveFileBytes,
  pageFaultsPerSecond: ({ memory }) => memory.pageFaults,
  majorFaultsPerSecond: ({ memory }) => memory.majorFaults,
  memoryHighEvents: ({ memory }) => memory.highEvents,
  memoryMaxEvents: ({ memory }) => memory.maxEvents,
  oomEvents: ({ memory }) => memory.oomEvents,
  oomKills: ({ memory }) => memory.oomKills,
  readBytesPerSecond: ({ io }) => io,
  writeBytesPerSecond: ({ io }) => io,
  rxBytesPerSecond: ({ network }) => network,
  txBytesPerSecond: ({ network }) => network,
  pids: ({ pids }) => pids.current,
  cpuPressure: ({ pressure }) => pressure.cpu,
  memoryPressure: ({ pressure }) => pressure.memory,
  memoryPressureFull: ({ pressure }) => pressure.memory,
  ioPressure: ({ pressure }) => pressure.io,
  ioPressureFull: ({ pressure }) => pressure.io,
};

/** Why fields of the sample are dashes. */
export function absencesOf(usage: ResourceUsage): Record<string, MissingReason> {
  return Object.fromEntries(
    Object.entries(origins).flatMap(([field, origin]): [string, MissingReason][] => {
      const measured = origin(usage);
      return 'missing' in measured ? [[field, measured.missing]] : [];
    }),
  );
}
