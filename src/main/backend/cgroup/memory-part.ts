import type { Measured, ResourceUsage } from '../../../common/contract/stats';
import type { CgroupFiles } from './cgroup-files';
import { type CgroupLocation, type Place, placeOf } from './locate';
import { missing } from './measured';
import { dirOf, type Part, PlaceFiles } from './part';

type MemoryUsage = ResourceUsage['memory'];

export function createMemoryPart(files: CgroupFiles, location: CgroupLocation): Part<MemoryUsage> {
  const place = placeOf(location, 'memory');
  if (!place) return { read: () => nothing, refresh: () => undefined, close: () => undefined };
  return place.version === 2 ? createV2Part(files, place) : createV1Part(files, place);
}

function createV2Part(files: CgroupFiles, place: Place): Part<MemoryUsage> {
  const own = new PlaceFiles(files, dirOf(place));
  return {
    read: () => {
      const currentBytes = own.count('memory.current');
      const stat = own.fields('memory.stat');
      const events = own.fields('memory.events');
      const inactiveFileBytes = stat('inactive_file');
      return {
        currentBytes,
        workingSetBytes: workingSet(currentBytes, inactiveFileBytes),
        peakBytes: own.slowCount('memory.peak'),
        swapBytes: own.count('memory.swap.current'),
        anonBytes: stat('anon'),
        fileBytes: stat('file'),
        kernelBytes: stat('kernel'),
        slabBytes: stat('slab'),
        shmemBytes: stat('shmem'),
        inactiveFileBytes,
        pageFaults: stat('pgfault'),
        majorFaults: stat('pgmajfault'),
        highEvents: events('high'),
        maxEvents: events('max'),
        oomEvents: events('oom'),
        oomKills: events('oom_kill'),
      };
    },
    refresh: () => own.refresh(),
    close: () => own.close(),
  };
}

/** The total_ fields of memory.stat count the cgroups inside, too; v1 has no slab there and no events but oom_kill. */
function createV1Part(files: CgroupFiles, place: Place): Part<MemoryUsage> {
  const own = new PlaceFiles(files, dirOf(place));
  return {
    read: () => {
      const currentBytes = own.count('memory.usage_in_bytes');
      const stat = own.fields('memory.stat');
      const inactiveFileBytes = stat('total_inactive_file');
      return {
        currentBytes,
        workingSetBytes: workingSet(currentBytes, inactiveFileBytes),
        peakBytes: own.slowCount('memory.max_usage_in_bytes'),
        swapBytes: stat('total_swap'),
        anonBytes: stat('total_rss'),
        fileBytes: stat('total_cache'),
        kernelBytes: own.slowCount('memory.kmem.usage_in_bytes'),
        slabBytes: missing('not_offered', 'memory.stat'),
        shmemBytes: stat('total_shmem'),
        inactiveFileBytes,
        pageFaults: stat('total_pgfault'),
        majorFaults: stat('total_pgmajfault'),
        highEvents: missing('not_offered', 'memory.events'),
        maxEvents: own.slowCount('memory.failcnt'),
        oomEvents: missing('not_offered', 'memory.events'),
        oomKills: own.fields('memory.oom_control')('oom_kill'),
      };
    },
    refresh: () => own.refresh(),
    close: () => own.close(),
  };
}

/**
 * Memory that would not go by itself: all but the page cache nobody has used twice. The rule of the docker command line
 * (cli/command/container/stats_helpers.go): nothing is taken off when the cache is not smaller than the whole.
 */
export function workingSet(current: Measured<number>, inactiveFile: Measured<number>): Measured<number> {
  if (!('value' in current)) return current;
  if (!('value' in inactiveFile)) return inactiveFile;
  const cache = inactiveFile.value < current.value ? inactiveFile.value : 0;
  return { value: current.value - cache, from: `${current.from} - ${inactiveFile.from}` };
}

const absent = missing('not_mounted', 'memory');

const nothing: MemoryUsage = {
  currentBytes: absent,
  workingSetBytes: absent,
  peakBytes: absent,
  swapBytes: absent,
  anonBytes: absent,
  fileBytes: absent,
  kernelBytes: absent,
  slabBytes: absent,
  shmemBytes: absent,
  inactiveFileBytes: absent,
  pageFaults: absent,
  majorFaults: absent,
  highEvents: absent,
  maxEvents: absent,
  oomEvents: absent,
  oomKills: absent,
};
