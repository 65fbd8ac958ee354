import type { ExpressionClient } from './expression-client';
import { FoundPositions } from './found-positions';
import type { LineTest, Scan } from './line-scan';
import type { BufferChange, LogBuffer } from './log-buffer';

/** What one question holds at most; it is copied on the page's thread. */
const batchLines = 4000;
const batchCharacters = 512 * 1024;

interface Batch {
  readonly texts: string[];
  readonly positions: number[];
  /** The position behind the last line that was looked at for it. */
  to: number;
}

/** The positions of the lines that match an expression, found by a worker, a batch at a time. */
export class ExpressionScan implements Scan {
  readonly #found = new FoundPositions();
  /** All before it is decided. */
  #next: number;
  #isAsking = false;
  /** An answer that is on its way holds for lines before this position. */
  #validTo = 0;
  error: unknown;

  /**
   * @param isCandidate lines that it does not hold for are not asked about
   * @param onAnswer when there is more to find or to do
   */
  constructor(
    private readonly buffer: LogBuffer,
    private readonly client: Pick<ExpressionClient, 'test'>,
    private readonly isCandidate: LineTest | undefined,
    private readonly onAnswer: () => void,
  ) {
    this.#next = buffer.first;
  }

  get count(): number {
    return this.#found.count;
  }

  get done(): boolean {
    return this.error !== undefined || (!this.#isAsking && this.#next >= this.buffer.end);
  }

  get wantsStep(): boolean {
    return !this.#isAsking && !this.done;
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
      this.#validTo = Number.NEGATIVE_INFINITY;
      return;
    }
    this.#validTo = Math.min(this.#validTo, from);
    if (from < this.#next) {
      this.#found.cutFrom(from);
      this.#next = from;
    }
  }

  step(until: number): void {
    const { buffer } = this;
    this.#next = Math.max(this.#next, buffer.first);
    this.#found.dropBefore(buffer.first);
    if (this.#isAsking || this.error !== undefined) return;
    const batch = this.#collect(until);
    if (batch.texts.length === 0) this.#next = batch.to;
    else void this.#ask(batch);
  }

  #collect(until: number): Batch {
    const { buffer } = this;
    const batch: Batch = { texts: [], positions: [], to: this.#next };
    let characters = 0;
    for (let looked = 1; batch.to < buffer.end; batch.to += 1, looked += 1) {
      if (batch.texts.length >= batchLines || characters >= batchCharacters) break;
      if (looked % 64 === 0 && performance.now() > until) break;
      const line = buffer.at(batch.to);
      if (!line || (this.isCandidate && !this.isCandidate(line))) continue;
      batch.texts.push(line.text);
      batch.positions.push(batch.to);
      characters += line.text.length;
    }
    return batch;
  }

  async #ask(batch: Batch): Promise<void> {
    this.#isAsking = true;
    this.#validTo = batch.to;
    try {
      const { tested, found } = await this.client.test(batch.texts);
      for (const index of found) {
        const position = batch.positions[index] ?? batch.to;
        if (position < this.#validTo && position >= this.buffer.first) this.#found.push(position);
      }
      const decided = batch.positions[tested] ?? batch.to;
      this.#next = Math.max(this.#next, Math.min(decided, this.#validTo));
    } catch (error) {
      this.error = error;
    }
    this.#isAsking = false;
    this.onAnswer();
  }
}
