import type { JobLogLine } from '../../../common/contract/jobs';

const maxLines = 2000;
const maxLineLength = 4096;
const maxCharacters = 1024 * 1024;

/**
 * A job's last 2,000 lines, at most 1 Mi characters. Line numbers begin at 1 and rise by one, so that a reader sees from
 * a gap what was dropped.
 */
export class LogRing {
  #lines: JobLogLine[] = [];
  /** Lines before this index are dropped; they are cut off in large steps, as each cut moves the whole array. */
  #start = 0;
  #characters = 0;
  #sequence = 0;

  /** `text` may hold several lines. */
  add(text: string, at: number): void {
    for (const line of text.replace(/\r?\n$/, '').split(/\r?\n/)) {
      this.#sequence += 1;
      const kept = line.slice(0, maxLineLength);
      this.#lines.push({ sequence: this.#sequence, at, text: kept });
      this.#characters += kept.length;
      this.#drop();
    }
  }

  /** The oldest lines kept after line number `after`, at most `limit`. */
  after(after: number, limit: number): JobLogLine[] {
    const first = this.#lines[this.#start]?.sequence ?? 0;
    const start = this.#start + Math.max(0, after + 1 - first);
    return this.#lines.slice(start, start + limit);
  }

  #drop(): void {
    while (this.#lines.length - this.#start > maxLines || this.#characters > maxCharacters) {
      this.#characters -= this.#lines[this.#start]?.text.length ?? 0;
      this.#start += 1;
    }
    if (this.#start < maxLines / 2) return;
    this.#lines = this.#lines.slice(this.#start);
    this.#start = 0;
  }
}
