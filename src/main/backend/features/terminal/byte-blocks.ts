interface Block {
  readonly data: Uint8Array;
  /** What is in it: from here, up to there. */
  start: number;
  end: number;
  /** Its rest may be filled. */
  readonly isOwn: boolean;
}

/**
 * Bytes in the order in which they came, in few blocks: a program that writes line by line gives hundreds of thousands
 * of small pieces, and a list of those costs more than what is in it.
 */
export class ByteBlocks {
  readonly #blockBytes: number;
  readonly #blocks: Block[] = [];
  #bytes = 0;

  /** @param blockBytes small pieces are put together up to this size */
  constructor(blockBytes: number) {
    this.#blockBytes = blockBytes;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get blocks(): number {
    return this.#blocks.length;
  }

  /** Large pieces are kept as they are: nobody may change them afterwards. */
  push(piece: Uint8Array): void {
    if (piece.length === 0) return;
    this.#bytes += piece.length;
    const last = this.#blocks.at(-1);
    if (last?.isOwn && last.data.length - last.end >= piece.length) {
      last.data.set(piece, last.end);
      last.end += piece.length;
    } else if (piece.length * 4 > this.#blockBytes) {
      this.#blocks.push({ data: piece, start: 0, end: piece.length, isOwn: false });
    } else {
      const data = new Uint8Array(this.#blockBytes);
      data.set(piece);
      this.#blocks.push({ data, start: 0, end: piece.length, isOwn: true });
    }
  }

  /** The oldest bytes, at most so many, as an array that owns its memory. */
  take(limit: number): Uint8Array<ArrayBuffer> {
    const size = Math.min(limit, this.#bytes);
    const whole = new Uint8Array(size);
    let at = 0;
    for (let block = this.#blocks[0]; block && at < size; block = this.#blocks[0]) {
      const part = block.data.subarray(block.start, Math.min(block.end, block.start + size - at));
      whole.set(part, at);
      at += part.length;
      block.start += part.length;
      if (block.start === block.end) this.#blocks.shift();
    }
    this.#bytes -= size;
    return whole;
  }

  /** Takes the oldest block away. */
  drop(): Uint8Array | undefined {
    const block = this.#blocks.shift();
    if (!block) return undefined;
    this.#bytes -= block.end - block.start;
    return block.data.subarray(block.start, block.end);
  }

  /** What is in it now; what comes later does not change it. */
  toArray(): Uint8Array[] {
    return this.#blocks.map(({ data, start, end }) => data.subarray(start, end));
  }
}
