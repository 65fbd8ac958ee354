import type { ContainerRemovalPreview } from '../../../common/contract/containers';
import { isUp } from '../../lib/resources/relations';

/** What a removal would lose, added up. */
export interface RemovalSummary {
  /** Bytes in the writable layers that the engine told of. */
  readonly writableBytes: number;
  /** How many of them the engine said nothing about. */
  readonly unmeasured: number;
  readonly running: readonly ContainerRemovalPreview[];
  readonly anonymousVolumes: number;
}

export function summarizeRemoval(previews: readonly ContainerRemovalPreview[]): RemovalSummary {
  const measured = previews.flatMap(({ writableBytes }) =>
    writableBytes === undefined ? [] : [writableBytes],
  );
  return {
    writableBytes: measured.reduce((sum, bytes) => sum + bytes, 0),
    unmeasured: previews.length - measured.length,
    running: previews.filter(isUp),
    // Two containers can share one: it is lost once.
    anonymousVolumes: new Set(previews.flatMap((preview) => preview.anonymousVolumes)).size,
  };
}
