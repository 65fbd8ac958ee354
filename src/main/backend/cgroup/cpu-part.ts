import type { Measured, ResourceUsage, ThrottleCounters } from '../../../common/contract/stats';
import type { CgroupFiles } from './cgroup-files';
import { parseCpuMax, parseLimit } from './kernel-text';
import { type CgroupLocation, type Place, placeOf } from './locate';
import { knownValue, mapMeasured, missing } from './measured';
import { dirOf, type Part, PlaceFiles } from './part';

type CpuUsage = ResourceUsage['cpu'];
type OwnUsage = Omit<CpuUsage, 'monotonicMs' | 'others'>;

/** @param now the monotonic clock in ms; asked right at the read of the counter. */
export function createCpuPart(
  files: CgroupFiles,
  location: CgroupLocation,
  now: () => number,
): Part<CpuUsage> & { refreshQuotas(): void } {
  const own = createOwnPart(files, location);
  const quotas = placeOf(location, 'cpu');
  let others: readonly Throttled[] = [];
  const closeOthers = (): void => {
    for (const other of others) other.files.close();
  };
  const refreshQuotas = (): void => {
    closeOthers();
    others = quotas ? findOthers(files, quotas) : [];
  };
  refreshQuotas();
  return {
    read: () => {
      const monotonicMs = now();
      return { monotonicMs, ...own.read(), others: others.flatMap(readOther) };
    },
    refresh: () => own.refresh(),
    refreshQuotas,
    close: () => {
      own.close();
      closeOthers();
    },
  };
}

function createOwnPart(files: CgroupFiles, location: CgroupLocation): Part<OwnUsage> {
  const account = location.v1.get('cpuacct');
  if (!account && location.v2) return createV2Part(files, location.v2);
  return createV1Part(files, account, location.v1.get('cpu'));
}

/** Already in microseconds. */
function createV2Part(files: CgroupFiles, place: Place): Part<OwnUsage> {
  const own = new PlaceFiles(files, dirOf(place));
  return {
    read: () => {
      const stat = own.fields('cpu.stat');
      return {
        usageUsec: stat('usage_usec'),
        userUsec: stat('user_usec'),
        systemUsec: stat('system_usec'),
        periods: stat('nr_periods'),
        throttledPeriods: stat('nr_throttled'),
        throttledUsec: stat('throttled_usec'),
        stoppedUsec: own.fields('cpu.stat.local')('throttled_usec'),
      };
    },
    refresh: () => own.refresh(),
    close: () => own.close(),
  };
}

/** In nanoseconds; accounting and bandwidth may be two hierarchies. */
function createV1Part(
  files: CgroupFiles,
  account: Place | undefined,
  bandwidth: Place | undefined,
): Part<OwnUsage> {
  const usage = account && new PlaceFiles(files, dirOf(account));
  const cpu = bandwidth && new PlaceFiles(files, dirOf(bandwidth));
  const slow = (name: string): Measured<number> => usage?.slowCount(name) ?? missing('not_mounted', name);
  return {
    read: () => {
      const usageUsec = mapMeasured(
        usage?.count('cpuacct.usage') ?? missing('not_mounted', 'cpuacct.usage'),
        toUsec,
      );
      const stat = cpu?.fields('cpu.stat') ?? (() => missing('not_mounted', 'cpu.stat'));
      return {
        usageUsec,
        userUsec: mapMeasured(slow('cpuacct.usage_user'), toUsec),
        systemUsec: mapMeasured(slow('cpuacct.usage_sys'), toUsec),
        periods: stat('nr_periods'),
        throttledPeriods: stat('nr_throttled'),
        throttledUsec: mapMeasured(stat('throttled_time'), toUsec),
        stoppedUsec: missing('not_offered', 'cpu.stat.local'),
      };
    },
    refresh: () => usage?.refresh(),
    close: () => {
      usage?.close();
      cpu?.close();
    },
  };
}

function toUsec(nanoseconds: number): number {
  return nanoseconds / 1000;
}

interface Throttled {
  readonly cgroup: string;
  readonly inside: boolean;
  readonly version: 1 | 2;
  readonly files: PlaceFiles;
}

/**
 * The other cgroups between the root and the process that have a quota: a container may be stopped by an ancestor while
 * its own counters stand still, and crun keeps the limit on two levels.
 */
function findOthers(files: CgroupFiles, place: Place): Throttled[] {
  return levelsOf(place.processPath)
    .filter((path) => path !== place.path)
    .flatMap((path) => {
      const dir = `${place.mountPoint}${path}`;
      return hasQuota(files, dir, place.version)
        ? [
            {
              cgroup: path,
              inside: path.startsWith(`${place.path}/`),
              version: place.version,
              files: new PlaceFiles(files, dir),
            },
          ]
        : [];
    });
}

/** `/a/b` as `/a`, `/a/b`: the root has no quota. */
export function levelsOf(path: string): string[] {
  const names = path.split('/').filter((name) => name !== '');
  return names.map((_name, index) => `/${names.slice(0, index + 1).join('/')}`);
}

function hasQuota(files: CgroupFiles, dir: string, version: 1 | 2): boolean {
  const file = files.read(`${dir}/${version === 2 ? 'cpu.max' : 'cpu.cfs_quota_us'}`);
  if (file.kind === 'failed') return false;
  const quota = version === 2 ? parseCpuMax(file.text)?.quotaUsec : parseLimit(file.text);
  return quota !== undefined && quota !== 'max';
}

function readOther({ cgroup, inside, version, files }: Throttled): ThrottleCounters[] {
  const stat = files.fields('cpu.stat');
  const periods = knownValue(stat('nr_periods'));
  const throttledPeriods = knownValue(stat('nr_throttled'));
  const time = knownValue(stat(version === 2 ? 'throttled_usec' : 'throttled_time'));
  if (periods === undefined || throttledPeriods === undefined || time === undefined) return [];
  const throttledUsec = version === 2 ? time : toUsec(time);
  return [{ cgroup, inside, periods, throttledPeriods, throttledUsec, from: `${files.dir}/cpu.stat` }];
}
