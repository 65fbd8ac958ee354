import { FoundPositions } from './found-positions';
import type { BufferChange, LogBuffer, LogLine } from './log-buffer';

export type LineTest = (line: LogLine) => boolean;

/** The positions of the lines that are looked for, as far as they are found. */
export interface Scan {
  readonly count: number;
  readonly done: boolean;
  /** False also while it waits for an answer. */
  readonly wantsStep: boolean;
  /** Why it does not go on. */
  readonly error: unknown;
  at(index: number): number | undefined;
  /** The index of the first match at this position or behind it. */
  indexFrom(position: number): number;
  noteChange(change: BufferChange): void;
  /** Goes on until `until`, a time of `performance.now()`. */
  step(until: number): void;
}

/** Characters between two looks at the clock; each line counts as some more. */
const stride = 32 * 1024;
const lineCost = 512;

/**
 * The positions of the lines that pass a test, found in slices of time so that the page never waits for it. New lines
 * are looked at when they come.
 */
export class LineScan implements Scan {
  readonly #found = new FoundPositions();
  #next: number;
  readonly error = undefined;

  constructor(
    private readonly buffer: LogBuffer,
    private readonly test: LineTest,
  ) {
    this.#next = buffer.first;
  }

  get count(): number {
    return this.#found.count;
  }

  get done(): boolean {
    return this.#next >= this.buffer.end;
  }

  get wantsStep(): boolean {
    return !this.done;
  }

  at(index: number): number | undefined {
    return this.#found.at(index);
  }

  indexFrom(position: number): number {
    return this.#found.indexFrom(position);
  }

  noteChange({ from, prepended }: BufferChange): void {
    if (prepended) {
      this.#found.clear();
      this.#next = this.buffer.first;
    } else if (from < this.#next) {
      this.#found.cutFrom(from);
      this.#next = from;
    }
  }

  step(until: number): void {
    const { buffer } = this;
    this.#next = Math.max(this.#next, buffer.first);
    this.#found.dropBefore(buffer.first);
    for (let cost = 0; this.#next < buffer.end; this.#next += 1) {
      if (cost >= stride) {
        if (performance.now() > until) return;
        cost = 0;
      }
      const line = buffer.at(this.#next);
      if (line && this.test(line)) this.#found.push(this.#next);
      cost += lineCost + (line?.text.length ?? 0);
    }
  }
}
