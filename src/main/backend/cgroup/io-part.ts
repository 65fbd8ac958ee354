import type { IoDevice, ResourceUsage } from '../../../common/contract/stats';
import type { CgroupFiles } from './cgroup-files';
import { parseBlkio, parseIoStat, parsePids } from './kernel-text';
import { type CgroupLocation, type Place, placeOf } from './locate';
import { mapMeasured, missing, present } from './measured';
import { dirOf, type Part, PlaceFiles } from './part';
import { readProcNumber } from './proc-text';

type IoUsage = ResourceUsage['io'];

/** No more processes than this are asked for their I/O. */
const maxProcesses = 256;

/**
 * v2: io.stat. v1: blkio.throttle.*_recursive, which some kernels fill only where a throttle rule is set; while it is
 * empty the sum over the processes stands in, asked at every `refresh` only.
 */
export function createIoPart(files: CgroupFiles, location: CgroupLocation, now: () => number): Part<IoUsage> {
  const v1 = location.v1.get('blkio');
  if (v1) return createV1Part(files, v1, now);
  const place = placeOf(location, 'io');
  if (!place)
    return { read: () => missing('not_mounted', 'io'), refresh: () => undefined, close: () => undefined };
  const own = new PlaceFiles(files, dirOf(place));
  return {
    read: () =>
      mapMeasured(own.parse('io.stat', parseIoStat), (devices) => ({ monotonicMs: now(), devices })),
    refresh: () => undefined,
    close: () => own.close(),
  };
}

const bytesFile = 'blkio.throttle.io_service_bytes_recursive';
const opsFile = 'blkio.throttle.io_serviced_recursive';

function createV1Part(files: CgroupFiles, place: Place, now: () => number): Part<IoUsage> {
  const own = new PlaceFiles(files, dirOf(place));
  let ofProcesses: IoUsage | undefined;
  const refresh = (): void => {
    ofProcesses = readProcesses(files, place, now);
  };
  return {
    read: () => {
      const bytes = own.parse(bytesFile, parseBlkio);
      if (!('value' in bytes)) return bytes;
      if (bytes.value.size === 0) {
        if (!ofProcesses) refresh();
        return ofProcesses ?? missing('not_counted', bytes.from);
      }
      const ops = own.parse(opsFile, parseBlkio);
      return present({ monotonicMs: now(), devices: toDevices(bytes.value, ops) }, bytes.from);
    },
    refresh,
    close: () => own.close(),
  };
}

type Blkio = ReturnType<typeof parseBlkio>;

function toDevices(bytes: Blkio, ops: { readonly value: Blkio } | { readonly missing: unknown }): IoDevice[] {
  return [...bytes].map(([device, { read, write }]) => {
    const counted = 'value' in ops ? ops.value.get(device) : undefined;
    return {
      device,
      readBytes: read,
      writeBytes: write,
      ...(counted ? { readOps: counted.read, writeOps: counted.write } : {}),
    };
  });
}

/** /proc/<pid>/io of each process (proc(5)); needs the right to trace them. Ended ones count only for their parents. */
function readProcesses(files: CgroupFiles, place: Place, now: () => number): IoUsage {
  const procs = files.read(`${dirOf(place)}/cgroup.procs`);
  const from = '/proc/<pid>/io of the processes';
  if (procs.kind === 'failed') return missing(procs.reason, from);
  const pids = parsePids(procs.text);
  if (pids.length > maxProcesses) return missing('not_counted', from);
  const device = { device: 'processes', readBytes: 0, writeBytes: 0 };
  for (const pid of pids) {
    const file = files.read(`/proc/${pid}/io`);
    if (file.kind === 'failed') {
      if (file.reason === 'permission_denied') return missing('permission_denied', from);
      continue;
    }
    device.readBytes += readProcNumber(file.text, 'read_bytes') ?? 0;
    device.writeBytes += readProcNumber(file.text, 'write_bytes') ?? 0;
  }
  return present({ monotonicMs: now(), devices: [device] }, from);
}
