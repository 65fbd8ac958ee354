import type {
  ContainerProfile,
  ContainerSample,
  EffectiveLimits,
  ResourceUsage,
} from '../../../common/contract/stats';
import { absencesOf } from './absences';
import type { CgroupFiles } from './cgroup-files';
import { type AskedLimits, readEffectiveLimits } from './effective-limits';
import { readLimits } from './limits-reader';
import { type CgroupLocation, isAlive } from './locate';
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
  readonly #reader: UsageReader;
  #previous: ResourceUsage | undefined;
  #previousKept: ResourceUsage | undefined;
  #newest: ContainerSample | undefined;

  constructor(files: CgroupFiles, container: SampledContainer, clocks: Clocks) {
    this.id = container.id;
    this.#container = container;
    this.#files = files;
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
    this.#newest = toSample(this.id, this.#previous, usage);
    this.#previous = usage;
    return this.#newest;
  }

  /** The sample for the history: the average since the history's sample before, however often was sampled between. */
  sampleForHistory(): ContainerSample | undefined {
    const usage = this.#read();
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

  #read(): ResourceUsage | undefined {
    const outcome = this.#reader.read();
    return outcome.kind === 'ended' ? undefined : outcome.usage;
  }

  /** False when the process has ended or its pid is another's by now. Also looks again at what seldom changes. */
  refresh(): boolean {
    if (!isAlive(this.#files, this.#container.location)) return false;
    this.#reader.refresh();
    return true;
  }

  effectiveLimits(): EffectiveLimits {
    return readEffectiveLimits(this.#files, this.#container.location, this.#container.asked);
  }

  profile(): ContainerProfile {
    const { location } = this.#container;
    const { cpuCores, memoryBytes, swapBytes, pids } = this.effectiveLimits();
    const path = (location.v1.get('memory') ?? location.v1.get('cpu') ?? location.v2)?.path ?? '';
    return {
      id: this.id,
      source: { kind: 'cgroup', mode: location.mode, path },
      bounds: { cpuCores, memoryBytes, swapBytes, pids },
      limits: readLimits(this.#files, location),
      absent: this.#previous ? absencesOf(this.#previous) : {},
    };
  }

  close(): void {
    this.#reader.close();
  }
}

/** Below this a rate would be made of the noise of the clock. */
const shortestMs = 50;
/** A sample older than this was not taken for a watcher of now. */
const staleMs = 2500;
