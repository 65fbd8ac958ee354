import type { Measured, Pressure, ResourceUsage } from '../../../common/contract/stats';
import type { CgroupFiles } from './cgroup-files';
import { createCpuPart } from './cpu-part';
import { createIoPart } from './io-part';
import { parsePressure, readKey } from './kernel-text';
import { type CgroupLocation, placeOf } from './locate';
import { missing } from './measured';
import { createMemoryPart } from './memory-part';
import { dirOf, type Part, PlaceFiles } from './part';
import { parseNetDev } from './proc-text';

export type UsageOutcome =
  | { readonly kind: 'usage'; readonly usage: ResourceUsage }
  /** The cgroup is gone. */
  | { readonly kind: 'ended' };

/** The use of one container, read through files that stay open. */
export interface UsageReader {
  read(): UsageOutcome;
  /** What changes slowly (peaks, hits of limits, the I/O of processes) is read again with the next `read`. */
  refresh(): void;
  /** Looks again which other cgroups have quotas. */
  refreshQuotas(): void;
  /** Must be called: an open net/dev holds the container's network namespace. */
  close(): void;
}

export interface Clocks {
  /** Milliseconds since the epoch. */
  readonly wall: () => number;
  /** Milliseconds that never go back; stands still while the machine sleeps. */
  readonly monotonic: () => number;
}

export function createUsageReader(files: CgroupFiles, location: CgroupLocation, clocks: Clocks): UsageReader {
  const cpu = createCpuPart(files, location, clocks.monotonic);
  const memory = createMemoryPart(files, location);
  const io = createIoPart(files, location, clocks.monotonic);
  const pids = createPidsPart(files, location);
  const pressure = createPressurePart(files, location);
  const network = new PlaceFiles(files, `/proc/${location.pid}/net`);
  const parts = [cpu, memory, io, pids, pressure, network];
  return {
    read: () => {
      // CPU first, next to its time.
      const usage = {
        at: clocks.wall(),
        cpu: cpu.read(),
        memory: memory.read(),
        io: io.read(),
        pids: pids.read(),
        pressure: pressure.read(),
        network: network.parse('dev', parseNetDev),
      };
      return isEnded(usage) ? { kind: 'ended' } : { kind: 'usage', usage };
    },
    refresh: () => {
      for (const part of parts) part.refresh();
    },
    refreshQuotas: () => cpu.refreshQuotas(),
    close: () => {
      for (const part of parts) part.close();
    },
  };
}

function isEnded({ cpu, memory, pids }: ResourceUsage): boolean {
  return [cpu.usageUsec, memory.currentBytes, pids.current].some(
    (value) => 'missing' in value && value.missing === 'ended',
  );
}

function createPidsPart(files: CgroupFiles, location: CgroupLocation): Part<ResourceUsage['pids']> {
  const place = placeOf(location, 'pids');
  if (!place) {
    const absent = missing('not_mounted', 'pids');
    return {
      read: () => ({ current: absent, maxEvents: absent }),
      refresh: () => undefined,
      close: () => undefined,
    };
  }
  const own = new PlaceFiles(files, dirOf(place));
  return {
    read: () => ({
      current: own.count('pids.current'),
      maxEvents: own.slowCount('pids.events', (text) => readKey(text, 'max')),
    }),
    refresh: () => own.refresh(),
    close: () => own.close(),
  };
}

/** Pressure is a matter of v2, also beside v1: the same cgroup is in both trees. */
function createPressurePart(files: CgroupFiles, { v2 }: CgroupLocation): Part<ResourceUsage['pressure']> {
  if (!v2) {
    const absent = missing('not_mounted', 'pressure');
    return {
      read: () => ({ cpu: absent, memory: absent, io: absent }),
      refresh: () => undefined,
      close: () => undefined,
    };
  }
  const own = new PlaceFiles(files, dirOf(v2));
  const read = (name: string): Measured<Pressure> => own.parse(name, parsePressure);
  return {
    read: () => ({
      cpu: read('cpu.pressure'),
      memory: read('memory.pressure'),
      io: read('io.pressure'),
    }),
    refresh: () => own.refresh(),
    close: () => own.close(),
  };
}
