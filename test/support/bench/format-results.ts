import type { BenchResult } from '../../bench/bench-result';

/** One line per number; what failed comes last, so that the last line says whether all is well. */
export function formatResults(results: readonly BenchResult[]): readonly string[] {
  const ordered = [...results.filter((result) => result.pass), ...results.filter((result) => !result.pass)];
  return ordered.map((result) => {
    const value = Number.isInteger(result.value) ? String(result.value) : result.value.toPrecision(3);
    const unit = result.unit === '' ? '' : ` ${result.unit}`;
    const verdict = result.pass ? 'PASS' : 'FAIL';
    return `bench ${result.name}: ${result.metric} ${value}${unit} (target ${result.target}) ${verdict}`;
  });
}
