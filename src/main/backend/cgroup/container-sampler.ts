import type { ContainerProfile, ContainerSample, ResourceUsage } from '../../../common/contract/stats';
import { absencesOf } from './absences';
import type { CgroupFiles } from './cgroup-files';
import { type AskedLimits, type HostSize, readEffectiveLimits } from './effective-limits';
import { readLimits } from './limits-reader';
import { type CgroupLocation, isAlive } from './locate';
import { knownValue } from './measured';
import { toSample } from './rates';
import { type Clocks, createUsageReader, type UsageReader } from './usage-reader';

export interface SampledContainer {
  readonly id: string;
  readonly location: CgroupLocation;
  readonly asked: AskedLimits;
}

/** One container while it is sampled: its open files and the readings that rates are made of. */
export class ContainerSampler {
  readonly id: string;
  readonly #container: SampledContainer;
  readonly #files: CgroupFiles;
  readonly #clocks: Clocks;
  readonly #reader: UsageReader;
  #previous: ResourceUsage | undefined;
  #previousKept: ResourceUsage | undefined;
  #newest: ContainerSample | undefined;

  constructor(files: CgroupFiles, container: SampledContainer, clocks: Clocks) {
    this.id = container.id;
    this.#container = container;
    this.#files = files;
    this.#clocks = clocks;
    this.#reader = createUsageReader(files, container.location, clocks);
  }

  /** The sample taken last, by whomever. */
  get newest(): ContainerSample | undefined {
    return this.#newest;
  }

  /** Undefined when the container has ended. Two calls at the same instant give the same sample. */
  sample(): ContainerSample | undefined {
    const usage = this.#read();
    if (!usage) return undefined;
    const elapsed = this.#previous ? usage.cpu.monotonicMs - this.#previous.cpu.monotonicMs : 1;
    if (elapsed < shortestMs && this.#newest) return this.#newest;
    const sample = toSample(this.id, this.#previous, usage);
    this.#newest = isSameIo(this.#previous, usage) ? withIoOf(this.#newest, sample) : sample;
    this.#previous = usage;
    return this.#newest;
  }

  /** The sample for the history: the average since the history's sample before, however often was sampled between. */
  sampleForHistory(): ContainerSample | undefined {
    const usage = this.#justRead() ?? this.#read();
    if (!usage) return undefined;
    const sample = toSample(this.id, this.#previousKept, usage);
    this.#previousKept = usage;
    // While nobody watches, this is also the newest that is known.
    if (!this.#previous || usage.cpu.monotonicMs - this.#previous.cpu.monotonicMs > staleMs) {
      this.#previous = usage;
      this.#newest = sample;
    }
    return sample;
  }

  /** The reading of the same sweep. */
  #justRead(): ResourceUsage | undefined {
    const age = this.#previous && this.#clocks.monotonic() - this.#previous.cpu.monotonicMs;
    return age !== undefined && age < sameSweepMs ? this.#previous : undefined;
  }

  #read(): ResourceUsage | undefined {
    const outcome = this.#reader.read();
    return outcome.kind === 'ended' ? undefined : outcome.usage;
  }

  /** What changes slowly is read with the next sample. */
  refresh(): void {
    this.#reader.refresh();
  }

  /** False when the process has ended or its pid is another's by now. Also looks again which ancestors have quotas. */
  check(): boolean {
    if (!isAlive(this.#files, this.#container.location)) return false;
    this.#reader.refreshQuotas();
    return true;
  }

  /** @param host read once for all containers */
  profile(host?: HostSize): ContainerProfile {
    const { location, asked } = this.#container;
    const limits = readLimits(this.#files, location);
    const known = host ? { host, limits } : { limits };
    const { cpuCores, memoryBytes, swapBytes, pids } = readEffectiveLimits(
      this.#files,
      location,
      asked,
      known,
    );
    const path = (location.v1.get('memory') ?? location.v1.get('cpu') ?? location.v2)?.path ?? '';
    return {
      id: this.id,
      source: { kind: 'cgroup', mode: location.mode, path },
      bounds: { cpuCores, memoryBytes, swapBytes, pids },
      limits,
      absent: this.#previous ? absencesOf(this.#previous) : {},
    };
  }

  close(): void {
    this.#reader.close();
  }
}

/** The I/O of processes is summed up every few seconds only; a sample in between has no reading of its own. */
function isSameIo(previous: ResourceUsage | undefined, current: ResourceUsage): boolean {
  const before = previous && knownValue(previous.io);
  return before !== undefined && before.monotonicMs === knownValue(current.io)?.monotonicMs;
}

/** Until the next sum, the rates of the one before hold. */
function withIoOf(before: ContainerSample | undefined, sample: ContainerSample): ContainerSample {
  if (before?.gap !== undefined || before?.readBytesPerSecond === undefined) return sample;
  const { readBytesPerSecond, writeBytesPerSecond } = before;
  return {
    ...sample,
    readBytesPerSecond,
    ...(writeBytesPerSecond === undefined ? {} : { writeBytesPerSecond }),
  };
}

/** Below this a rate would be made of the noise of the clock. */
const shortestMs = 50;
/** Two readings for one sweep would only cost. */
const sameSweepMs = 250;
/** A sample older than this was not taken for a watcher of now. */
const staleMs = 2500;
