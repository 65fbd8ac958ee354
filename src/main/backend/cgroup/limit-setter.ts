import type { LimitLevel } from '../../../common/contract/stats';
import type { AskedLimits } from './effective-limits';

export type LimitSubject = 'cpu' | 'cpuset' | 'memory' | 'memoryHigh' | 'swap' | 'pids';

const flags: Readonly<Record<LimitSubject, string>> = {
  cpu: '--cpus',
  cpuset: '--cpuset-cpus',
  memory: '--memory',
  memoryHigh: 'memory.high',
  swap: '--memory-swap',
  pids: '--pids-limit',
};

const properties: Readonly<Record<LimitSubject, string>> = {
  cpu: 'CPUQuota=',
  cpuset: 'AllowedCPUs=',
  memory: 'MemoryMax=',
  memoryHigh: 'MemoryHigh=',
  swap: 'MemorySwapMax=',
  pids: 'TasksMax=',
};

/**
 * What one would change to change a limit: a flag of the engine's command line for a container or pod, a property of
 * systemd for its units (systemd.resource-control(5)), the file itself for any other cgroup.
 */
export function setterOf(subject: LimitSubject, level: LimitLevel, file: string, asked: AskedLimits): string {
  const command = asked.product === 'podman' ? 'podman' : 'docker';
  switch (level.role) {
    case 'container':
      // A unit that asks for nothing gets systemd's default, which no engine knows of.
      if (subject === 'pids' && level.pids !== asked.pids && isUnit(level))
        return `DefaultTasksMax= of systemd`;
      if (subject === 'cpu' && asked.cpuQuota) return `${command} run --cpu-quota`;
      return `${command} run ${flags[subject]}`;
    case 'pod':
      return `podman pod create ${flags[subject]}`;
    case 'inside':
      // crun repeats the container's limits here; whatever else is inside was written from inside.
      return level.name === 'container' ? `${command} run ${flags[subject]}` : file;
    case 'ancestor':
    case 'host':
      return isUnit(level) ? `${properties[subject]} of ${level.name}` : file;
  }
}

function isUnit({ name }: LimitLevel): boolean {
  return /\.(?:slice|scope|service)$/.test(name);
}
