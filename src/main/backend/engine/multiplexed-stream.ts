import { AppError } from '../../../common/errors';

/** A part of one message: the engine's messages may be larger than what fits in memory. */
export interface StreamPart {
  readonly stream: 'stdout' | 'stderr';
  readonly bytes: Buffer;
  /** Begins and ends a message of the engine. Without framing (a terminal), every part is neither. */
  readonly first: boolean;
  readonly last: boolean;
}

const headerLength = 8;
/** 0 to 2 are the standard streams; some engines tell of their own errors on 3. */
const lastKnownStream = 3;

/**
 * Takes apart what logs and attach answer: messages behind a header of 8 bytes (stream 0 to 2, three zeros, length as a
 * big-endian uint32), or the bare bytes of a terminal. Which of them it is shows in the first four bytes: text does not
 * begin with a control character and three zeros. Parts are windows on the given chunks: nothing is copied.
 */
export class StreamDemultiplexer {
  #isFramed: boolean | undefined;
  /** Bytes of a header that is not complete yet. */
  #head: Buffer = Buffer.alloc(0);
  #stream: StreamPart['stream'] = 'stdout';
  #left = 0;
  #isFirst = true;
  readonly #isStrict: boolean;

  /** @param isFramed known beforehand; then what is no header fails with `data_loss` */
  constructor({ isFramed = false }: { readonly isFramed?: boolean } = {}) {
    this.#isStrict = isFramed;
    if (isFramed) this.#isFramed = true;
  }

  /** The parts that this chunk completes or continues. */
  *push(data: Buffer): Generator<StreamPart> {
    let chunk = data;
    if (this.#head.length > 0) {
      chunk = Buffer.concat([this.#head, data]);
      this.#head = Buffer.alloc(0);
    }
    if (this.#isFramed === undefined) {
      if (chunk.length < 4 && couldBeHeader(chunk)) {
        this.#head = chunk;
        return;
      }
      this.#isFramed = couldBeHeader(chunk);
    }
    if (this.#isFramed) yield* this.#frames(chunk);
    else if (chunk.length > 0) yield { stream: 'stdout', bytes: chunk, first: false, last: false };
  }

  /** What is left of a stream that ended before its first four bytes: text. */
  *end(): Generator<StreamPart> {
    if (this.#isFramed === undefined && this.#head.length > 0) {
      yield { stream: 'stdout', bytes: this.#head, first: false, last: false };
    }
  }

  *#frames(chunk: Buffer): Generator<StreamPart> {
    let at = 0;
    while (at < chunk.length) {
      if (this.#left === 0) {
        if (chunk.length - at < headerLength) {
          this.#head = chunk.subarray(at);
          return;
        }
        if (this.#isStrict) checkHeader(chunk, at);
        this.#stream = chunk[at] === 2 ? 'stderr' : 'stdout';
        this.#left = chunk.readUInt32BE(at + 4);
        this.#isFirst = true;
        at += headerLength;
        continue;
      }
      const bytes = chunk.subarray(at, at + this.#left);
      at += bytes.length;
      this.#left -= bytes.length;
      yield { stream: this.#stream, bytes, first: this.#isFirst, last: this.#left === 0 };
      this.#isFirst = false;
    }
  }
}

function checkHeader(chunk: Buffer, at: number): void {
  if ((chunk[at] ?? 0) > lastKnownStream || chunk.readUIntBE(at + 1, 3) !== 0)
    throw new AppError('data_loss', 'the engine sent something else than frames of output');
}

/** As far as the first four bytes are here. */
function couldBeHeader(bytes: Buffer): boolean {
  if (bytes.length === 0) return true;
  if ((bytes[0] ?? 0) > 2) return false;
  return (bytes[1] ?? 0) === 0 && (bytes[2] ?? 0) === 0 && (bytes[3] ?? 0) === 0;
}
