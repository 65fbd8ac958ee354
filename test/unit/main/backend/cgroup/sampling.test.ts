import { describe, expect, it } from 'vitest';
import type { ContainerSample } from '../../../../../src/common/contract/stats';
import { ContainerSampler } from '../../../../../src/main/backend/cgroup/container-sampler';
import { HistoryRing } from '../../../../../src/main/backend/cgroup/history-ring';
import { createHostMeter } from '../../../../../src/main/backend/cgroup/host-usage';
import { locateCgroup } from '../../../../../src/main/backend/cgroup/locate';
import { containerOf, RecordedFiles, readCase } from './recorded-case';

function open(name: string) {
  const recorded = readCase(name);
  const files = new RecordedFiles(recorded);
  const { id, pid, cgroup } = containerOf(recorded);
  const located = locateCgroup({ files, pid, containerId: id });
  if (located.kind === 'not_found') throw new Error(located.reason);
  const clock = { at: 1000 };
  const sampler = new ContainerSampler(
    files,
    { id, location: located.location, asked: { product: 'docker' } },
    { wall: () => clock.at, monotonic: () => clock.at },
  );
  const stat = (usec: number, periods = 0, throttled = 0) =>
    files.set(
      `/sys/fs/cgroup${cgroup}/cpu.stat`,
      `usage_usec ${usec}\nuser_usec 0\nsystem_usec 0\nnr_periods ${periods}\nnr_throttled ${throttled}\nthrottled_usec 0\n`,
    );
  return { files, id, pid, cgroup: `/sys/fs/cgroup${cgroup}`, clock, sampler, stat };
}

describe('a sampled container', () => {
  it('has no rates at first, then those of the time between', () => {
    const { sampler, stat, clock } = open('cpu-half');
    stat(1_000_000);
    const first = sampler.sample();
    expect(first).toMatchObject({ gap: 'first_reading', intervalMs: 0, pids: 1 });
    expect(first).not.toHaveProperty('cpuCores');
    clock.at += 2000;
    stat(2_500_000, 20, 5);
    expect(sampler.sample()).toMatchObject({ intervalMs: 2000, cpuCores: 0.75 });
  });

  it('gives the same sample for two looks at the same instant', () => {
    const { sampler, stat, clock } = open('cpu-half');
    sampler.sample();
    clock.at += 1000;
    stat(9_000_000);
    const one = sampler.sample();
    stat(9_000_001);
    expect(sampler.sample()).toBe(one);
    clock.at += 10;
    expect(sampler.sample()).toBe(one);
  });

  it('shows no rate for a counter that went back, and goes on from there', () => {
    const { sampler, stat, clock } = open('cpu-half');
    stat(5_000_000);
    sampler.sample();
    clock.at += 1000;
    stat(100);
    const reset = sampler.sample();
    expect(reset).toMatchObject({ gap: 'counter_reset', intervalMs: 0 });
    expect(reset).not.toHaveProperty('cpuCores');
    clock.at += 1000;
    stat(500_100);
    expect(sampler.sample()?.cpuCores).toBeCloseTo(0.5);
  });

  it('averages for the history over its own interval, however often is looked between', () => {
    const { sampler, stat, clock } = open('cpu-half');
    stat(0);
    sampler.sample();
    sampler.sampleForHistory();
    for (const usec of [1_000_000, 1_000_000, 1_000_000, 1_000_000, 1_500_000]) {
      clock.at += 1000;
      stat(usec);
      sampler.sample();
    }
    expect(sampler.newest?.cpuCores).toBeCloseTo(0.5);
    expect(sampler.sampleForHistory()).toMatchObject({ intervalMs: 5000, cpuCores: 0.3 });
  });

  it('ends when its cgroup is gone, and when its pid is another process', () => {
    const gone = open('cpu-half');
    gone.sampler.sample();
    gone.files.removeBelow(gone.cgroup);
    expect(gone.sampler.sample()).toBeUndefined();
    const reused = open('cpu-half');
    expect(reused.sampler.check()).toBe(true);
    reused.files.set(
      `/proc/${reused.pid}/stat`,
      `${reused.pid} (other) S 1 1 1 0 -1 0 1 0 0 0 1 1 0 0 20 0 1 0 999999 1 1\n`,
    );
    expect(reused.sampler.check()).toBe(false);
  });

  it('says why something is missing, and who limits', () => {
    const whole = open('parent-slice');
    whole.sampler.sample();
    expect(whole.sampler.profile().absent).toEqual({});
    const again = open('parent-slice');
    again.files.removeBelow(`${again.cgroup}/memory.events`);
    again.files.set(`${again.cgroup}/io.pressure`, 'nonsense');
    again.sampler.sample();
    expect(again.sampler.profile()).toMatchObject({
      source: { kind: 'cgroup', mode: 'v2' },
      bounds: { memoryBytes: { value: 104857600, setBy: 'MemoryMax= of v2p.slice' } },
      absent: { ioPressure: 'unreadable', oomKills: 'not_offered' },
    });
  });
});

describe('the history', () => {
  const sample = (at: number, more: Partial<ContainerSample> = {}): ContainerSample => ({
    id: 'a',
    at,
    intervalMs: 5000,
    ...more,
  });

  it('keeps the newest, oldest first, and null for what was not known', () => {
    const ring = new HistoryRing(3);
    expect(ring.read('a').at).toEqual([]);
    for (const at of [1, 2, 3, 4])
      ring.add(sample(at, at === 3 ? {} : { cpuCores: at / 4, memoryBytes: at * 2 ** 30 }));
    const history = ring.read('a');
    expect(history.at).toEqual([2, 3, 4]);
    expect(history.cpuCores).toEqual([0.5, null, 1]);
    expect(history.memoryBytes).toEqual([2 * 2 ** 30, null, 4 * 2 ** 30]);
    expect(ring.newestAt).toBe(4);
  });
});

describe('the machine', () => {
  it('is as busy as /proc/stat says', () => {
    const files = new RecordedFiles(readCase('unlimited'));
    let now = 0;
    const meter = createHostMeter(files, () => now);
    files.set('/proc/stat', 'cpu  100 0 100 5000 7 0 10 0 0 0\ncpu0 1 1 1\ncpu1 1 1 1\n');
    expect(meter()).toMatchObject({ cpus: 2, memoryBytes: expect.any(Number) });
    now = 1000;
    files.set('/proc/stat', 'cpu  180 0 120 5050 99 0 10 50 0 0\ncpu0 1 1 1\ncpu1 1 1 1\n');
    expect(meter().cpuCores).toBe(1.5);
  });
});
