/** One measured number against the bound that it must keep. */
export interface BenchResult {
  /** The bench, as in `npm run bench -- <name>`. */
  readonly name: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  /** In words, such as `< 2 ms`. */
  readonly target: string;
  readonly pass: boolean;
}
