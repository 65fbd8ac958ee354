import type { Measured, MissingReason } from '../../../common/contract/stats';

export function present<Value>(value: Value, from: string): Measured<Value> {
  return { value, from };
}

export function missing(reason: MissingReason, from?: string): { missing: MissingReason; from?: string } {
  return from === undefined ? { missing: reason } : { missing: reason, from };
}

export function knownValue<Value>(measured: Measured<Value>): Value | undefined {
  return 'value' in measured ? measured.value : undefined;
}

/** The value changed, its origin or the reason for its absence kept. */
export function mapMeasured<Value, Result>(
  measured: Measured<Value>,
  change: (value: Value) => Result,
): Measured<Result> {
  return 'value' in measured ? { value: change(measured.value), from: measured.from } : measured;
}
