import type { HistoryItem } from '../../../../common/oci/image-config';

/** One step of an image's history as an instruction. */
export interface HistoryLine {
  /** `RUN apt-get update`, `ENV A=1`. */
  readonly text: string;
  readonly createdAt: number | undefined;
  /** The layer that it made, from the base; undefined for a step that made none. */
  readonly layer: number | undefined;
}

/** The history, oldest first, each step with its layer. */
export function historyLines(history: readonly HistoryItem[], layerCount: number): readonly HistoryLine[] {
  const steps = history.map(({ createdBy, createdAt, emptyLayer }) => ({
    text: toInstruction(createdBy),
    createdAt,
    emptyLayer,
  }));
  const made = steps.filter(({ emptyLayer }) => !emptyLayer).length;
  // A flattened or imported image has fewer steps than layers, and its steps are the latest ones.
  let next = layerCount - made;
  return steps.map(({ text, createdAt, emptyLayer }) => {
    if (emptyLayer) return { text, createdAt, layer: undefined };
    const layer = next >= 0 && next < layerCount ? next : undefined;
    next += 1;
    return { text, createdAt, layer };
  });
}

/** The instruction that made each layer, from the base; undefined where the history does not say. */
export function layerInstructions(
  lines: readonly HistoryLine[],
  layerCount: number,
): readonly (HistoryLine | undefined)[] {
  const byLayer = new Map(lines.map((line) => [line.layer, line]));
  return Array.from({ length: layerCount }, (_, layer) => byLayer.get(layer));
}

/**
 * What builders write, as a Dockerfile would have it: the classic one notes shell commands and `#(nop)` instructions,
 * BuildKit instructions with a comment. Build arguments stand in front: `|1 A=b /bin/sh -c make`.
 */
export function toInstruction(createdBy: string): string {
  const text = createdBy.replace(/\s*# buildkit$/, '').trim();
  const nop = /^(?:\/bin\/sh -c |cmd \/S \/C )?#\(nop\)\s+(.*)$/s.exec(text)?.[1];
  if (nop !== undefined) return nop.trim();
  const run = /^RUN (?:\|\d+ .*? )?\/bin\/sh -c (.*)$/s.exec(text)?.[1];
  if (run !== undefined) return `RUN ${run.trim()}`;
  const shell = /^(?:\|\d+ .*? )?\/bin\/sh -c (.*)$/s.exec(text)?.[1];
  return shell === undefined ? text : `RUN ${shell.trim()}`;
}
