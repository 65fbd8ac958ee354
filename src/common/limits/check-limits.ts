import type { LimitContext, LimitValues } from '../contract/limits';
import { parseCpuList } from './cpu-list';

export type LimitField = Exclude<keyof LimitValues, 'restart'> | 'restart';

/** What is wrong or noteworthy about a field. The interface has a text for each code; numbers are in the field's unit. */
export interface LimitIssue {
  readonly field: LimitField;
  readonly severity: 'error' | 'warn';
  readonly code:
    | 'cpusTooFew'
    | 'cpusBeyondHost'
    | 'memoryTooSmall'
    | 'memoryBeyondHost'
    | 'memoryBelowUseRefused'
    | 'memoryBelowUseReclaimed'
    | 'memoryBelowUseKills'
    | 'reservationAboveMemory'
    | 'swapWithoutMemory'
    | 'swapBelowMemory'
    | 'sharesRange'
    | 'blkioRange'
    | 'cpusetSyntax'
    | 'cpusetBeyondHost'
    | 'pidsBelowUse'
    | 'restartAutoRemove';
  /** The bound that was passed: host size, present use. */
  readonly bound?: number | undefined;
}

/** Docker's smallest memory limit (daemon_unix.go, linuxMinMemory). */
export const smallestMemory = 6 * 1024 * 1024;

type Check = (values: LimitValues, context: LimitContext) => LimitIssue | undefined;

const error = (field: LimitField, code: LimitIssue['code'], bound?: number): LimitIssue => ({
  field,
  code,
  bound,
  severity: 'error',
});
const warn = (field: LimitField, code: LimitIssue['code'], bound?: number): LimitIssue => ({
  field,
  code,
  bound,
  severity: 'warn',
});

/** Docker: `Range of CPUs is from 0.01 to <host>`. */
const checkCpus: Check = ({ cpus }, { hostCpus }) => {
  if (cpus === undefined) return undefined;
  if (cpus < 0.01) return error('cpus', 'cpusTooFew');
  return hostCpus !== undefined && cpus > hostCpus ? error('cpus', 'cpusBeyondHost', hostCpus) : undefined;
};

/**
 * Below the present use: v1 refuses to set what it cannot reclaim to; v2 sets it, reclaims, and when that does not do
 * kills (Documentation/admin-guide/cgroup-v2.rst, memory.max).
 */
const checkMemory: Check = ({ memoryBytes }, context) => {
  if (memoryBytes === undefined) return undefined;
  const { hostMemoryBytes, memoryBytes: used, inactiveFileBytes = 0, cgroupVersion } = context;
  if (memoryBytes < smallestMemory) return error('memoryBytes', 'memoryTooSmall', smallestMemory);
  if (hostMemoryBytes !== undefined && memoryBytes > hostMemoryBytes) {
    return warn('memoryBytes', 'memoryBeyondHost', hostMemoryBytes);
  }
  if (used === undefined || memoryBytes >= used) return undefined;
  if (memoryBytes >= used - inactiveFileBytes) return warn('memoryBytes', 'memoryBelowUseReclaimed', used);
  return cgroupVersion === '1'
    ? warn('memoryBytes', 'memoryBelowUseRefused', used)
    : warn('memoryBytes', 'memoryBelowUseKills', used);
};

/** The engine takes it while the container runs, and then refuses to start it. */
const checkReservation: Check = ({ reservationBytes, memoryBytes }) =>
  reservationBytes !== undefined && memoryBytes !== undefined && reservationBytes > memoryBytes
    ? error('reservationBytes', 'reservationAboveMemory', memoryBytes)
    : undefined;

const checkSwap: Check = ({ memorySwapBytes, memoryBytes }) => {
  if (memorySwapBytes === undefined || memorySwapBytes === -1) return undefined;
  if (memoryBytes === undefined) return error('memorySwapBytes', 'swapWithoutMemory');
  return memorySwapBytes < memoryBytes ? error('memorySwapBytes', 'swapBelowMemory', memoryBytes) : undefined;
};

/** The engine refuses less than 2, but only after the cgroup has it: never sent. */
const checkShares: Check = ({ cpuShares }) =>
  cpuShares !== undefined && (cpuShares < 2 || cpuShares > 262_144)
    ? error('cpuShares', 'sharesRange')
    : undefined;

const checkBlkio: Check = ({ blkioWeight }) =>
  blkioWeight !== undefined && (blkioWeight < 10 || blkioWeight > 1000)
    ? error('blkioWeight', 'blkioRange')
    : undefined;

const checkCpuset: Check = ({ cpuset }, { hostCpus }) => {
  if (cpuset === undefined) return undefined;
  const cpus = parseCpuList(cpuset);
  if (!cpus) return error('cpuset', 'cpusetSyntax');
  return hostCpus !== undefined && cpus.some((cpu) => cpu >= hostCpus)
    ? error('cpuset', 'cpusetBeyondHost', hostCpus - 1)
    : undefined;
};

const checkPids: Check = ({ pids }, { pids: used }) =>
  pids !== undefined && used !== undefined && pids < used ? warn('pids', 'pidsBelowUse', used) : undefined;

const checkRestart: Check = ({ restart }, { autoRemove }) =>
  autoRemove && restart.name !== 'no' ? error('restart', 'restartAutoRemove') : undefined;

const checks: readonly Check[] = [
  checkCpus,
  checkMemory,
  checkReservation,
  checkSwap,
  checkShares,
  checkBlkio,
  checkCpuset,
  checkPids,
  checkRestart,
];

/** At most one issue per rule; `error` must not be sent, `warn` says what will happen. */
export function checkLimits(values: LimitValues, context: LimitContext): LimitIssue[] {
  return checks.flatMap((check) => check(values, context) ?? []);
}
