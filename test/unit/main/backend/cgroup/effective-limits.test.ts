import { describe, expect, it } from 'vitest';
import {
  type AskedLimits,
  computeEffectiveLimits,
  readEffectiveLimits,
} from '../../../../../src/main/backend/cgroup/effective-limits';
import { locateCgroup } from '../../../../../src/main/backend/cgroup/locate';
import { caseNames, containerOf, type RecordedCase, RecordedFiles, readCase } from './recorded-case';

const mib = 1024 * 1024;

/** [value, last part of the binding cgroup's path ('/' for the machine), what sets it] */
type Expected = readonly [number | 'max', string, string?];

interface Row {
  readonly cpu: Expected;
  readonly memory: Expected;
  readonly swap: Expected;
  readonly pids: Expected;
}

const host: Omit<Row, 'memory' | 'swap'> = {
  cpu: [2, '/'],
  pids: [3544, 'container', 'DefaultTasksMax= of systemd'],
};
const noTasksMax: Partial<Row> = { pids: ['max', '/'] };
const podman: Partial<Row> = { pids: [2048, 'container', 'podman run --pids-limit'] };
const memory = (size: number, command = 'docker'): Partial<Row> => ({
  memory: [size * mib, 'container', `${command} run --memory`],
});
const noSwap: Partial<Row> = { swap: [0, 'container', 'docker run --memory-swap'] };
const cpu = (cores: number, flag = 'docker run --cpus'): Partial<Row> => ({
  cpu: [cores, 'container', flag],
});
const slice: Partial<Row> = {
  cpu: [0.3, 'v2p.slice', 'CPUQuota= of v2p.slice'],
  memory: [100 * mib, 'v2p.slice', 'MemoryMax= of v2p.slice'],
  pids: [40, 'v2p.slice', 'TasksMax= of v2p.slice'],
};

/** What is known of each recorded case; a name that is not here limits nothing but tasks. */
const known: Readonly<Record<string, Partial<Row>>> = {
  'cgroupfs-cpu-half': { ...cpu(0.5), ...noTasksMax },
  'cgroupfs-mem-256m': { ...memory(256), ...noTasksMax },
  'cgroupfs-oom-dead': { ...memory(64), ...noSwap, ...noTasksMax },
  'cgroupfs-parent': { ...cpu(0.5), ...noTasksMax },
  'cpu-1.5-two': cpu(1.5),
  'cpu-half': cpu(0.5),
  'cpu-knobs': { ...cpu(0.2, 'docker run --cpu-quota'), ...memory(128) },
  'mem-256m': memory(256),
  nested: memory(256),
  'oom-child': { ...memory(128), ...noSwap },
  'oom-dead': { ...memory(64), ...noSwap },
  'parent-oom': slice,
  'parent-slice': slice,
  'pids-50': { pids: [50, 'container', 'docker run --pids-limit'] },
  'pids-hit': { pids: [10, 'container', 'docker run --pids-limit'] },
  'podman-cpu-half': { ...cpu(0.5, 'podman run --cpus'), ...podman },
  'podman-mem-256m': { ...memory(256, 'podman'), ...podman },
  'podman-paused-share': podman,
  'podman-pod': {
    ...podman,
    cpu: [0.3, 'pod', 'podman pod create --cpus'],
    memory: [200 * mib, 'pod', 'podman pod create --memory'],
  },
  'rootless-cpu-half': { ...cpu(0.5, 'podman run --cpus'), ...podman },
  'rootless-mem-256m': { ...memory(256, 'podman'), ...podman },
  swap: { ...memory(64), swap: [64 * mib, 'container', 'docker run --memory-swap'] },
};

function askedOf({ driver, hostConfig }: RecordedCase): AskedLimits {
  const product = driver.startsWith('podman') ? 'podman' : 'docker';
  const hasCpus = Number(hostConfig.NanoCpus ?? 0) > 0;
  return {
    product,
    pids: Number(hostConfig.PidsLimit ?? 0),
    cpuQuota: !hasCpus && Number(hostConfig.CpuQuota) > 0,
  };
}

/** Each boot of the recorded machine had a few pages more or less. */
function memoryOfHost({ moments: [first] }: RecordedCase): Pick<Row, 'memory' | 'swap'> {
  const [total = 0, swap = 0] = ['MemTotal', 'SwapTotal'].map((name) => {
    const match = new RegExp(`^${name}: +(\\d+) kB$`, 'm').exec(first?.files['/proc/meminfo'] ?? '');
    return Number(match?.[1]) * 1024;
  });
  return { memory: [total, '/'], swap: [swap, '/'] };
}

function effectiveLimits(recorded: RecordedCase, files = new RecordedFiles(recorded)) {
  const { id, pid } = containerOf(recorded);
  const located = locateCgroup({ files, pid, containerId: id });
  if (located.kind === 'not_found') throw new Error(located.reason);
  return readEffectiveLimits(files, located.location, askedOf(recorded));
}

describe('effective limits', () => {
  it('has all 35 recorded cases', () => {
    expect(caseNames).toHaveLength(35);
    expect(Object.keys(known).filter((name) => !caseNames.includes(name))).toEqual([]);
  });

  it.each(caseNames)('%s', (name) => {
    const recorded = readCase(name);
    const { id } = containerOf(recorded);
    const limits = effectiveLimits(recorded);
    const nameOf = (path: string): string => {
      const last = path === '/' ? '/' : path.slice(path.lastIndexOf('/') + 1);
      return last.includes(id) ? 'container' : last.includes('libpod_pod_') ? 'pod' : last;
    };
    const row = ({ value, path, setBy }: typeof limits.pids): Expected =>
      setBy === undefined ? [value, nameOf(path)] : [value, nameOf(path), setBy];
    expect({
      cpu: row(limits.cpuCores),
      memory: row(limits.memoryBytes),
      swap: row(limits.swapBytes),
      pids: row(limits.pids),
    }).toEqual({ ...host, ...memoryOfHost(recorded), ...known[name] });
  });

  it('names the file that holds the limit', () => {
    const { cpuCores, memoryBytes, pids } = effectiveLimits(readCase('parent-slice'));
    expect(cpuCores.from).toBe('/sys/fs/cgroup/v2p.slice/cpu.max');
    expect(memoryBytes.from).toBe('/sys/fs/cgroup/v2p.slice/memory.max');
    expect(pids.from).toBe('/sys/fs/cgroup/v2p.slice/pids.max');
  });

  it('shows every level on the way, with how often it was stopped', () => {
    const { levels } = effectiveLimits(readCase('parent-slice'));
    expect(levels.map(({ name, role }) => [name.slice(0, 16), role])).toEqual([
      ['/', 'host'],
      ['v2p.slice', 'ancestor'],
      ['v2p-inner.slice', 'ancestor'],
      ['docker-b5c89cb53', 'container'],
    ]);
    expect(levels[1]).toMatchObject({ cpuCores: 0.3, memoryBytes: 100 * mib, pids: 40 });
    expect(levels[1]?.throttledShare).toBeCloseTo(129 / 137);
    expect(levels[3]).toMatchObject({ cpuCores: 1, memoryBytes: 256 * mib, pids: 100, throttledShare: 0 });
  });

  it('takes memory.high, and one CPU of a cpuset, for limits', () => {
    const recorded = readCase('cpu-knobs');
    const files = new RecordedFiles(recorded);
    const own = `/sys/fs/cgroup${containerOf(recorded).cgroup}`;
    files.set(`${own}/cpu.max`, 'max 100000\n');
    files.set(`${own}/memory.high`, `${64 * mib}\n`);
    const { cpuCores, memoryBytes } = effectiveLimits(recorded, files);
    expect(cpuCores).toMatchObject({
      value: 1,
      setBy: 'docker run --cpuset-cpus',
      from: `${own}/cpuset.cpus.effective`,
    });
    expect(memoryBytes).toMatchObject({ value: 64 * mib, from: `${own}/memory.high` });
  });

  it('says that nothing limits when not even the machine is known', () => {
    const nothing = computeEffectiveLimits({
      levels: [],
      host: { cpus: undefined, memoryBytes: undefined, swapBytes: undefined },
      asked: { product: 'docker' },
      cpuset: { missing: 'not_offered' },
    });
    expect(nothing.cpuCores).toEqual({ value: 'max', path: '/', role: 'host', from: '/proc/stat' });
  });
});
