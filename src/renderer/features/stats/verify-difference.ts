import type { VerifyRow } from '../../../common/contract/stats';

/** More than this is worth a look. */
export const tolerance = 0.02;

/**
 * How much ours is more than the engine's, as a share of the engine's: (ours - engine) / engine. Undefined when one of
 * them does not exist; infinite when only ours is more than nothing.
 */
export function differenceOf({ ours, engine }: VerifyRow): number | undefined {
  if (!('value' in ours) || !('value' in engine)) return undefined;
  if (ours.value === engine.value) return 0;
  if (ours.value === 'max' || engine.value === 'max') return undefined;
  if (engine.value === 0) return Number.POSITIVE_INFINITY;
  return (ours.value - engine.value) / engine.value;
}
