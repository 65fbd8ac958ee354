import { describe, expect, it } from 'vitest';
import type { ContainerSample, ResourceUsage } from '../../../../../src/common/contract/stats';
import { readLimits } from '../../../../../src/main/backend/cgroup/limits-reader';
import { locateCgroup } from '../../../../../src/main/backend/cgroup/locate';
import { toSample } from '../../../../../src/main/backend/cgroup/rates';
import { createUsageReader } from '../../../../../src/main/backend/cgroup/usage-reader';
import { caseNames, containerOf, type RecordedCase, RecordedFiles, readCase } from './recorded-case';

const mib = 1024 * 1024;

function open(recorded: RecordedCase, name = recorded.main) {
  const files = new RecordedFiles(recorded);
  const container = containerOf(recorded, name);
  const located = locateCgroup({ files, pid: container.pid, containerId: container.id });
  if (located.kind === 'not_found') throw new Error(located.reason);
  const clocks = { wall: () => 0, monotonic: () => files.cpuReadAt(container.cgroup) };
  return {
    files,
    container,
    location: located.location,
    reader: createUsageReader(files, located.location, clocks),
  };
}

function usageAt(recorded: RecordedCase, moments: readonly string[]): ResourceUsage[] {
  const { files, reader } = open(recorded);
  return moments.map((moment) => {
    files.moveTo(moment);
    const outcome = reader.read();
    if (outcome.kind === 'ended') throw new Error('ended');
    return outcome.usage;
  });
}

function sampleOf(name: string, from = '0', to = '2'): ContainerSample {
  const [before, after] = usageAt(readCase(name), [from, to]);
  if (!before || !after) throw new Error('no reading');
  return toSample(name, before, after);
}

/** CPUs used, as each load was made; `wl burn` takes a whole CPU where nothing stops it. */
const cores: readonly (readonly [name: string, cores: number])[] = [
  ['cgroupfs-cpu-half', 0.5],
  ['cgroupfs-parent', 0.5],
  ['cpu-half', 0.5],
  ['cpu-knobs', 0.2],
  ['nested', 0.2],
  ['parent-slice', 0.3],
  ['podman-cpu-half', 0.5],
  ['podman-pod', 0.3],
  ['rootless-cpu-half', 0.5],
  ['unlimited', 1],
  ['paused', 0],
  ['idle', 0],
  ['mem-256m', 0],
  ['cgroupfs-mem-256m', 0],
  ['podman-mem-256m', 0],
  ['rootless-mem-256m', 0],
  ['pids-50', 0],
  ['pids-hit', 0],
  ['oom-child', 0],
  ['parent-oom', 0],
  ['swap', 0],
  ['net-host-none', 0],
  ['net-shared', 0],
  ['net-shared-owner-dead', 0],
  ['ns-shared', 0],
  ['pid-host', 0],
  ['userns-remap', 0],
];

/** Share of the periods in which the container was stopped, by whomever. */
const throttled: readonly (readonly [name: string, share: number])[] = [
  ['cgroupfs-cpu-half', 1],
  ['cgroupfs-parent', 1],
  ['cpu-half', 43 / 44],
  ['cpu-1.5-two', 36 / 42],
  ['cpu-knobs', 1],
  // Its own counters say 0 of 41; the slice two levels above stops it.
  ['parent-slice', 1],
  // crun: now the scope counts, now the cgroup inside of it.
  ['podman-cpu-half', 39 / 39],
  ['rootless-cpu-half', 35 / 40],
  ['podman-pod', 1],
  ['unlimited', 0],
  ['idle', 0],
];

describe('use of recorded containers', () => {
  it.each(cores)('%s: %f CPUs', (name, expected) => {
    const { cpuCores } = sampleOf(name);
    // 2 % of the truth, and the 4 ms that one slice of bandwidth may lie on either side of a moment.
    expect(Math.abs((cpuCores ?? -1) - expected)).toBeLessThan(expected * 0.02 + 0.008);
  });

  it.each(throttled)('%s: stopped in %f of the periods', (name, expected) => {
    expect(sampleOf(name).throttledShare).toBeCloseTo(expected, 2);
  });

  it('counts the time lost to an ancestor, which the container itself does not count', () => {
    const [before, after] = usageAt(readCase('parent-slice'), ['0', '2']);
    expect(after?.cpu.throttledUsec).toMatchObject({ value: 0 });
    expect(after?.cpu.others.map(({ cgroup, inside }) => [cgroup, inside])).toEqual([['/v2p.slice', false]]);
    const { stoppedMsPerSecond = 0 } = toSample('x', before, after as ResourceUsage);
    // One busy process with 0.3 CPU waits for 0.7 s of each second.
    expect(stoppedMsPerSecond).toBeGreaterThan(620);
    expect(stoppedMsPerSecond).toBeLessThan(750);
  });

  it.each(caseNames.filter((name) => !name.endsWith('oom-dead')))('%s: memory, tasks and names', (name) => {
    const recorded = readCase(name);
    const { container, reader } = open(recorded);
    const outcome = reader.read();
    if (outcome.kind === 'ended') throw new Error('ended');
    const { memory, pids, network } = outcome.usage;
    const text = (file: string) => recorded.moments[0]?.files[file] ?? '';
    const scope = memory.currentBytes.from?.replace(/\/memory\.current$/, '') ?? '';
    expect(`${scope}/`).toContain(container.id);
    const current = Number(text(`${scope}/memory.current`));
    const inactive = Number(/^inactive_file (\d+)$/m.exec(text(`${scope}/memory.stat`))?.[1]);
    expect(current).toBeGreaterThan(100_000);
    expect(memory.currentBytes).toEqual({ value: current, from: `${scope}/memory.current` });
    expect(memory.workingSetBytes).toMatchObject({ value: current - inactive });
    expect(pids.current).toMatchObject({ value: Number(text(`${scope}/pids.current`)) });
    expect(network).toMatchObject({ from: `/proc/${container.pid}/net/dev` });
  });

  it.each([
    ['mem-256m', 200 * mib],
    ['cgroupfs-mem-256m', 200 * mib],
    ['podman-mem-256m', 200 * mib],
    ['rootless-mem-256m', 200 * mib],
    ['parent-slice', 60 * mib],
  ])('%s: holds %i bytes and none of the file it has read', (name, held) => {
    const { anonBytes = 0, memoryBytes = 0, memoryCurrentBytes = 0 } = sampleOf(name);
    expect(Math.abs(anonBytes - held)).toBeLessThan(held * 0.025);
    expect(memoryBytes).toBeLessThan(held * 1.07);
    expect(memoryCurrentBytes).toBeGreaterThan(memoryBytes + 30 * mib);
  });

  it.each([
    ['io-write', 'writeBytes', 104857600],
    ['io-direct', 'writeBytes', 104857600],
    ['io-direct-limited', 'readBytes', 524288000],
    ['io-direct-limited', 'writeBytes', 104857600],
    ['io-write-limited', 'writeBytes', 104857600],
  ] as const)('%s: %s', (name, field, bytes) => {
    const [after] = usageAt(readCase(name), ['end']);
    const value = toSample(name, undefined, after as ResourceUsage)[field] ?? 0;
    expect(Math.abs(value - bytes)).toBeLessThan(bytes * 0.02);
  });

  it('a throttled writer writes as fast as it may', () => {
    const { writeBytesPerSecond = 0 } = sampleOf('io-write-limited', '0', '1');
    expect(Math.abs(writeBytesPerSecond - 10485760)).toBeLessThan(10485760 * 0.35);
  });

  it('counts the kill of a child, and one that an ancestor was the reason for', () => {
    expect(sampleOf('oom-child')).toMatchObject({ oomKills: 1, oomEvents: 1 });
    // max and oom are counted where the limit is.
    expect(sampleOf('parent-oom')).toMatchObject({ oomKills: 1, oomEvents: 0, memoryMaxEvents: 0 });
  });

  it('takes hits of the limit for what they are: no kill', () => {
    const { memoryMaxEvents = 0, oomKills } = sampleOf('mem-256m');
    expect(memoryMaxEvents).toBeGreaterThan(0);
    expect(oomKills).toBe(0);
  });

  it.each(['oom-dead', 'cgroupfs-oom-dead'])('%s: its last counters, then that it has ended', (name) => {
    const recorded = readCase(name);
    const { files, reader, container } = open(recorded);
    files.moveTo('oom');
    const outcome = reader.read();
    expect(outcome).toMatchObject({ kind: 'usage', usage: { memory: { oomKills: { value: 1 } } } });
    files.removeBelow(`/sys/fs/cgroup${container.cgroup}`);
    expect(reader.read()).toEqual({ kind: 'ended' });
    reader.close();
    expect(files.openFiles).toBe(0);
  });

  it('reads what is swapped out', () => {
    const { swapBytes = 0, memoryCurrentBytes = 0 } = sampleOf('swap');
    expect(swapBytes + memoryCurrentBytes).toBeGreaterThan(100 * mib);
    expect(swapBytes).toBeGreaterThan(30 * mib);
  });

  it('counts the network of a shared name space for both of its containers', () => {
    const recorded = readCase('net-shared');
    for (const name of ['v-netx', 'v-nety']) {
      const outcome = open(recorded, name).reader.read();
      if (outcome.kind === 'ended') throw new Error('ended');
      const { rxBytes = 0 } = toSample(name, undefined, outcome.usage);
      expect(Math.abs(rxBytes - 10485760)).toBeLessThan(10485760 * 0.05);
    }
  });

  it('has pressure as a share of the interval', () => {
    const { cpuPressure = 0, ioPressure } = sampleOf('parent-slice');
    expect(cpuPressure).toBeGreaterThan(0.6);
    expect(cpuPressure).toBeLessThanOrEqual(1);
    expect(ioPressure).toBe(0);
  });
});

describe('limits of recorded containers', () => {
  const limitsOf = (name: string) => {
    const { files, location } = open(readCase(name));
    return readLimits(files, location);
  };

  it('reads quota, weight, CPUs and memory', () => {
    expect(limitsOf('cpu-knobs')).toMatchObject({
      cpu: {
        quotaUsec: { value: 10000 },
        periodUsec: { value: 50000 },
        // 512 of 1,024 shares: 1 + (512 - 2) * 9999 / 262142.
        weight: { value: 20 },
        cpuset: { value: '1' },
      },
      memory: {
        maxBytes: { value: 128 * mib },
        highBytes: { value: 'max' },
        lowBytes: { value: 64 * mib },
        swapMaxBytes: { value: 64 * mib },
      },
    });
  });

  it('reads limits of devices', () => {
    expect(limitsOf('io-direct-limited').io).toMatchObject({
      value: [
        {
          device: '254:0',
          readBytesPerSecond: 52428800,
          writeBytesPerSecond: 10485760,
          readOpsPerSecond: 'max',
          writeOpsPerSecond: 1000,
        },
      ],
    });
    // The command line dropped what was asked for.
    expect(limitsOf('io-write').io).toMatchObject({ value: [] });
  });

  it('tells how tasks are limited by each driver', () => {
    expect(limitsOf('idle').pidsMax).toMatchObject({ value: 3544 });
    expect(limitsOf('cgroupfs-cpu-half').pidsMax).toMatchObject({ value: 'max' });
    expect(limitsOf('podman-cpu-half').pidsMax).toMatchObject({ value: 2048 });
  });
});
