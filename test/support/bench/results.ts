import type { BenchResult } from '../../bench/bench-result';

interface Measured {
  readonly name: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
}

/** A number that must stay below its limit. */
export function below(measured: Measured, limit: number): BenchResult {
  const target = `< ${limit}${measured.unit === '' ? '' : ` ${measured.unit}`}`;
  return { ...measured, target, pass: measured.value < limit };
}

/** A number that must be exactly this one, e.g. of wrong rows. */
export function exactly(measured: Measured, wanted: number): BenchResult {
  return { ...measured, target: String(wanted), pass: measured.value === wanted };
}

/** A number that is worth knowing and has no target. */
export function forInformation(measured: Measured): BenchResult {
  return { ...measured, target: 'none', pass: true };
}

/** The middle value; NaN of nothing. */
export function median(values: readonly number[]): number {
  return percentile(values, 0.5);
}

/** The value that this share of all values does not exceed; NaN of nothing. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
}
