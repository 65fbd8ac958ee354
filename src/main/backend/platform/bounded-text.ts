/** Takes in what a program says and keeps the first `limit` bytes of it. */
export class BoundedText {
  readonly #limit: number;
  readonly #chunks: Buffer[] = [];
  #size = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  add(chunk: Buffer): void {
    const kept = chunk.subarray(0, this.#limit - this.#size);
    if (kept.length === 0) return;
    this.#chunks.push(kept);
    this.#size += kept.length;
  }

  /** Decoded as a whole, so that a character split between two chunks stays whole. */
  toString(): string {
    return Buffer.concat(this.#chunks).toString('utf8');
  }
}
