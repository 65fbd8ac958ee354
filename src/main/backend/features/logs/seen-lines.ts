import type { LogLines, LogTime } from '../../../../common/contract/logs';
import { compareTimes } from './log-stamp';

/** The engine writes the two streams of a container side by side: times may go back a little. */
const overlapMs = 100;

/**
 * Remembers the times of the newest lines, so that a log that is read again from a little earlier gives each line once:
 * of lines with the same time and stream, as many are left out as were seen.
 */
export class SeenLines {
  #batches: Pick<LogLines, 'ms' | 'nanos' | 'flags'>[] = [];
  #newestMs = 0;

  add({ ms, nanos, flags }: LogLines): void {
    if (ms.length === 0) return;
    for (const time of ms) if (time > this.#newestMs) this.#newestMs = time;
    this.#batches.push({ ms, nanos, flags });
    const from = this.#newestMs - overlapMs;
    while (this.#batches.length > 1 && this.#batches[0]?.ms.every((time) => time < from)) {
      this.#batches.shift();
    }
  }

  /** From when on the log has to be read again; undefined when nothing was seen. */
  get since(): LogTime | undefined {
    return this.#newestMs === 0 ? undefined : { ms: Math.max(0, this.#newestMs - overlapMs), nanos: 0 };
  }

  /** Takes out of what was read from `since` on the lines that were seen. */
  filter(): (time: LogTime, flags: number) => boolean {
    const { since } = this;
    const counts = new Map<string, number>();
    for (const { ms, nanos, flags } of this.#batches) {
      ms.forEach((value, index) => {
        const key = keyOf({ ms: value, nanos: nanos[index] ?? 0 }, flags[index] ?? 0);
        counts.set(key, (counts.get(key) ?? 0) + 1);
      });
    }
    return (time, flags) => {
      if (since && compareTimes(time, since) < 0) return false;
      if (counts.size === 0) return true;
      const key = keyOf(time, flags);
      const left = counts.get(key);
      if (left === undefined) return true;
      if (left === 1) counts.delete(key);
      else counts.set(key, left - 1);
      return false;
    };
  }
}

function keyOf({ ms, nanos }: LogTime, flags: number): string {
  return `${ms} ${nanos} ${flags & 1}`;
}

/** The lines for which `keep` holds, in their order. */
export function filterLines(lines: LogLines, keep: (time: LogTime, flags: number) => boolean): LogLines {
  const kept = lines.texts.flatMap((_text, index) =>
    keep({ ms: lines.ms[index] ?? 0, nanos: lines.nanos[index] ?? 0 }, lines.flags[index] ?? 0)
      ? [index]
      : [],
  );
  if (kept.length === lines.texts.length) return lines;
  return pickLines(lines, kept);
}

/** The lines at these indices, which rise. */
export function pickLines(lines: LogLines, indices: readonly number[]): LogLines {
  const places = new Map(indices.map((old, index) => [old, index]));
  return {
    texts: indices.map((index) => lines.texts[index] ?? ''),
    ms: indices.map((index) => lines.ms[index] ?? 0),
    nanos: indices.map((index) => lines.nanos[index] ?? 0),
    flags: indices.map((index) => lines.flags[index] ?? 0),
    cut: lines.cut.flatMap(({ index, bytes }) => {
      const place = places.get(index);
      return place === undefined ? [] : [{ index: place, bytes }];
    }),
  };
}
