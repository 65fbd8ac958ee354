import type {
  BindingLimit,
  EffectiveLimits,
  Limit,
  LimitLevel,
  ResourceLimits,
} from '../../../common/contract/stats';
import type { CgroupFiles } from './cgroup-files';
import { countCpus } from './kernel-text';
import { type Level, readLevels } from './limit-levels';
import { type LimitSubject, setterOf } from './limit-setter';
import { readLimits } from './limits-reader';
import type { CgroupLocation } from './locate';
import { knownValue } from './measured';
import { readKilobytes } from './proc-text';

/** What the engine was asked for; tells a limit of the container from one that systemd gave its scope. */
export interface AskedLimits {
  readonly product: 'docker' | 'podman' | 'other';
  /** 0 or absent: none was asked for. */
  readonly pids?: number | undefined;
  /** True for `--cpu-quota` and `--cpu-period`, false for `--cpus`. */
  readonly cpuQuota?: boolean | undefined;
}

/** The size of the machine, where nothing else limits. */
export interface HostSize {
  readonly cpus: number | undefined;
  readonly memoryBytes: number | undefined;
  readonly swapBytes: number | undefined;
}

/**
 * The limits that really hold. A cgroup may use no more than each of its ancestors may (cgroup-v2.rst, "Top-down
 * Constraint"), so the least value on the way to the root binds. What is asked of the engine is only one of them: the
 * others are slices with CPUQuota= or MemoryMax=, pods, systemd's default for tasks, and the machine.
 */
export function readEffectiveLimits(
  files: CgroupFiles,
  location: CgroupLocation,
  asked: AskedLimits,
  known: { readonly host?: HostSize; readonly limits?: ResourceLimits } = {},
): EffectiveLimits {
  const { cpuset } = (known.limits ?? readLimits(files, location)).cpu;
  const host = known.host ?? readHostSize(files);
  return computeEffectiveLimits({ levels: readLevels(files, location), host, asked, cpuset });
}

export interface LimitInputs {
  /** From the root down. */
  readonly levels: readonly Level[];
  readonly host: HostSize;
  readonly asked: AskedLimits;
  readonly cpuset: ResourceLimits['cpu']['cpuset'];
}

export function computeEffectiveLimits({ levels, host, asked, cpuset }: LimitInputs): EffectiveLimits {
  const bind = (subject: LimitSubject, ofHost: Candidate): BindingLimit =>
    least([...candidatesOf(levels, subject, asked), ofHost]);
  return {
    levels: [hostLevel(host), ...levels.map(({ level }) => level)],
    cpuCores: least([
      ...candidatesOf(levels, 'cpu', asked),
      // Before the set: one that holds all CPUs limits nothing.
      ofHost(host.cpus, '/proc/stat'),
      ...ofCpuset(cpuset, levels, asked),
    ]),
    memoryBytes: bind('memory', ofHost(host.memoryBytes, '/proc/meminfo: MemTotal')),
    swapBytes: bind('swap', ofHost(host.swapBytes, '/proc/meminfo: SwapTotal')),
    pids: bind('pids', ofHost(undefined, '/proc/sys/kernel/pid_max')),
  };
}

type Candidate = BindingLimit;

function ofHost(value: number | undefined, from: string): Candidate {
  return { value: value ?? 'max', path: '/', role: 'host', from };
}

function hostLevel({ cpus, memoryBytes, swapBytes }: HostSize): LimitLevel {
  return {
    path: '/',
    name: '/',
    role: 'host',
    ...(cpus === undefined ? {} : { cpuCores: cpus }),
    ...(memoryBytes === undefined ? {} : { memoryBytes }),
    ...(swapBytes === undefined ? {} : { swapBytes }),
  };
}

/** The container's own first, then its ancestors upwards, then what is inside: of equal limits the first one is named. */
function candidatesOf(levels: readonly Level[], subject: LimitSubject, asked: AskedLimits): Candidate[] {
  const own = levels.filter(({ level }) => level.role === 'container');
  const above = levels.filter(({ level }) => level.role === 'ancestor' || level.role === 'pod').reverse();
  const inside = levels.filter(({ level }) => level.role === 'inside');
  return [...own, ...above, ...inside].flatMap(({ level, files }) =>
    limitsOf(level, files, subject).map(({ value, from, subject: exact }) => ({
      value,
      from,
      path: level.path,
      role: level.role,
      setBy: setterOf(exact, level, from, asked),
    })),
  );
}

function limitsOf(
  level: LimitLevel,
  files: Level['files'],
  subject: LimitSubject,
): { readonly value: Limit; readonly from: string; readonly subject: LimitSubject }[] {
  const entry = (value: Limit | undefined, from: string | undefined, exact: LimitSubject) =>
    value === undefined || from === undefined ? [] : [{ value, from, subject: exact }];
  switch (subject) {
    case 'cpu':
      return entry(level.cpuCores, files.cpu, subject);
    case 'memory':
      return [
        ...entry(level.memoryBytes, files.memory, subject),
        // Above memory.high nothing is killed, but whoever allocates is slowed down until it is below again.
        ...entry(level.memoryHighBytes, files.memoryHigh, 'memoryHigh'),
      ];
    case 'memoryHigh':
      return entry(level.memoryHighBytes, files.memoryHigh, subject);
    case 'swap':
      return entry(level.swapBytes, files.swap, subject);
    case 'pids':
      return entry(level.pids, files.pids, subject);
    case 'cpuset':
      return [];
  }
}

/** The number of CPUs it may run on is a limit of its use, too. */
function ofCpuset(cpuset: LimitInputs['cpuset'], levels: readonly Level[], asked: AskedLimits): Candidate[] {
  const own = levels.find(({ level }) => level.role === 'container')?.level;
  const cpus = countCpus(knownValue(cpuset) ?? '');
  if (!own || cpus === 0) return [];
  const from = cpuset.from ?? '';
  return [{ value: cpus, path: own.path, role: own.role, from, setBy: setterOf('cpuset', own, from, asked) }];
}

function least(candidates: readonly Candidate[]): BindingLimit {
  const rank = ({ value }: Candidate): number => (value === 'max' ? Number.POSITIVE_INFINITY : value);
  const [first, ...rest] = candidates;
  if (!first) return ofHost(undefined, '');
  const best = rest.reduce((least, candidate) => (rank(candidate) < rank(least) ? candidate : least), first);
  return best.value === 'max' ? (candidates.find(({ role }) => role === 'host') ?? best) : best;
}

/** The machine's CPUs, memory and swap. */
export function readHostSize(files: CgroupFiles): HostSize {
  const stat = files.read('/proc/stat');
  const meminfo = files.read('/proc/meminfo');
  const cpus = stat.kind === 'text' ? (stat.text.match(/^cpu\d+ /gm)?.length ?? 0) : 0;
  return {
    cpus: cpus > 0 ? cpus : undefined,
    memoryBytes: meminfo.kind === 'text' ? readKilobytes(meminfo.text, 'MemTotal') : undefined,
    swapBytes: meminfo.kind === 'text' ? readKilobytes(meminfo.text, 'SwapTotal') : undefined,
  };
}
