import type { IoDevice, IoLimit, Limit, Pressure } from '../../../common/contract/stats';

/** Parsers of the kernel's small files. Formats: Documentation/admin-guide/cgroup-v2.rst and cgroup-v1/ of Linux. */

/** A whole non-negative number and nothing else. */
export function parseCount(text: string): number | undefined {
  const trimmed = text.trim();
  return /^\d{1,20}$/.test(trimmed) ? Number(trimmed) : undefined;
}

/** A number or `max`. Cgroup v1 writes the greatest whole number of pages or -1 for none. */
export function parseLimit(text: string): Limit | undefined {
  const trimmed = text.trim();
  if (trimmed === 'max' || trimmed === '-1') return 'max';
  const value = parseCount(trimmed);
  return value !== undefined && value >= 2 ** 62 ? 'max' : value;
}

/** The number after `key ` at the beginning of a line: memory.stat, cpu.stat, *.events. */
export function readKey(text: string, key: string): number | undefined {
  const start = text.startsWith(`${key} `) ? 0 : text.indexOf(`\n${key} `) + 1;
  if (start === 0 && !text.startsWith(`${key} `)) return undefined;
  const end = text.indexOf('\n', start);
  return parseCount(text.slice(start + key.length + 1, end === -1 ? undefined : end));
}

/** cpu.max: `50000 100000` or `max 100000`, in microseconds. */
export function parseCpuMax(
  text: string,
): { readonly quotaUsec: Limit; readonly periodUsec: number } | undefined {
  const [quota = '', period = ''] = text.trim().split(/\s+/);
  const quotaUsec = parseLimit(quota);
  const periodUsec = parseCount(period);
  return quotaUsec === undefined || !periodUsec ? undefined : { quotaUsec, periodUsec };
}

const pressureLines = /^(some|full) avg10=([\d.]+) avg60=([\d.]+) avg300=([\d.]+) total=(\d+)$/gm;

/** `some avg10=0.00 avg60=0.00 avg300=0.00 total=0`, and the same for `full`. */
export function parsePressure(text: string): Pressure | undefined {
  let some: Pressure['some'] | undefined;
  let full: Pressure['full'];
  for (const [, name, avg10, avg60, avg300, total] of text.matchAll(pressureLines)) {
    const line = {
      avg10: Number(avg10),
      avg60: Number(avg60),
      avg300: Number(avg300),
      totalUsec: Number(total),
    };
    if (name === 'some') some = line;
    else full = line;
  }
  return some && (full ? { some, full } : { some });
}

/** io.stat: `254:0 rbytes=1 wbytes=2 rios=3 wios=4 dbytes=5 dios=6` per device; a device may have no fields yet. */
export function parseIoStat(text: string): IoDevice[] {
  return linesOf(text).flatMap((line) => {
    const [device = '', ...fields] = line.split(' ');
    if (!/^\d+:\d+$/.test(device)) return [];
    const values = new Map(fields.map((field) => keyValue(field)));
    const number = (key: string): number => parseCount(values.get(key) ?? '') ?? 0;
    const readOps = number('rios');
    return [
      {
        device,
        readBytes: number('rbytes'),
        writeBytes: number('wbytes'),
        readOps,
        writeOps: number('wios'),
      },
    ];
  });
}

/** io.max: `254:0 rbps=max wbps=10485760 riops=max wiops=max`. */
export function parseIoMax(text: string): IoLimit[] {
  return linesOf(text).flatMap((line) => {
    const [device = '', ...fields] = line.split(' ');
    if (!/^\d+:\d+$/.test(device)) return [];
    const values = new Map(fields.map((field) => keyValue(field)));
    const value = (key: string): Limit => parseLimit(values.get(key) ?? 'max') ?? 'max';
    return [
      {
        device,
        readBytesPerSecond: value('rbps'),
        writeBytesPerSecond: value('wbps'),
        readOpsPerSecond: value('riops'),
        writeOpsPerSecond: value('wiops'),
      },
    ];
  });
}

/** blkio.throttle.io_service_bytes of v1: `8:0 Read 123` per device and operation, then `Total 123`. */
export function parseBlkio(
  text: string,
): ReadonlyMap<string, { readonly read: number; readonly write: number }> {
  const devices = new Map<string, { read: number; write: number }>();
  for (const line of linesOf(text)) {
    const match = /^(\d+:\d+) (Read|Write) (\d+)$/.exec(line);
    if (!match) continue;
    const [, device = '', operation, value] = match;
    const entry = devices.get(device) ?? { read: 0, write: 0 };
    if (operation === 'Read') entry.read = Number(value);
    else entry.write = Number(value);
    devices.set(device, entry);
  }
  return devices;
}

/** blkio.throttle.*_device of v1: `8:0 1048576` per device. */
export function parseDeviceValues(text: string): ReadonlyMap<string, number> {
  return new Map(
    linesOf(text).flatMap((line): [string, number][] => {
      const [device = '', value = ''] = line.split(' ');
      const number = parseCount(value);
      return /^\d+:\d+$/.test(device) && number !== undefined ? [[device, number]] : [];
    }),
  );
}

/** A list of process ids, as in cgroup.procs. A 0 is a process of another pid namespace. */
export function parsePids(text: string): number[] {
  return linesOf(text).flatMap((line) => parseCount(line) ?? []);
}

/** `0-2,7` as 4 CPUs. */
export function countCpus(list: string): number {
  return list
    .trim()
    .split(',')
    .reduce((sum, part) => {
      const match = /^(\d+)(?:-(\d+))?$/.exec(part.trim());
      return match ? sum + Number(match[2] ?? match[1]) - Number(match[1]) + 1 : sum;
    }, 0);
}

function linesOf(text: string): string[] {
  return text.split('\n').filter((line) => line !== '');
}

function keyValue(field: string): [string, string] {
  const at = field.indexOf('=');
  return at === -1 ? [field, ''] : [field.slice(0, at), field.slice(at + 1)];
}
