import type { LimitContext, LimitValues } from '../contract/limits';

type HostSize = Pick<LimitContext, 'hostCpus' | 'hostMemoryBytes'>;

/**
 * What a change really asks of the engine: the fields that differ. `docker update` takes no limit away (0 means `as it
 * is`, and Memory -1 is refused), so what shall have none gets all that the machine has, or the kernel's default weight.
 * Memory and swap go together: the engine compares each with the other's old value. Undefined fields stay as they are.
 */
export function changedLimits(from: LimitValues, to: LimitValues, host: HostSize): Partial<LimitValues> {
  const { hostCpus, hostMemoryBytes } = host;
  const memoryChanges = from.memoryBytes !== to.memoryBytes || from.memorySwapBytes !== to.memorySwapBytes;
  const memoryBytes = to.memoryBytes ?? hostMemoryBytes;
  const changed: Partial<LimitValues> = {
    ...(from.cpus !== to.cpus && { cpus: to.cpus ?? hostCpus }),
    ...(memoryChanges && { memoryBytes, memorySwapBytes: swapFor(to, memoryBytes) }),
    ...(from.reservationBytes !== to.reservationBytes && { reservationBytes: to.reservationBytes ?? -1 }),
    ...(from.pids !== to.pids && { pids: to.pids ?? -1 }),
    ...(from.cpuShares !== to.cpuShares && { cpuShares: to.cpuShares ?? 1024 }),
    ...(from.blkioWeight !== to.blkioWeight && { blkioWeight: to.blkioWeight ?? 500 }),
    ...(from.cpuset !== to.cpuset && { cpuset: to.cpuset ?? allCpus(hostCpus) }),
    ...(isOtherRestart(from, to) && { restart: to.restart }),
  };
  return Object.fromEntries(Object.entries(changed).filter(([, value]) => value !== undefined));
}

/** Docker's own rule for a limit without a word about swap: as much swap as memory. */
function swapFor(to: LimitValues, memoryBytes: number | undefined): number | undefined {
  if (to.memorySwapBytes !== undefined) return to.memorySwapBytes;
  if (to.memoryBytes === undefined) return -1;
  return memoryBytes === undefined ? undefined : memoryBytes * 2;
}

function allCpus(count: number | undefined): string | undefined {
  if (count === undefined) return undefined;
  return count > 1 ? `0-${count - 1}` : '0';
}

function isOtherRestart({ restart: a }: LimitValues, { restart: b }: LimitValues): boolean {
  return a.name !== b.name || (b.name === 'on-failure' && a.maximumRetryCount !== b.maximumRetryCount);
}

/** The line that does the same in a terminal; undefined when nothing changes. */
export function toDockerUpdate(name: string, changed: Partial<LimitValues>): string | undefined {
  const { restart } = changed;
  const retries = restart?.name === 'on-failure' && restart.maximumRetryCount > 0;
  const flags: readonly (readonly [string, string | number | undefined])[] = [
    ['--cpus', changed.cpus],
    ['--memory', toSize(changed.memoryBytes)],
    ['--memory-reservation', toSize(changed.reservationBytes)],
    ['--memory-swap', toSize(changed.memorySwapBytes)],
    ['--pids-limit', changed.pids],
    ['--cpu-shares', changed.cpuShares],
    ['--blkio-weight', changed.blkioWeight],
    ['--cpuset-cpus', changed.cpuset],
    ['--restart', restart && `${restart.name}${retries ? `:${restart.maximumRetryCount}` : ''}`],
  ];
  const parts = flags.flatMap(([flag, value]) => (value === undefined ? [] : [`${flag} ${value}`]));
  return parts.length === 0 ? undefined : `docker update ${parts.join(' ')} ${name}`;
}

/** The largest unit in which it is a whole number. */
function toSize(bytes: number | undefined): string | undefined {
  if (bytes === undefined || bytes === -1) return bytes?.toString();
  for (const [unit, size] of [
    ['g', 2 ** 30],
    ['m', 2 ** 20],
    ['k', 2 ** 10],
  ] as const) {
    if (bytes >= size && bytes % size === 0) return `${bytes / size}${unit}`;
  }
  return `${bytes}b`;
}
