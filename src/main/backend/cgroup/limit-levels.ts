import type { Limit, LimitLevel } from '../../../common/contract/stats';
import type { CgroupFiles } from './cgroup-files';
import { levelsOf } from './cpu-part';
import { parseCount, parseCpuMax, parseLimit, readKey } from './kernel-text';
import { swapAlone } from './limits-reader';
import { type CgroupLocation, type Place, placeOf } from './locate';

/** A level with the file of each limit. */
export interface Level {
  readonly level: LimitLevel;
  readonly files: {
    readonly cpu?: string;
    readonly memory?: string;
    readonly memoryHigh?: string;
    readonly swap?: string;
    readonly pids?: string;
  };
}

/**
 * Every cgroup from below the root down to the container's processes. In v1 each controller is a tree of its own; the
 * levels are told apart by path, and engines use the same path in all of them.
 */
export function readLevels(files: CgroupFiles, location: CgroupLocation): Level[] {
  const places = {
    cpu: placeOf(location, 'cpu'),
    memory: placeOf(location, 'memory'),
    pids: placeOf(location, 'pids'),
  };
  const paths = new Map<string, LimitLevel['role']>();
  for (const place of Object.values(places)) {
    for (const path of place ? levelsOf(place.processPath) : []) {
      if (!paths.has(path)) paths.set(path, roleOf(path, place));
    }
  }
  return [...paths].map(([path, role]) => readLevel(files, places, path, role));
}

function roleOf(path: string, place: Place | undefined): LimitLevel['role'] {
  if (!place || path.length > place.path.length) return 'inside';
  if (path === place.path) return 'container';
  return /libpod_pod_|(?:^|\/)pod_?[0-9a-f]{12,}/.test(path) ? 'pod' : 'ancestor';
}

interface Places {
  readonly cpu: Place | undefined;
  readonly memory: Place | undefined;
  readonly pids: Place | undefined;
}

function readLevel(files: CgroupFiles, places: Places, path: string, role: LimitLevel['role']): Level {
  const cpu = readCpu(new LevelFiles(files, places.cpu, path));
  const memory = readMemory(new LevelFiles(files, places.memory, path));
  const tasks = new LevelFiles(files, places.pids, path);
  const pids = tasks.parse('pids.max', parseLimit);
  const pidsCurrent = tasks.parse('pids.current', parseCount);
  return {
    level: {
      path,
      name: path.slice(path.lastIndexOf('/') + 1),
      role,
      ...cpu.level,
      ...memory.level,
      ...(pids === undefined ? {} : { pids }),
      ...(pidsCurrent === undefined ? {} : { pidsCurrent }),
    },
    files: { ...cpu.files, ...memory.files, ...(pids === undefined ? {} : { pids: tasks.path('pids.max') }) },
  };
}

class LevelFiles {
  readonly version: 1 | 2 | undefined;
  readonly #files: CgroupFiles;
  readonly #dir: string | undefined;

  constructor(files: CgroupFiles, place: Place | undefined, path: string) {
    this.#files = files;
    this.version = place?.version;
    // A controller whose tree has no such level has nothing to say about it.
    const isOnTheWay = place && (place.processPath === path || place.processPath.startsWith(`${path}/`));
    this.#dir = isOnTheWay ? `${place.mountPoint}${path}` : undefined;
  }

  path(name: string): string {
    return `${this.#dir ?? ''}/${name}`;
  }

  parse<Value>(name: string, parse: (text: string) => Value | undefined): Value | undefined {
    if (this.#dir === undefined) return undefined;
    const file = this.#files.read(this.path(name));
    return file.kind === 'text' ? parse(file.text) : undefined;
  }
}

type Part = { readonly level: Partial<LimitLevel>; readonly files: Level['files'] };

function readCpu(files: LevelFiles): Part {
  const { quotaUsec, periodUsec } = readQuota(files);
  if (quotaUsec === undefined) return { level: {}, files: {} };
  const cpuCores = quotaUsec === 'max' || !periodUsec ? 'max' : quotaUsec / periodUsec;
  const share = files.parse('cpu.stat', (text) => {
    const periods = readKey(text, 'nr_periods');
    const throttled = readKey(text, 'nr_throttled');
    return periods && throttled !== undefined ? throttled / periods : undefined;
  });
  return {
    level: { cpuCores, ...(share === undefined ? {} : { throttledShare: share }) },
    files: { cpu: files.path(files.version === 2 ? 'cpu.max' : 'cpu.cfs_quota_us') },
  };
}

function readQuota(files: LevelFiles): { readonly quotaUsec?: Limit; readonly periodUsec?: number } {
  if (files.version === 2) return files.parse('cpu.max', parseCpuMax) ?? {};
  const quotaUsec = files.parse('cpu.cfs_quota_us', parseLimit);
  const periodUsec = files.parse('cpu.cfs_period_us', parseCount);
  return quotaUsec === undefined || periodUsec === undefined ? {} : { quotaUsec, periodUsec };
}

function readMemory(files: LevelFiles): Part {
  return files.version === 2 ? readMemoryV2(files) : readMemoryV1(files);
}

function readMemoryV2(files: LevelFiles): Part {
  const memoryBytes = files.parse('memory.max', parseLimit);
  const memoryHighBytes = files.parse('memory.high', parseLimit);
  const swapBytes = files.parse('memory.swap.max', parseLimit);
  const memoryCurrentBytes = files.parse('memory.current', parseCount);
  return {
    level: withoutAbsent({ memoryBytes, memoryHighBytes, swapBytes, memoryCurrentBytes }),
    files: {
      memory: files.path('memory.max'),
      memoryHigh: files.path('memory.high'),
      swap: files.path('memory.swap.max'),
    },
  };
}

function readMemoryV1(files: LevelFiles): Part {
  const memoryBytes = files.parse('memory.limit_in_bytes', parseLimit);
  const both = files.parse('memory.memsw.limit_in_bytes', parseLimit);
  const swapBytes = both === undefined ? undefined : swapAlone(both, memoryBytes);
  const memoryCurrentBytes = files.parse('memory.usage_in_bytes', parseCount);
  return {
    level: withoutAbsent({ memoryBytes, swapBytes, memoryCurrentBytes }),
    files: {
      memory: files.path('memory.limit_in_bytes'),
      swap: files.path('memory.memsw.limit_in_bytes'),
    },
  };
}

function withoutAbsent(
  values: {
    readonly [Key in keyof LimitLevel]?: LimitLevel[Key] | undefined;
  },
): Partial<LimitLevel> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
