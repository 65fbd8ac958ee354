import { ExpressionClient, type ExpressionWorker } from './expression-client';
import { ExpressionScan } from './expression-scan';
import { type LineMarks, marksAtOnce, marksLater } from './line-marks';
import { LineScan, type LineTest, type Scan } from './line-scan';
import type { BufferChange, LogBuffer } from './log-buffer';
import type { SearchPattern } from './search-pattern';

export interface LookChoice {
  readonly pattern: SearchPattern | undefined;
  /** Undefined: all lines. */
  readonly isShown: LineTest | undefined;
  /** Lines that the pattern does not match are not shown. */
  readonly onlyMatches: boolean;
}

export const showAll: LookChoice = { pattern: undefined, isShown: undefined, onlyMatches: false };

/** One way to look at a log: which lines are shown and which of them match. */
export class LogLook {
  readonly search: Scan | undefined;
  /** Undefined: all lines are shown. */
  readonly filter: Scan | undefined;
  /** Undefined: nothing is looked for. */
  readonly marks: LineMarks | undefined;
  readonly #client: ExpressionClient | undefined;

  constructor(
    buffer: LogBuffer,
    { pattern, isShown, onlyMatches }: LookChoice,
    onAnswer: () => void = () => {},
    start?: () => ExpressionWorker,
  ) {
    if (pattern?.kind === 'text') {
      this.search = new LineScan(buffer, (line) => (isShown?.(line) ?? true) && pattern.test(line.text));
      this.marks = marksAtOnce(pattern.ranges);
    } else if (pattern) {
      const client = new ExpressionClient(pattern.source, start);
      this.#client = client;
      this.search = new ExpressionScan(buffer, client, isShown, onAnswer);
      this.marks = marksLater((texts) => client.ranges(texts), onAnswer);
    }
    this.filter = onlyMatches && this.search ? this.search : isShown && new LineScan(buffer, isShown);
  }

  /** Why not all is found. */
  get error(): unknown {
    return this.search?.error;
  }

  get wantsStep(): boolean {
    return this.#scans.some((scan) => scan.wantsStep);
  }

  noteChange(change: BufferChange): void {
    for (const scan of this.#scans) scan.noteChange(change);
  }

  step(until: number): void {
    for (const scan of this.#scans) if (!scan.done) scan.step(until);
  }

  dispose(): void {
    this.#client?.dispose();
  }

  get #scans(): readonly Scan[] {
    return [...new Set([this.filter, this.search])].filter((scan) => scan !== undefined);
  }
}
