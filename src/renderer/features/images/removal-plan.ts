import type { ImageRemovalPreview } from '../../../common/contract/images';

/** What a removal would do, over all targets. */
export interface RemovalPlan {
  /** What can be removed, with force where it needs it. */
  readonly possible: readonly ImageRemovalPreview[];
  /** What the engine refuses, also with force. */
  readonly blocked: readonly ImageRemovalPreview[];
  readonly untags: readonly string[];
  /** Ids of the images that are deleted. */
  readonly deletes: readonly string[];
  /** Bytes that only these images use; undefined when the engine does not say it of each of them. */
  readonly freedBytes: number | undefined;
  readonly force: boolean;
}

export function planRemoval(previews: readonly ImageRemovalPreview[]): RemovalPlan {
  const possible = previews.filter((preview) => preview.blocked === undefined);
  const deleted = possible.filter((preview) => preview.deletesImage);
  const unique = new Map(deleted.map((preview) => [preview.imageId, preview.uniqueBytes]));
  const sizes = [...unique.values()];
  return {
    possible,
    blocked: previews.filter((preview) => preview.blocked !== undefined),
    untags: [...new Set(possible.flatMap((preview) => preview.untags))],
    deletes: [...unique.keys()],
    freedBytes: sizes.reduce<number | undefined>(
      (sum, size) => (sum === undefined || size === undefined ? undefined : sum + size),
      0,
    ),
    force: possible.some((preview) => preview.needsForce !== undefined),
  };
}
