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
  const signal = new ReadSignal(stream);
  try {
    for (;;) {
      const isOpen = await signal.wait();
      const until = Date.now() + batchMs;
      while (lines.count < batchLines && lines.bytes < batchBytes) {
        const chunk: unknown = stream.read();
        if (Buffer.isBuffer(chunk)) for (const piece of pieces.push(chunk)) lines.add(piece);
        else if (!isOpen || !(await signal.wait(until - Date.now()))) break;
      }
      if (lines.count > 0) yield lines.take();
      if (signal.ended) break;
    }
    for (const piece of pieces.end()) lines.add(piece);
    if (lines.count > 0) yield lines.take();
  } finally {
    stream.destroy();
  }
}

/** Says when there is something to read, with and without a deadline. */
class ReadSignal {
  ended = false;
  #error: unknown;
  #wake: () => void = () => {};

  constructor(private readonly stream: Readable) {
    const wake = (): void => this.#wake();
    const end = (): void => {
      this.ended = true;
      this.#wake();
    };
    stream.on('readable', wake);
    stream.once('end', end);
    stream.once('close', end);
    stream.once('error', (error) => {
      this.#error = error;
      end();
    });
  }

  /**
   * @returns false when the time is over or nothing will come any more
   */
  async wait(milliseconds?: number): Promise<boolean> {
    if (this.stream.readableLength > 0 && !this.stream.destroyed) return true;
    // A stream whose end has come says `end` only to who reads on, and what it said while nobody waited is lost.
    this.stream.read(0);
    if (!this.ended && (milliseconds === undefined || milliseconds > 0)) {
      await new Promise<void>((resolve) => {
        const timer = milliseconds === undefined ? undefined : setTimeout(resolve, milliseconds);
        this.#wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    if (this.#error !== undefined) throw this.#error;
    return this.stream.readableLength > 0;
  }
}
