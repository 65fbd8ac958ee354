import type { AppMeter } from '../../../../common/contract/app';
import { delay } from '../../platform/abort';

export interface MeterSources {
  /** Of all engines: requests in the last 60 s, streams open now. */
  readonly load: () => { readonly requests: number; readonly openStreams: number };
  readonly now: () => number;
  /** Default: this process'. */
  readonly cpuUsage?: () => NodeJS.CpuUsage;
  readonly rssBytes?: () => number;
  /** Default: the monotonic clock, in milliseconds; a step of the system's clock must not bend the CPU figure. */
  readonly monotonicNow?: () => number;
}

/** CPU needs a span to be measured over; the first is short so that a page is not empty for long. In milliseconds. */
const firstSpanMs = 500;
const spanMs = 5000;

/** A sample every 5 s, the first after half a second. Nothing is measured while nobody watches. */
export async function* watchMeter(
  sources: MeterSources,
  signal: AbortSignal = new AbortController().signal,
): AsyncGenerator<AppMeter> {
  const take = createSampler(sources);
  await delay(firstSpanMs, signal);
  while (!signal.aborted) {
    yield take();
    await delay(spanMs, signal);
  }
}

/** Each call gives what was used since the call before, the first since the sampler was made. */
export function createSampler(sources: MeterSources): () => AppMeter {
  const cpuUsage = sources.cpuUsage ?? (() => process.cpuUsage());
  const rssBytes = sources.rssBytes ?? (() => process.memoryUsage.rss());
  const monotonicNow = sources.monotonicNow ?? (() => performance.now());
  let last = { at: monotonicNow(), cpu: cpuUsage() };
  return () => {
    const present = { at: monotonicNow(), cpu: cpuUsage() };
    const usedMicroseconds = present.cpu.user + present.cpu.system - last.cpu.user - last.cpu.system;
    const spanMicroseconds = Math.max(1, (present.at - last.at) * 1000);
    last = present;
    const { requests, openStreams } = sources.load();
    return {
      at: sources.now(),
      engineRequests: requests,
      openStreams,
      cpuCores: usedMicroseconds / spanMicroseconds,
      rssBytes: rssBytes(),
    };
  };
}
