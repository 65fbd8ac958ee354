import type { LogLines } from '../../../common/contract/logs';
import { lineFlag } from '../../../common/log-limits';

/** What is kept of a log while it is looked at: the newest lines within both bounds. */
export const maxLines = 200_000;
/** UTF-16 units of text. A browser keeps them in one byte each, or in two where a line has others than Latin letters. */
export const maxCharacters = 64_000_000;

export interface LogLine {
  /** Index of its container. */
  readonly source: number;
  readonly ms: number;
  readonly nanos: number;
  readonly stderr: boolean;
  readonly text: string;
  /** The full length in bytes of a line that was cut. */
  readonly cutBytes: number | undefined;
  /** Its beginning may be missing; it can be saved in full. */
  readonly headless: boolean;
}

/** What changed, for those who keep results by position. */
export interface BufferChange {
  /** Positions from here on mean other lines than before, or are new. */
  readonly from: number;
  /** Lines were put in front. */
  readonly prepended: boolean;
}

/**
 * The lines of one or several containers in order of time; each container's own lines stay in the engine's order as far
 * as nothing of another one stands between. A line's position is `first` and up; positions of lines that stay do not
 * change when others are dropped or put in front, `first` may be negative.
 */
export class LogBuffer {
  #lines: LogLine[] = [];
  /** Index in `#lines` of the first line; what is before was dropped and is cut off in large steps. */
  #start = 0;
  #first = 0;
  #characters = 0;
  /** Lines that came and went for want of room, or found none in front. */
  dropped = 0;

  constructor(
    private readonly bounds: { readonly lines: number; readonly characters: number } = {
      lines: maxLines,
      characters: maxCharacters,
    },
  ) {}

  get first(): number {
    return this.#first;
  }

  /** The position behind the last line. */
  get end(): number {
    return this.#first + this.length;
  }

  get length(): number {
    return this.#lines.length - this.#start;
  }

  get characters(): number {
    return this.#characters;
  }

  at(position: number): LogLine | undefined {
    return position < this.#first ? undefined : this.#lines[this.#start + position - this.#first];
  }

  append(source: number, lines: LogLines): BufferChange {
    const added = toLines(source, lines);
    let oldest = added[0];
    for (const line of added) if (oldest && isBefore(line, oldest)) oldest = line;
    let place = this.#lines.length;
    while (oldest && place > this.#start && isOther(this.#lines[place - 1], oldest, source)) place -= 1;
    // Lines of the same container never move behind newer ones of their own.
    const moved = this.#lines.splice(place);
    const from = this.#first + place - this.#start;
    if (moved.length === 0) for (const line of added) this.#lines.push(line);
    else for (const line of mergeByTime(moved, added)) this.#lines.push(line);
    for (const { text } of added) this.#characters += text.length;
    this.#drop();
    return { from: Math.max(from, this.#first), prepended: false };
  }

  /** Puts older lines in front, as many of the newest of them as there is room for; the others count as dropped. */
  prepend(source: number, lines: LogLines): BufferChange {
    const all = toLines(source, lines);
    const added = this.#newestThatFit(all);
    this.dropped += all.length - added.length;
    const kept = this.#lines.slice(this.#start);
    const isAlone = kept.every((line) => line.source === source);
    this.#lines = isAlone ? [...added, ...kept] : mergeByTime(added, kept);
    this.#start = 0;
    this.#first -= added.length;
    for (const { text } of added) this.#characters += text.length;
    return { from: this.#first, prepended: true };
  }

  clear(): void {
    this.#first = this.end;
    this.#lines = [];
    this.#start = 0;
    this.#characters = 0;
    this.dropped = 0;
  }

  #newestThatFit(lines: readonly LogLine[]): readonly LogLine[] {
    let room = this.bounds.characters - this.#characters;
    let from = lines.length;
    const least = Math.max(0, lines.length - (this.bounds.lines - this.length));
    while (from > least) {
      room -= lines[from - 1]?.text.length ?? 0;
      if (room < 0) break;
      from -= 1;
    }
    return lines.slice(from);
  }

  #drop(): void {
    while (
      this.length > this.bounds.lines ||
      (this.#characters > this.bounds.characters && this.length > 1)
    ) {
      this.#characters -= this.#lines[this.#start]?.text.length ?? 0;
      this.#start += 1;
      this.#first += 1;
      this.dropped += 1;
    }
    // Each cut moves the whole array.
    if (this.#start > 50_000) {
      this.#lines = this.#lines.slice(this.#start);
      this.#start = 0;
    }
  }
}

function toLines(source: number, lines: LogLines): LogLine[] {
  const full = new Map(lines.cut.map(({ index, bytes }) => [index, bytes]));
  return lines.texts.map((text, index) => ({
    source,
    ms: lines.ms[index] ?? 0,
    nanos: lines.nanos[index] ?? 0,
    stderr: ((lines.flags[index] ?? 0) & lineFlag.stderr) !== 0,
    text,
    cutBytes: full.get(index),
    headless: ((lines.flags[index] ?? 0) & lineFlag.headless) !== 0,
  }));
}

function isBefore(first: LogLine, second: LogLine): boolean {
  return first.ms < second.ms || (first.ms === second.ms && first.nanos < second.nanos);
}

/** A line of another container that is newer than the oldest of the added ones. */
function isOther(line: LogLine | undefined, oldest: LogLine, source: number): boolean {
  return line !== undefined && line.source !== source && isBefore(oldest, line);
}

/** Both in their own order; of equal times the ones of `first` come first. */
function mergeByTime(first: readonly LogLine[], second: readonly LogLine[]): LogLine[] {
  const merged: LogLine[] = [];
  let at = 0;
  for (const line of second) {
    for (let other = first[at]; other && !isBefore(line, other); other = first[at]) {
      merged.push(other);
      at += 1;
    }
    merged.push(line);
  }
  for (; at < first.length; at += 1) merged.push(first[at] as LogLine);
  return merged;
}
