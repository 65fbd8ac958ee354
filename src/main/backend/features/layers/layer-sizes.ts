/** A step of the history that an engine tells: with the bytes that it added. */
export interface HistoryStep {
  readonly createdBy: string;
  readonly bytes: number | undefined;
  /** It looks as if it made no layer. */
  readonly isEmpty: boolean;
}

/**
 * Bytes of each layer, base first, after the sizes of an image's history. Engines do not say which steps without bytes
 * made a layer: where their number leaves that open, steps that only may have made one (WORKDIR of an existing folder)
 * are left out first, and if that does not help nothing is known of layers whose place is not certain.
 */
export function layerSizes(
  steps: readonly HistoryStep[],
  layerCount: number,
): readonly (number | undefined)[] {
  const made = steps.filter(({ isEmpty }) => !isEmpty);
  if (made.length === layerCount) return made.map(({ bytes }) => bytes ?? 0);
  const certain = made.filter(({ bytes, createdBy }) => bytes || !/\bWORKDIR\b/.test(createdBy));
  if (certain.length === layerCount) return certain.map(({ bytes }) => bytes ?? 0);
  const filled = made.filter(({ bytes }) => bytes);
  if (filled.length === layerCount) return filled.map(({ bytes }) => bytes);
  return Array.from({ length: layerCount }, () => undefined);
}
