import type { EarlierLogs, LogLines, LogTime } from '../../../../common/contract/logs';
import { maxEarlierCharacters } from '../../../../common/log-limits';
import type { EngineConnection } from '../../engine/engine-connection';
import { enginePath } from '../../engine/engine-path';
import { compareTimes, toEngineTime } from './log-stamp';
import { readLines } from './read-lines';
import { pickLines } from './seen-lines';

export interface EarlierOptions {
  readonly connection: EngineConnection;
  readonly id: string;
  readonly before: LogTime;
  readonly atTime: number;
  readonly known: number;
  readonly limit: number;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Lines before the oldest known one. Engines count `tail` from the end of the log, whatever `until` says, and may count
 * a long line as several: when the known ones use it all up, more is asked for, in the end everything.
 */
export async function readEarlier(options: EarlierOptions): Promise<EarlierLogs> {
  const { known, limit } = options;
  for (const tail of [known + limit, 4 * (known + limit)]) {
    const { lines, dropped } = await readTail(options, String(tail));
    if (lines.texts.length > 0) return { lines, hasMore: dropped || lines.texts.length >= limit };
  }
  const { lines, dropped } = await readTail(options, 'all');
  return { lines, hasMore: dropped };
}

async function readTail(options: EarlierOptions, tail: string) {
  const { connection, id, before, signal } = options;
  // Where times are whole seconds (Podman), the engine itself compares with the parts that it does not show.
  const isCoarse = before.nanos === 0 && before.ms % 1000 === 0;
  const until = isCoarse ? { ms: before.ms + 1000, nanos: 0 } : before;
  const stream = await connection.api.read({
    path: enginePath`/containers/${id}/logs`,
    query: { stdout: true, stderr: true, timestamps: true, until: toEngineTime(until), tail },
    signal,
    timeoutMs: 0,
  });
  const newest = new NewestLines(options);
  for await (const lines of readLines(stream, { isTail: tail !== 'all' })) newest.add(lines);
  return newest.end();
}

interface Line {
  readonly lines: LogLines;
  readonly index: number;
  readonly isAtTime: boolean;
}

/**
 * Of what is older than the known lines, the newest; the log may be far larger. In memory are at most twice what an
 * answer holds and the known lines of the oldest one's time, which the page holds as well.
 */
class NewestLines {
  #kept: Line[] = [];
  #charactersSinceCut = 0;
  #dropped = false;

  constructor(private readonly options: EarlierOptions) {}

  add(lines: LogLines): void {
    const { before, limit, atTime } = this.options;
    lines.texts.forEach((text, index) => {
      const order = compareTimes({ ms: lines.ms[index] ?? 0, nanos: lines.nanos[index] ?? 0 }, before);
      if (order > 0) return;
      this.#kept.push({ lines, index, isAtTime: order === 0 });
      this.#charactersSinceCut += text.length;
    });
    if (this.#kept.length > 2 * (limit + atTime) || this.#charactersSinceCut > maxEarlierCharacters) {
      this.#cut();
    }
  }

  end(): { readonly lines: LogLines; readonly dropped: boolean } {
    this.#cut();
    let left = this.options.atTime;
    const older = this.#kept
      .reverse()
      .filter(({ isAtTime }) => !(isAtTime && left-- > 0))
      .reverse();
    return { lines: joinLines(older), dropped: this.#dropped };
  }

  /** Lets go what no answer will hold, from the end to the front: the last ones of this time are the known ones. */
  #cut(): void {
    let left = this.options.atTime;
    let count = 0;
    let characters = 0;
    let from = this.#kept.length;
    for (; from > 0; from -= 1) {
      const line = this.#kept[from - 1];
      if (!line || (line.isAtTime && left-- > 0)) continue;
      count += 1;
      characters += line.lines.texts[line.index]?.length ?? 0;
      if (count > this.options.limit || characters > maxEarlierCharacters) break;
    }
    if (from > 0) {
      this.#dropped = true;
      this.#kept = this.#kept.slice(from);
    }
    this.#charactersSinceCut = 0;
  }
}

function joinLines(kept: readonly Line[]): LogLines {
  const joined: LogLines = { texts: [], ms: [], nanos: [], flags: [], cut: [] };
  const groups = new Map<LogLines, number[]>();
  for (const { lines, index } of kept) {
    const indices = groups.get(lines);
    if (indices) indices.push(index);
    else groups.set(lines, [index]);
  }
  for (const [lines, indices] of groups) {
    const picked = pickLines(lines, indices);
    joined.cut.push(...picked.cut.map(({ index, bytes }) => ({ index: index + joined.texts.length, bytes })));
    for (const name of ['ms', 'nanos', 'flags'] as const) joined[name].push(...picked[name]);
    joined.texts.push(...picked.texts);
  }
  return joined;
}
