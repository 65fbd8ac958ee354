import type { IoLimit, Limit, Measured, ResourceLimits } from '../../../common/contract/stats';
import { type CgroupFiles, parseFile } from './cgroup-files';
import { parseCount, parseCpuMax, parseDeviceValues, parseIoMax, parseLimit } from './kernel-text';
import { type CgroupLocation, type Controller, type Place, placeOf } from './locate';
import { knownValue, mapMeasured, missing } from './measured';
import { dirOf } from './part';

/** What the container's own cgroup allows. Opened, read and closed: limits seldom change. */
export function readLimits(files: CgroupFiles, location: CgroupLocation): ResourceLimits {
  const at = (controller: Controller): PlaceReader => new PlaceReader(files, placeOf(location, controller));
  const blkio = location.v1.get('blkio');
  return {
    cpu: { ...readCpu(at('cpu')), cpuset: readCpuset(at('cpuset')) },
    memory: readMemory(at('memory')),
    ...(blkio ? readBlkio(new PlaceReader(files, blkio)) : readIo(at('io'))),
    pidsMax: at('pids').parse('pids.max', parseLimit),
  };
}

class PlaceReader {
  readonly version: 1 | 2 | undefined;
  readonly #files: CgroupFiles;
  readonly #place: Place | undefined;

  constructor(files: CgroupFiles, place: Place | undefined) {
    this.#files = files;
    this.#place = place;
    this.version = place?.version;
  }

  parse<Value>(name: string, parse: (text: string) => Value | undefined): Measured<Value> {
    if (!this.#place) return missing('not_mounted', name);
    const path = `${dirOf(this.#place)}/${name}`;
    return parseFile(path, this.#files.read(path), parse);
  }
}

function readCpu(place: PlaceReader): Omit<ResourceLimits['cpu'], 'cpuset'> {
  if (place.version === 2) {
    const max = place.parse('cpu.max', parseCpuMax);
    return {
      quotaUsec: mapMeasured(max, ({ quotaUsec }) => quotaUsec),
      periodUsec: mapMeasured(max, ({ periodUsec }) => periodUsec),
      weight: place.parse('cpu.weight', parseCount),
    };
  }
  return {
    quotaUsec: place.parse('cpu.cfs_quota_us', parseLimit),
    periodUsec: place.parse('cpu.cfs_period_us', parseCount),
    weight: place.parse('cpu.shares', parseCount),
  };
}

function readCpuset(place: PlaceReader): Measured<string> {
  return place.parse(place.version === 2 ? 'cpuset.cpus.effective' : 'cpuset.effective_cpus', (text) =>
    text.trim(),
  );
}

function readMemory(place: PlaceReader): ResourceLimits['memory'] {
  if (place.version === 2) {
    return {
      maxBytes: place.parse('memory.max', parseLimit),
      highBytes: place.parse('memory.high', parseLimit),
      lowBytes: place.parse('memory.low', parseLimit),
      swapMaxBytes: place.parse('memory.swap.max', parseLimit),
    };
  }
  const maxBytes = place.parse('memory.limit_in_bytes', parseLimit);
  return {
    maxBytes,
    highBytes: missing('not_offered', 'memory.high'),
    lowBytes: place.parse('memory.soft_limit_in_bytes', parseLimit),
    swapMaxBytes: mapMeasured(place.parse('memory.memsw.limit_in_bytes', parseLimit), (both) =>
      swapAlone(both, knownValue(maxBytes)),
    ),
  };
}

/** v1 limits memory and swap together, so what swap may take depends on the memory limit. */
export function swapAlone(both: Limit, memory: Limit | undefined): Limit {
  if (both === 'max' || memory === undefined || memory === 'max') return 'max';
  return Math.max(0, both - memory);
}

function readIo(place: PlaceReader): Pick<ResourceLimits, 'io' | 'ioWeight'> {
  return {
    io: place.parse('io.max', parseIoMax),
    ioWeight: place.parse('io.weight', (text) => parseCount(/^default (\d+)$/m.exec(text)?.[1] ?? '')),
  };
}

const blkioFiles = {
  readBytesPerSecond: 'blkio.throttle.read_bps_device',
  writeBytesPerSecond: 'blkio.throttle.write_bps_device',
  readOpsPerSecond: 'blkio.throttle.read_iops_device',
  writeOpsPerSecond: 'blkio.throttle.write_iops_device',
} as const;

function readBlkio(place: PlaceReader): Pick<ResourceLimits, 'io' | 'ioWeight'> {
  const limits = new Map<string, IoLimit>();
  for (const [field, name] of Object.entries(blkioFiles)) {
    const values = place.parse(name, parseDeviceValues);
    if (!('value' in values)) return { io: values, ioWeight: values };
    for (const [device, value] of values.value) {
      limits.set(device, { ...(limits.get(device) ?? unlimited(device)), [field]: value });
    }
  }
  const io = { value: [...limits.values()], from: 'blkio.throttle.*_device' };
  return { io, ioWeight: place.parse('blkio.weight', parseCount) };
}

function unlimited(device: string): IoLimit {
  return {
    device,
    readBytesPerSecond: 'max',
    writeBytesPerSecond: 'max',
    readOpsPerSecond: 'max',
    writeOpsPerSecond: 'max',
  };
}
