import type { LogLines } from '../../../../common/contract/logs';
import { lineFlag, maxLineBytes } from '../../../../common/log-limits';
import type { LinePiece } from './line-pieces';

interface Gathered {
  parts: Buffer[];
  keptBytes: number;
  /** Of the whole line, also of what is not kept. */
  bytes: number;
}

const gathered = (): Gathered => ({ parts: [], keptBytes: 0, bytes: 0 });

interface MutableLines extends LogLines {
  texts: string[];
}

const emptyLines = (): MutableLines => ({ texts: [], ms: [], nanos: [], flags: [], cut: [] });

/** Makes lines of pieces. Of a line longer than `maxLineBytes` it keeps the beginning and counts the rest. */
export class LineCollector {
  readonly #open = { stdout: gathered(), stderr: gathered() };
  #lines = emptyLines();
  #bytes = 0;

  /** Whole lines since the last `take`. */
  get count(): number {
    return this.#lines.texts.length;
  }

  /** Bytes in them, as far as they are kept. */
  get bytes(): number {
    return this.#bytes;
  }

  add(piece: LinePiece): void {
    const { stream, bytes, first, last } = piece;
    if (first && last && bytes.length <= maxLineBytes) {
      this.#finish(piece, bytes.toString(), bytes.length);
      return;
    }
    const line = this.#open[stream];
    const room = maxLineBytes - line.keptBytes;
    if (room > 0 && bytes.length > 0) {
      // A copy: a window on the chunk would keep all of it for as long as the line goes on.
      line.parts.push(Buffer.from(bytes.subarray(0, room)));
      line.keptBytes += Math.min(room, bytes.length);
    }
    line.bytes += bytes.length;
    if (!last) return;
    this.#open[stream] = gathered();
    this.#finish(piece, toWholeCharacters(Buffer.concat(line.parts), line.bytes), line.bytes);
  }

  take(): LogLines {
    const lines = this.#lines;
    this.#lines = emptyLines();
    this.#bytes = 0;
    return lines;
  }

  #finish({ stream, time, headless }: LinePiece, text: string, bytes: number): void {
    const lines = this.#lines;
    const isCut = bytes > maxLineBytes;
    if (isCut) lines.cut.push({ index: lines.texts.length, bytes });
    lines.texts.push(text);
    lines.ms.push(time.ms);
    lines.nanos.push(time.nanos);
    lines.flags.push(
      (stream === 'stderr' ? lineFlag.stderr : 0) |
        (isCut ? lineFlag.cut : 0) |
        (headless ? lineFlag.headless : 0),
    );
    this.#bytes += Math.min(bytes, maxLineBytes);
  }
}

/** Where a line was cut in the middle of a character, the character goes. */
function toWholeCharacters(kept: Buffer, bytes: number): string {
  const text = kept.toString();
  return bytes > kept.length ? text.replace(/\ufffd$/, '') : text;
}
