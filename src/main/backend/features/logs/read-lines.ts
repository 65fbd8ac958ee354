import type { Readable } from 'node:stream';
import type { LogLines } from '../../../../common/contract/logs';
import { LineCollector } from './line-collector';
import { LinePieces } from './line-pieces';

/** A batch is given when it is this old, or this large, whatever comes first. */
const batchMs = 50;
const batchLines = 4000;
const batchBytes = 1024 * 1024;

/**
 * The lines of an engine's log in batches. While the reader does not ask for the next one nothing is read, and the
 * engine has to wait.
 * @throws what the stream fails with
 */
export async function* readLines(
  stream: Readable,
  options: { readonly isTail?: boolean } = {},
): AsyncGenerator<LogLines> {
  const pieces = new LinePieces(options);
  const lines = new LineCollector();
  const chunks = new Chunks(stream);
  try {
    for (let chunk = await chunks.next(); chunk; chunk = await chunks.next()) {
      const { late, cancel } = startTimer();
      for (let more: Buffer | undefined = chunk; more; ) {
        for (const piece of pieces.push(more)) lines.add(piece);
        const isFull = lines.count >= batchLines || lines.bytes >= batchBytes;
        more = isFull ? undefined : await chunks.nextBefore(late);
      }
      cancel();
      if (lines.count > 0) yield lines.take();
    }
    for (const piece of pieces.end()) lines.add(piece);
    if (lines.count > 0) yield lines.take();
  } finally {
    stream.destroy();
  }
}

function startTimer(): { readonly late: Promise<undefined>; readonly cancel: () => void } {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), batchMs);
  });
  return { late, cancel: () => clearTimeout(timer) };
}

/**
 * A stream's chunks, with and without a deadline. By the stream's own iterator: its event `readable` does not come again
 * after a read that took all it had, when nothing was asked for since.
 */
class Chunks {
  readonly #iterator: AsyncIterator<Buffer>;
  /** Asked for, and not given to anybody yet. */
  #asked: Promise<IteratorResult<Buffer>> | undefined;

  constructor(stream: Readable) {
    this.#iterator = stream[Symbol.asyncIterator]();
  }

  /**
   * @returns undefined at the end
   * @throws what the stream fails with
   */
  async next(): Promise<Buffer | undefined> {
    const step = await this.#ask();
    if (step.done) return undefined;
    this.#asked = undefined;
    return step.value;
  }

  /** Undefined when `late` is over first, and at an end or a failure, which `next` then tells. */
  async nextBefore(late: Promise<undefined>): Promise<Buffer | undefined> {
    const step = await Promise.race([this.#ask(), late]).catch(() => undefined);
    if (!step || step.done) return undefined;
    this.#asked = undefined;
    return step.value;
  }

  #ask(): Promise<IteratorResult<Buffer>> {
    if (!this.#asked) {
      this.#asked = this.#iterator.next();
      // Nobody may be waiting for it any more.
      this.#asked.catch(() => {});
    }
    return this.#asked;
  }
}
