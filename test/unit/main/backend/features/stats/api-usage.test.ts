import { describe, expect, it } from 'vitest';
import { absencesOf } from '../../../../../../src/main/backend/cgroup/absences';
import { toSample } from '../../../../../../src/main/backend/cgroup/rates';
import { apiStatsRecord } from '../../../../../../src/main/backend/features/stats/api-stats-record';
import { parseReadTime, toApiUsage } from '../../../../../../src/main/backend/features/stats/api-usage';
import { readCase } from '../../cgroup/recorded-case';

function usages(name: string) {
  const recorded = readCase(name);
  const product = recorded.driver.startsWith('podman') ? 'podman' : 'docker';
  return recorded.moments.flatMap(({ stats }) =>
    stats ? [toApiUsage(apiStatsRecord.parse(stats), product)] : [],
  );
}

describe('answers of the stats API', () => {
  it.each([
    ['cpu-half', 0.5],
    ['cgroupfs-cpu-half', 0.5],
    ['cpu-knobs', 0.2],
    ['parent-slice', 0.3],
    ['unlimited', 1],
    ['podman-cpu-half', 0.5],
    ['podman-pod', 0.3],
  ])('%s: %f CPUs', (name, cores) => {
    const [first, , last] = usages(name);
    if (!last) throw new Error('no answer');
    // The clock of the answer and that of the counter are read apart: more noise than with files.
    expect(Math.abs((toSample('x', first, last).cpuCores ?? 0) - cores)).toBeLessThan(cores * 0.08);
  });

  it('has the use of memory without the cache, as each product means it', () => {
    const [docker] = usages('mem-256m');
    const [podman] = usages('podman-mem-256m');
    expect(docker?.memory.workingSetBytes).toMatchObject({ value: 268279808 - 54816768 });
    expect(podman?.memory.workingSetBytes).toMatchObject({ value: 210821120 });
  });

  it('names devices in one order, whoever tells them', () => {
    const [docker] = usages('mem-256m');
    const [podman] = usages('podman-mem-256m');
    const devices = [{ device: '254:0', readBytes: expect.any(Number), writeBytes: 0 }];
    expect(docker?.io).toMatchObject({ value: { devices } });
    expect(podman?.io).toMatchObject({ value: { devices: [{ ...devices[0], readBytes: 525033472 }] } });
  });

  it('is nothing for an answer that says nothing', () => {
    expect(usages('net-shared-owner-dead')).toEqual([undefined, undefined, undefined]);
  });

  it('says what the API does not tell', () => {
    const [podman] = usages('podman-mem-256m');
    expect(podman && absencesOf(podman)).toMatchObject({
      anonBytes: 'not_in_api',
      oomKills: 'not_in_api',
      cpuPressure: 'not_in_api',
    });
    const [docker] = usages('mem-256m');
    expect(docker && absencesOf(docker)).not.toHaveProperty('anonBytes');
  });

  it('reads v1 answers by their total fields', () => {
    const usage = toApiUsage(
      apiStatsRecord.parse({
        read: '2026-11-23T06:30:26.5Z',
        memory_stats: {
          usage: 1000,
          stats: { inactive_file: 1, total_inactive_file: 400, total_rss: 300, rss: 2 },
        },
        blkio_stats: { io_service_bytes_recursive: [{ major: 8, minor: 0, op: 'Read', value: 5 }] },
      }),
      'docker',
    );
    expect(usage?.memory).toMatchObject({ workingSetBytes: { value: 600 }, anonBytes: { value: 300 } });
    expect(usage?.io).toMatchObject({ value: { devices: [{ device: '8:0', readBytes: 5 }] } });
  });

  it('keeps what is below a millisecond', () => {
    const at = Date.UTC(2026, 10, 23, 6, 30, 26);
    expect(parseReadTime('2026-11-23T06:30:26.295962461Z')).toBeCloseTo(at + 295.962461, 3);
    expect(parseReadTime('2026-11-23T07:30:26+01:00')).toBe(at);
    expect(parseReadTime('0001-01-01T00:00:00Z')).toBeUndefined();
    expect(parseReadTime('')).toBeUndefined();
  });
});
