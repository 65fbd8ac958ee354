import type { LogTime } from '../../../../common/contract/logs';
import { StreamDemultiplexer, type StreamPart } from '../../engine/multiplexed-stream';
import { maxStampLength, StampReader } from './log-stamp';

/** A part of one line. Long lines come in many. */
export interface LinePiece {
  readonly stream: StreamPart['stream'];
  readonly time: LogTime;
  /** Without the time and without the line's end. */
  readonly bytes: Buffer;
  readonly first: boolean;
  readonly last: boolean;
  /** The reading may have begun in the middle of this line; known when its end is. */
  readonly headless: boolean;
}

interface OpenLine {
  time: LogTime | undefined;
  /** Bytes that may be the beginning of a time. */
  held: Buffer;
  /** The next bytes begin with a time, or with `repeated` if that is set. */
  expectsStamp: boolean;
  /** The time as it stands in front of a terminal's line. */
  repeated: Buffer | undefined;
  /** Bytes of a terminal's line until its time may stand there again. */
  left: number;
  /** A carriage return came that may belong to the line's end. */
  hasReturn: boolean;
  started: boolean;
  /** It came in several parts. */
  joined: boolean;
}

/** Docker keeps longer lines in parts of this length. */
const partLength = 16 * 1024;

const newline = 0x0a;
const carriageReturn = 0x0d;
const nothing = Buffer.alloc(0);
const returnByte = Buffer.from('\r');
const unknownTime: LogTime = { ms: 0, nanos: 0 };

const openLine = (): OpenLine => ({
  time: undefined,
  held: nothing,
  expectsStamp: true,
  repeated: undefined,
  left: partLength,
  hasReturn: false,
  started: false,
  joined: false,
});

/**
 * Lines of an engine's log that was asked for with times. In a framed log each message has a time of its own in front,
 * also the parts in which an engine keeps a line (16 KiB in Docker, any length in Podman): a message without a line end
 * is continued by the next one of its stream. In a terminal's log there are no messages: a time stands at the beginning
 * of each line, and Docker writes the same time again between the parts. There it is taken out only if it is the same
 * to the last digit and at the right place, since it could be the program's own. Podman's parts of terminals end
 * anywhere, so that its times cannot be told from the program's.
 */
export class LinePieces {
  readonly #demultiplexer = new StreamDemultiplexer();
  readonly #stamps = new StampReader();
  readonly #open = { stdout: openLine(), stderr: openLine() };
  #isFramed = false;
  /** No line of this stream has ended yet in a reading that need not begin with a line. */
  readonly #isFirst: Record<StreamPart['stream'], boolean>;

  /** @param isTail the last entries of a log, of which a long line fills several */
  constructor({ isTail = false }: { readonly isTail?: boolean } = {}) {
    this.#isFirst = { stdout: isTail, stderr: isTail };
  }

  *push(chunk: Buffer): Generator<LinePiece> {
    for (const part of this.#demultiplexer.push(chunk)) yield* this.#part(part);
  }

  /** Ends lines that were left open. */
  *end(): Generator<LinePiece> {
    for (const part of this.#demultiplexer.end()) yield* this.#part(part);
    for (const stream of ['stdout', 'stderr'] as const) {
      const line = this.#open[stream];
      if (line.started || line.held.length > 0) yield* this.#content(stream, nothing, true);
    }
  }

  *#part({ stream, bytes, first, last }: StreamPart): Generator<LinePiece> {
    if (first) {
      this.#isFramed = true;
      const line = this.#open[stream];
      line.expectsStamp = true;
      line.joined = line.started;
    }
    let rest = bytes;
    while (rest.length > 0) {
      const end = rest.indexOf(newline);
      const content = end === -1 ? rest : rest.subarray(0, end);
      yield* this.#content(stream, content, end !== -1, last);
      if (end === -1) return;
      rest = rest.subarray(end + 1);
    }
  }

  /**
   * @param last the line ends here
   * @param isWhole no more of this message will come, so that a time cannot be longer
   */
  *#content(
    stream: StreamPart['stream'],
    content: Buffer,
    last: boolean,
    isWhole = last,
  ): Generator<LinePiece> {
    const line = this.#open[stream];
    let bytes = content;
    if (line.expectsStamp) {
      bytes = line.held.length > 0 ? Buffer.concat([line.held, content]) : content;
      line.held = nothing;
      if (!last && !isWhole && bytes.length < (line.repeated?.length ?? maxStampLength)) {
        line.held = bytes;
        return;
      }
      bytes = this.#takeStamp(line, bytes, last);
    }
    if (!this.#isFramed) {
      if (bytes.length > line.left || (bytes.length === line.left && !last)) {
        const more = bytes.subarray(line.left);
        yield* this.#piece(stream, bytes.subarray(0, line.left), false);
        line.left = partLength;
        line.expectsStamp = true;
        return yield* this.#content(stream, more, last);
      }
      line.left -= bytes.length;
    }
    yield* this.#piece(stream, bytes, last);
  }

  /** The bytes behind the time. */
  #takeStamp(line: OpenLine, bytes: Buffer, last: boolean): Buffer {
    line.expectsStamp = false;
    if (line.repeated) {
      if (bytes.subarray(0, line.repeated.length).equals(line.repeated)) {
        line.joined = true;
        return bytes.subarray(line.repeated.length);
      }
      // Not kept in parts by Docker: it has no such time anywhere.
      line.left = Number.POSITIVE_INFINITY;
      return bytes;
    }
    const stamp = this.#stamps.read(bytes);
    line.time ??= stamp;
    if (this.#isFramed || !stamp) line.left = Number.POSITIVE_INFINITY;
    else if (!last || bytes.length > partLength) line.repeated = Buffer.from(bytes.subarray(0, stamp.length));
    return stamp ? bytes.subarray(stamp.length) : bytes;
  }

  *#piece(stream: StreamPart['stream'], content: Buffer, last: boolean): Generator<LinePiece> {
    const line = this.#open[stream];
    if (content.length === 0 && !last) return;
    let bytes = content;
    // A return that was kept back stood in the line, unless the line's end comes at once.
    if (line.hasReturn && bytes.length > 0) bytes = Buffer.concat([returnByte, bytes]);
    line.hasReturn = false;
    if (bytes.at(-1) === carriageReturn) {
      line.hasReturn = !last;
      bytes = bytes.subarray(0, -1);
    }
    if (bytes.length === 0 && !last) return;
    const headless = last && line.joined && this.#isFirst[stream];
    yield { stream, time: line.time ?? unknownTime, bytes, first: !line.started, last, headless };
    line.started = true;
    if (!last) return;
    this.#open[stream] = openLine();
    this.#isFirst[stream] = false;
  }
}
