import type { HostSample } from '../../../common/contract/stats';
import type { CgroupFiles } from './cgroup-files';
import { readKilobytes } from './proc-text';

/** Jiffies of /proc/stat: 1/100 s. */
const tickMs = 10;

/** The use of the whole machine since the call before. */
export function createHostMeter(files: CgroupFiles, monotonic: () => number): () => HostSample {
  let previous: { readonly busyMs: number; readonly monotonicMs: number } | undefined;
  return () => {
    const stat = files.read('/proc/stat');
    const meminfo = files.read('/proc/meminfo');
    const busyMs = stat.kind === 'text' ? parseBusyMs(stat.text) : undefined;
    const monotonicMs = monotonic();
    const cpuCores = previous && busyMs !== undefined ? rate(previous, busyMs, monotonicMs) : undefined;
    previous = busyMs === undefined ? undefined : { busyMs, monotonicMs };
    const cpus = stat.kind === 'text' ? stat.text.match(/^cpu\d+ /gm)?.length : undefined;
    const memory = (name: string): number | undefined =>
      meminfo.kind === 'text' ? readKilobytes(meminfo.text, name) : undefined;
    return withoutAbsent({
      cpus,
      cpuCores,
      memoryBytes: memory('MemTotal'),
      memoryAvailableBytes: memory('MemAvailable'),
      swapBytes: memory('SwapTotal'),
      swapFreeBytes: memory('SwapFree'),
    });
  };
}

function rate(
  previous: { readonly busyMs: number; readonly monotonicMs: number },
  busyMs: number,
  monotonicMs: number,
): number | undefined {
  const elapsed = monotonicMs - previous.monotonicMs;
  return elapsed > 0 && busyMs >= previous.busyMs ? (busyMs - previous.busyMs) / elapsed : undefined;
}

/** All but idle and iowait; guest time is in user time already (proc_stat(5)). */
function parseBusyMs(text: string): number | undefined {
  const match = /^cpu +([\d ]+)$/m.exec(text);
  if (!match) return undefined;
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0, steal = 0] = (match[1] ?? '')
    .trim()
    .split(/ +/)
    .map(Number);
  return (user + nice + system + irq + softirq + steal) * tickMs;
}

function withoutAbsent(values: { readonly [Key in keyof HostSample]: number | undefined }): HostSample {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}
