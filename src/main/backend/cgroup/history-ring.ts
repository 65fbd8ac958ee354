import type { ContainerSample, StatsHistory } from '../../../common/contract/stats';

/** What is kept of a sample, in the order in which it lies in memory. */
const fields = [
  'cpuCores',
  'throttledShare',
  'memoryBytes',
  'memoryCurrentBytes',
  'anonBytes',
  'fileBytes',
  'kernelBytes',
  'swapBytes',
  'readBytesPerSecond',
  'writeBytesPerSecond',
  'rxBytesPerSecond',
  'txBytesPerSecond',
  'pids',
  'cpuPressure',
  'memoryPressure',
  'ioPressure',
  'oomKills',
] as const satisfies readonly (keyof StatsHistory & keyof ContainerSample)[];

/**
 * The newest samples of one container in memory of a fixed size: 76 bytes each. Single precision (7 digits) is more
 * than a chart shows.
 */
export class HistoryRing {
  readonly #at: Float64Array;
  readonly #values: Float32Array;
  readonly #capacity: number;
  #next = 0;
  #count = 0;

  constructor(capacity: number) {
    this.#capacity = capacity;
    this.#at = new Float64Array(capacity);
    this.#values = new Float32Array(capacity * fields.length);
  }

  /** When the newest was taken; 0 for none. */
  get newestAt(): number {
    return this.#count === 0 ? 0 : (this.#at[(this.#next + this.#capacity - 1) % this.#capacity] ?? 0);
  }

  add(sample: ContainerSample): void {
    this.#at[this.#next] = sample.at;
    fields.forEach((field, index) => {
      this.#values[this.#next * fields.length + index] = sample[field] ?? Number.NaN;
    });
    this.#next = (this.#next + 1) % this.#capacity;
    this.#count = Math.min(this.#count + 1, this.#capacity);
  }

  /** Oldest first. */
  read(id: string): StatsHistory {
    const order = Array.from(
      { length: this.#count },
      (_unused, index) => (this.#next + this.#capacity - this.#count + index) % this.#capacity,
    );
    const seriesOf = (field: number): (number | null)[] =>
      order.map((slot) => {
        const value = this.#values[slot * fields.length + field] ?? Number.NaN;
        return Number.isNaN(value) ? null : value;
      });
    const series = Object.fromEntries(fields.map((field, index) => [field, seriesOf(index)]));
    return {
      id,
      at: order.map((slot) => this.#at[slot] ?? 0),
      ...(series as Omit<StatsHistory, 'id' | 'at'>),
    };
  }
}
