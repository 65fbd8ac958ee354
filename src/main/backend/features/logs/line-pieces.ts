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
}

interface OpenLine {
  time: LogTime | undefined;
  /** Bytes that may be the beginning of a time, or a carriage return that may belong to the line's end. */
  held: Buffer;
  /** The next bytes begin with a time. */
  expectsStamp: boolean;
  started: boolean;
}

const newline = 0x0a;
const carriageReturn = 0x0d;
const nothing = Buffer.alloc(0);
const unknownTime: LogTime = { ms: 0, nanos: 0 };

const openLine = (): OpenLine => ({ time: undefined, held: nothing, expectsStamp: true, started: false });

/**
 * Lines of an engine's log that was asked for with times. In a framed log each message has a time of its own in front,
 * also the parts of 16 KiB in which Docker keeps a long line: a message without a line end is continued by the next one
 * of its stream. In a terminal's log there are no messages: a time stands at the beginning of each line.
 */
export class LinePieces {
  readonly #demultiplexer = new StreamDemultiplexer();
  readonly #stamps = new StampReader();
  readonly #open = { stdout: openLine(), stderr: openLine() };

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

  *#part({ stream, bytes, first }: StreamPart): Generator<LinePiece> {
    const line = this.#open[stream];
    if (first) line.expectsStamp = true;
    let rest = bytes;
    while (rest.length > 0) {
      const end = rest.indexOf(newline);
      const content = end === -1 ? rest : rest.subarray(0, end);
      yield* this.#content(stream, content, end !== -1);
      if (end === -1) return;
      rest = rest.subarray(end + 1);
    }
  }

  *#content(stream: StreamPart['stream'], content: Buffer, last: boolean): Generator<LinePiece> {
    const line = this.#open[stream];
    let bytes = line.held.length > 0 ? Buffer.concat([line.held, content]) : content;
    line.held = nothing;
    if (line.expectsStamp) {
      if (!last && bytes.length < maxStampLength) {
        line.held = bytes;
        return;
      }
      const stamp = this.#stamps.read(bytes);
      line.expectsStamp = false;
      line.time ??= stamp;
      if (stamp) bytes = bytes.subarray(stamp.length);
    }
    if (bytes.at(-1) === carriageReturn) {
      if (!last) line.held = bytes.subarray(-1);
      bytes = bytes.subarray(0, -1);
    }
    if (bytes.length === 0 && !last) return;
    yield { stream, time: line.time ?? unknownTime, bytes, first: !line.started, last };
    line.started = true;
    if (last) this.#open[stream] = openLine();
  }
}
