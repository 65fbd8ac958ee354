/** Positions of lines, rising; those of lines that the buffer let go are forgotten. */
export class FoundPositions {
  #found: number[] = [];
  /** Before this index, what was found has been dropped by the buffer. */
  #start = 0;

  get count(): number {
    return this.#found.length - this.#start;
  }

  at(index: number): number | undefined {
    return this.#found[this.#start + index];
  }

  /** The index of the first one at this position or behind it. */
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

  push(position: number): void {
    this.#found.push(position);
  }

  /** Forgets those at this position and behind it. */
  cutFrom(position: number): void {
    this.#found.length = this.#start + this.indexFrom(position);
  }

  /** Forgets those before this position. */
  dropBefore(position: number): void {
    while ((this.#found[this.#start] ?? position) < position) this.#start += 1;
    if (this.#start > 50_000) {
      this.#found = this.#found.slice(this.#start);
      this.#start = 0;
    }
  }

  clear(): void {
    this.#found = [];
    this.#start = 0;
  }
}
