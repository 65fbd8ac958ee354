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
  const levels = { id, at: current.at, ...levelsOf(current) };
  if (!previous || intervalMs <= 0) return { ...levels, intervalMs: 0, gap: 'first_reading' };
  // Whatever else counts on, a reset of the CPU counter means that this is another cgroup.
  if (isReset(previous.cpu.usageUsec, current.cpu.usageUsec)) {
    return { ...levels, intervalMs: 0, gap: 'counter_reset' };
  }
  return {
    ...levels,
    intervalMs,
    ...withoutAbsent({
      ...cpuRates(previous.cpu, current.cpu),
      ...memoryRates(previous.memory, current.memory, intervalMs),
      ...ioRates(previous, current),
      ...networkRates(previous, current, intervalMs),
      ...pressureShares(previous.pressure, current.pressure, intervalMs),
    }),
  };
}

type NumberName = Exclude<keyof ContainerSample, 'id' | 'at' | 'intervalMs' | 'gap'>;
type Numbers = { readonly [Key in NumberName]?: number | undefined };

/** What needs no earlier reading. */
function levelsOf({ memory, io, pids, network }: ResourceUsage): Numbers {
  const devices = knownValue(io)?.devices;
  const interfaces = knownValue(network);
  return withoutAbsent({
    memoryBytes: knownValue(memory.workingSetBytes),
    memoryCurrentBytes: knownValue(memory.currentBytes),
    memoryPeakBytes: knownValue(memory.peakBytes),
    swapBytes: knownValue(memory.swapBytes),
    anonBytes: knownValue(memory.anonBytes),
    fileBytes: knownValue(memory.fileBytes),
    kernelBytes: knownValue(memory.kernelBytes),
    slabBytes: knownValue(memory.slabBytes),
    shmemBytes: knownValue(memory.shmemBytes),
    inactiveFileBytes: knownValue(memory.inactiveFileBytes),
    memoryHighEvents: knownValue(memory.highEvents),
    memoryMaxEvents: knownValue(memory.maxEvents),
    oomEvents: knownValue(memory.oomEvents),
    oomKills: knownValue(memory.oomKills),
    readBytes: devices && sum(devices, ({ readBytes }) => readBytes),
    writeBytes: devices && sum(devices, ({ writeBytes }) => writeBytes),
    rxBytes: interfaces && sum(interfaces, ({ rxBytes }) => rxBytes),
    txBytes: interfaces && sum(interfaces, ({ txBytes }) => txBytes),
    pids: knownValue(pids.current),
  });
}

function cpuRates(previous: ResourceUsage['cpu'], current: ResourceUsage['cpu']): Numbers {
  const seconds = (current.monotonicMs - previous.monotonicMs) / 1000;
  const cpuCores = perSecond(difference(previous.usageUsec, current.usageUsec), seconds * 1e6);
  const stopped = stoppedUsec(previous, current);
  return {
    cpuCores,
    throttledShare: throttledShare(previous, current),
    stoppedMsPerSecond: stopped === undefined ? undefined : stopped / 1000 / seconds,
  };
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

function memoryRates(
  previous: ResourceUsage['memory'],
  current: ResourceUsage['memory'],
  intervalMs: number,
): Numbers {
  const seconds = intervalMs / 1000;
  return {
    pageFaultsPerSecond: perSecond(difference(previous.pageFaults, current.pageFaults), seconds),
    majorFaultsPerSecond: perSecond(difference(previous.majorFaults, current.majorFaults), seconds),
  };
}

/** I/O has its own time: the sum over processes is made less often than the rest. */
function ioRates(previous: ResourceUsage, current: ResourceUsage): Numbers {
  const before = knownValue(previous.io);
  const after = knownValue(current.io);
  if (!before || !after || after.monotonicMs <= before.monotonicMs) return {};
  const seconds = (after.monotonicMs - before.monotonicMs) / 1000;
  const rate = (field: keyof Omit<IoDevice, 'device'>): number | undefined =>
    perSecond(
      growth(before.devices, after.devices, ({ device }) => device, field),
      seconds,
    );
  return {
    readBytesPerSecond: rate('readBytes'),
    writeBytesPerSecond: rate('writeBytes'),
    readOpsPerSecond: rate('readOps'),
    writeOpsPerSecond: rate('writeOps'),
  };
}

function networkRates(previous: ResourceUsage, current: ResourceUsage, intervalMs: number): Numbers {
  const before = knownValue(previous.network);
  const after = knownValue(current.network);
  if (!before || !after) return {};
  const rate = (field: keyof Omit<NetworkInterface, 'name'>): number | undefined =>
    perSecond(
      growth(before, after, ({ name }) => name, field),
      intervalMs / 1000,
    );
  return { rxBytesPerSecond: rate('rxBytes'), txBytesPerSecond: rate('txBytes') };
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
function pressureShares(
  previous: ResourceUsage['pressure'],
  current: ResourceUsage['pressure'],
  intervalMs: number,
): Numbers {
  const share = (name: keyof ResourceUsage['pressure'], line: keyof Pressure): number | undefined => {
    const before = knownValue(previous[name])?.[line]?.totalUsec;
    const after = knownValue(current[name])?.[line]?.totalUsec;
    if (before === undefined || after === undefined || after < before) return undefined;
    return Math.min(1, (after - before) / 1000 / intervalMs);
  };
  return {
    cpuPressure: share('cpu', 'some'),
    memoryPressure: share('memory', 'some'),
    memoryPressureFull: share('memory', 'full'),
    ioPressure: share('io', 'some'),
    ioPressureFull: share('io', 'full'),
  };
}

function isReset(previous: Measured<number>, current: Measured<number>): boolean {
  return 'value' in previous && 'value' in current && current.value < previous.value;
}

/** Undefined when one is not known or the counter went back. */
function difference(previous: Measured<number>, current: Measured<number>): number | undefined {
  if (!('value' in previous) || !('value' in current) || current.value < previous.value) return undefined;
  return current.value - previous.value;
}

function perSecond(amount: number | undefined, seconds: number): number | undefined {
  return amount === undefined ? undefined : amount / seconds;
}

function sum<Item>(items: readonly Item[], amountOf: (item: Item) => number): number {
  return items.reduce((total, item) => total + amountOf(item), 0);
}

/** A loop: this runs for every container every second. */
function withoutAbsent(values: Numbers): Numbers {
  const known: { [Key in NumberName]?: number } = {};
  for (const key in values) {
    const value = values[key as NumberName];
    if (value !== undefined) known[key as NumberName] = value;
  }
  return known;
}
