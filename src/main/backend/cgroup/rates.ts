import type {
  ContainerSample,
  IoDevice,
  Measured,
  NetworkInterface,
  Pressure,
  ResourceUsage,
} from '../../../common/contract/stats';
import { knownValue } from './measured';

/**
 * Two readings of one container as what is shown. Nothing is made up: a number that was not read, a rate without an
 * earlier reading or of a counter that went back is absent. Two readings at the same instant have no rates either.
 */
export function toSample(
  id: string,
  previous: ResourceUsage | undefined,
  current: ResourceUsage,
): ContainerSample {
  const intervalMs = previous ? current.cpu.monotonicMs - previous.cpu.monotonicMs : 0;
  const sample: Draft = { id, at: current.at, intervalMs: 0 };
  addMemory(sample, current.memory);
  addTotals(sample, current);
  if (!previous || intervalMs <= 0) sample.gap = 'first_reading';
  // Whatever else counts on, a reset of the CPU counter means that this is another cgroup.
  else if (isReset(previous.cpu.usageUsec, current.cpu.usageUsec)) sample.gap = 'counter_reset';
  else {
    sample.intervalMs = intervalMs;
    addCpuRates(sample, previous.cpu, current.cpu);
    addMemoryRates(sample, previous.memory, current.memory, intervalMs / 1000);
    addIoRates(sample, previous, current);
    addNetworkRates(sample, previous, current, intervalMs / 1000);
    addPressure(sample, previous.pressure, current.pressure, intervalMs);
  }
  return sample;
}

/**
 * Filled field by field, each by its name: this runs for every container every second, and an object that is filled by
 * computed keys, or laid together from others, becomes a hash table for V8 and costs many times as much.
 */
type Draft = { -readonly [Key in keyof ContainerSample]: ContainerSample[Key] };

/** What needs no earlier reading. */
function addMemory(to: Draft, memory: ResourceUsage['memory']): void {
  const { workingSetBytes, currentBytes, peakBytes, swapBytes, anonBytes, fileBytes, kernelBytes } = memory;
  const { slabBytes, shmemBytes, inactiveFileBytes, highEvents, maxEvents, oomEvents, oomKills } = memory;
  if ('value' in workingSetBytes) to.memoryBytes = workingSetBytes.value;
  if ('value' in currentBytes) to.memoryCurrentBytes = currentBytes.value;
  if ('value' in peakBytes) to.memoryPeakBytes = peakBytes.value;
  if ('value' in swapBytes) to.swapBytes = swapBytes.value;
  if ('value' in anonBytes) to.anonBytes = anonBytes.value;
  if ('value' in fileBytes) to.fileBytes = fileBytes.value;
  if ('value' in kernelBytes) to.kernelBytes = kernelBytes.value;
  if ('value' in slabBytes) to.slabBytes = slabBytes.value;
  if ('value' in shmemBytes) to.shmemBytes = shmemBytes.value;
  if ('value' in inactiveFileBytes) to.inactiveFileBytes = inactiveFileBytes.value;
  if ('value' in highEvents) to.memoryHighEvents = highEvents.value;
  if ('value' in maxEvents) to.memoryMaxEvents = maxEvents.value;
  if ('value' in oomEvents) to.oomEvents = oomEvents.value;
  if ('value' in oomKills) to.oomKills = oomKills.value;
}

function addTotals(to: Draft, { io, pids, network }: ResourceUsage): void {
  if ('value' in io) {
    to.readBytes = sum(io.value.devices, ({ readBytes }) => readBytes);
    to.writeBytes = sum(io.value.devices, ({ writeBytes }) => writeBytes);
  }
  if ('value' in network) {
    to.rxBytes = sum(network.value, ({ rxBytes }) => rxBytes);
    to.txBytes = sum(network.value, ({ txBytes }) => txBytes);
  }
  if ('value' in pids.current) to.pids = pids.current.value;
}

function addCpuRates(to: Draft, previous: ResourceUsage['cpu'], current: ResourceUsage['cpu']): void {
  const seconds = (current.monotonicMs - previous.monotonicMs) / 1000;
  const used = difference(previous.usageUsec, current.usageUsec);
  const throttled = throttledShare(previous, current);
  const stopped = stoppedUsec(previous, current);
  if (used !== undefined) to.cpuCores = used / (seconds * 1e6);
  if (throttled !== undefined) to.throttledShare = throttled;
  if (stopped !== undefined) to.stoppedMsPerSecond = stopped / 1000 / seconds;
}

/**
 * The greatest share over all cgroups on the way: the container's own counters stand still while an ancestor stops it,
 * and with crun now one, now the other of two levels counts. Without a period there was nothing to stop.
 */
function throttledShare(previous: ResourceUsage['cpu'], current: ResourceUsage['cpu']): number | undefined {
  const own = shareOf(
    difference(previous.throttledPeriods, current.throttledPeriods),
    difference(previous.periods, current.periods),
  );
  const others = pairsOf(previous, current).map(([before, after]) =>
    shareOf(after.throttledPeriods - before.throttledPeriods, after.periods - before.periods),
  );
  const shares = [own, ...others].filter((share) => share !== undefined);
  return shares.length === 0 ? undefined : Math.max(...shares);
}

function shareOf(throttled: number | undefined, periods: number | undefined): number | undefined {
  if (throttled === undefined || periods === undefined || periods < 0 || throttled < 0) return undefined;
  return periods === 0 ? 0 : Math.min(1, throttled / periods);
}

/**
 * cpu.stat.local counts the time stopped by whomever. Where it is missing, ancestors stand in with all of their time,
 * which is then an upper bound.
 */
function stoppedUsec(previous: ResourceUsage['cpu'], current: ResourceUsage['cpu']): number | undefined {
  const byAnyone = difference(previous.stoppedUsec, current.stoppedUsec);
  const bySelf = difference(previous.throttledUsec, current.throttledUsec);
  const others = pairsOf(previous, current)
    .filter(([, { inside }]) => inside || byAnyone === undefined)
    .map(([before, after]) => after.throttledUsec - before.throttledUsec);
  const times = [byAnyone ?? bySelf, ...others].filter((time) => time !== undefined && time >= 0);
  return times.length === 0 ? undefined : Math.max(...times.map(Number));
}

type Others = ResourceUsage['cpu']['others'];

function pairsOf(previous: ResourceUsage['cpu'], current: ResourceUsage['cpu']): [Others[0], Others[0]][] {
  const before = new Map(previous.others.map((other) => [other.cgroup, other]));
  return current.others.flatMap((after): [Others[0], Others[0]][] => {
    const earlier = before.get(after.cgroup);
    return earlier ? [[earlier, after]] : [];
  });
}

function addMemoryRates(
  to: Draft,
  previous: ResourceUsage['memory'],
  current: ResourceUsage['memory'],
  seconds: number,
): void {
  const faults = difference(previous.pageFaults, current.pageFaults);
  const major = difference(previous.majorFaults, current.majorFaults);
  if (faults !== undefined) to.pageFaultsPerSecond = faults / seconds;
  if (major !== undefined) to.majorFaultsPerSecond = major / seconds;
}

/** I/O has its own time: the sum over processes is made less often than the rest. */
function addIoRates(to: Draft, previous: ResourceUsage, current: ResourceUsage): void {
  const before = knownValue(previous.io);
  const after = knownValue(current.io);
  if (!before || !after || after.monotonicMs <= before.monotonicMs) return;
  const seconds = (after.monotonicMs - before.monotonicMs) / 1000;
  const grown = (field: keyof Omit<IoDevice, 'device'>): number | undefined =>
    growth(before.devices, after.devices, ({ device }) => device, field);
  const [read, written] = [grown('readBytes'), grown('writeBytes')];
  const [reads, writes] = [grown('readOps'), grown('writeOps')];
  if (read !== undefined) to.readBytesPerSecond = read / seconds;
  if (written !== undefined) to.writeBytesPerSecond = written / seconds;
  if (reads !== undefined) to.readOpsPerSecond = reads / seconds;
  if (writes !== undefined) to.writeOpsPerSecond = writes / seconds;
}

function addNetworkRates(to: Draft, previous: ResourceUsage, current: ResourceUsage, seconds: number): void {
  const before = knownValue(previous.network);
  const after = knownValue(current.network);
  if (!before || !after) return;
  const grown = (field: keyof Omit<NetworkInterface, 'name'>): number | undefined =>
    growth(before, after, ({ name }) => name, field);
  const [received, sent] = [grown('rxBytes'), grown('txBytes')];
  if (received !== undefined) to.rxBytesPerSecond = received / seconds;
  if (sent !== undefined) to.txBytesPerSecond = sent / seconds;
}

/**
 * How much a counter grew over all devices or interfaces. One that is new began at 0; one that is gone is left out; one
 * that went back makes the sum unknown, as does a field that a device does not have.
 */
function growth<Item>(
  before: readonly Item[],
  after: readonly Item[],
  nameOf: (item: Item) => string,
  field: keyof Item,
): number | undefined {
  const earlier = new Map(before.map((item) => [nameOf(item), item]));
  let total = 0;
  for (const item of after) {
    const value = item[field];
    const old = earlier.get(nameOf(item))?.[field] ?? 0;
    if (typeof value !== 'number' || typeof old !== 'number' || value < old) return undefined;
    total += value - old;
  }
  return total;
}

/** Totals of PSI are in microseconds; an average over our own interval says more than the kernel's over 10 s. */
function addPressure(
  to: Draft,
  previous: ResourceUsage['pressure'],
  current: ResourceUsage['pressure'],
  intervalMs: number,
): void {
  const share = (name: keyof ResourceUsage['pressure'], line: keyof Pressure): number | undefined => {
    const before = knownValue(previous[name])?.[line]?.totalUsec;
    const after = knownValue(current[name])?.[line]?.totalUsec;
    if (before === undefined || after === undefined || after < before) return undefined;
    return Math.min(1, (after - before) / 1000 / intervalMs);
  };
  const cpu = share('cpu', 'some');
  const [memory, memoryFull] = [share('memory', 'some'), share('memory', 'full')];
  const [io, ioFull] = [share('io', 'some'), share('io', 'full')];
  if (cpu !== undefined) to.cpuPressure = cpu;
  if (memory !== undefined) to.memoryPressure = memory;
  if (memoryFull !== undefined) to.memoryPressureFull = memoryFull;
  if (io !== undefined) to.ioPressure = io;
  if (ioFull !== undefined) to.ioPressureFull = ioFull;
}

function isReset(previous: Measured<number>, current: Measured<number>): boolean {
  return 'value' in previous && 'value' in current && current.value < previous.value;
}

/** Undefined when one is not known or the counter went back. */
function difference(previous: Measured<number>, current: Measured<number>): number | undefined {
  if (!('value' in previous) || !('value' in current) || current.value < previous.value) return undefined;
  return current.value - previous.value;
}

function sum<Item>(items: readonly Item[], amountOf: (item: Item) => number): number {
  return items.reduce((total, item) => total + amountOf(item), 0);
}
