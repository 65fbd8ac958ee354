import type { LayerProblem, LayerProblemKind } from './layer-index';
import { formatName } from './tar-path';

/** Shown of each kind. */
const maxPaths = 5;
const maxPathLength = 300;

/** Counts what could not be taken as it stands, with a few examples of each kind. */
export class ProblemLog {
  readonly #byKind = new Map<LayerProblemKind, { count: number; readonly paths: string[] }>();

  add(kind: LayerProblemKind, path: Uint8Array): void {
    const entry = this.#byKind.get(kind) ?? { count: 0, paths: [] };
    this.#byKind.set(kind, entry);
    entry.count += 1;
    if (entry.paths.length < maxPaths) entry.paths.push(formatName(path.subarray(0, maxPathLength)));
  }

  list(): readonly LayerProblem[] {
    return [...this.#byKind].map(([kind, { count, paths }]) => ({ kind, count, paths }));
  }
}
