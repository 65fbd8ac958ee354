import type { BufferChange, LogBuffer, LogLine } from './log-buffer';

export type LineTest = (line: LogLine, position: number) => boolean;

/** Between two looks at the clock. */
const stride = 64;

/**
 * The positions of the lines that pass a test, found in slices of time so that the page never waits for it. New lines
 * are looked at when they come.
 */
export class LineScan {
  #found: number[] = [];
  /** Before this index, what was found has been dropped by the buffer. */
  #start = 0;
  #next: number;
  error: unknown;

  constructor(
    private readonly buffer: LogBuffer,
    private readonly test: LineTest,
  ) {
    this.#next = buffer.first;
  }

  get count(): number {
    return this.#found.length - this.#start;
  }

  get done(): boolean {
    return this.error !== undefined || this.#next >= this.buffer.end;
  }

  at(index: number): number | undefined {
    return this.#found[this.#start + index];
  }

  /** The index of the first match at this position or behind it. */
  indexFrom(position: number): number {
    let low = this.#start;
    let high = this.#found.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#found[middle] ?? 0) < position) low = middle + 1;
      else high = middle;
    }
    return low - this.#start;
  }

  noteChange({ from, prepended }: BufferChange): void {
    if (prepended) {
      this.#found = [];
      this.#start = 0;
      this.#next = this.buffer.first;
      return;
    }
    if (from < this.#next) {
      this.#found.length = this.#start + this.indexFrom(from);
      this.#next = from;
    }
  }

  /** Goes on until `until`, a time of `performance.now()`. */
  step(until: number): void {
    const { buffer } = this;
    this.#next = Math.max(this.#next, buffer.first);
    while ((this.#found[this.#start] ?? buffer.first) < buffer.first) this.#start += 1;
    if (this.#start > 50_000) {
      this.#found = this.#found.slice(this.#start);
      this.#start = 0;
    }
    try {
      for (let count = 0; this.#next < buffer.end; this.#next += 1) {
        const line = buffer.at(this.#next);
        if (line && this.test(line, this.#next)) this.#found.push(this.#next);
        count += 1;
        if (count % stride === 0 && performance.now() > until) return;
      }
    } catch (error) {
      this.error = error;
    }
  }
}
