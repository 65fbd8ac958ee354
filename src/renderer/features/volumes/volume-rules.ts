import type { VolumeRemovalPreview, VolumeSummary } from '../../../common/contract/volumes';

/** One line of the list: a volume with what is known of it from elsewhere. */
export interface VolumeRow {
  readonly volume: VolumeSummary;
  /** Containers that mount it, running or not. */
  readonly users: number;
  /** Bytes as measured last; undefined when it was not. */
  readonly sizeBytes: number | undefined;
}

export type VolumeView = 'all' | 'used' | 'unused' | 'anonymous';
export const volumeViews = ['all', 'used', 'unused', 'anonymous'] as const;

/** Whether a row belongs to a view of the list. */
export function isInView(view: VolumeView, { volume, users }: VolumeRow): boolean {
  switch (view) {
    case 'all':
      return true;
    case 'used':
      return users > 0;
    case 'unused':
      return users === 0;
    case 'anonymous':
      return volume.anonymous;
  }
}

/** Names that engines accept: `RestrictedNamePattern` of moby's volume/local. */
export function isVolumeName(name: string): boolean {
  return name.length <= 255 && /^[a-zA-Z0-9][a-zA-Z0-9_.-]+$/.test(name);
}

/** What a removal would lose, and what stands in its way. */
export interface RemovalPlan {
  readonly possible: readonly VolumeRemovalPreview[];
  /** Mounted by some container: the engine refuses. */
  readonly blocked: readonly VolumeRemovalPreview[];
  /** Bytes of those that the engine told of. */
  readonly lostBytes: number;
  /** How many of the possible ones the engine said nothing about. */
  readonly unmeasured: number;
}

export function planRemoval(previews: readonly VolumeRemovalPreview[]): RemovalPlan {
  const possible = previews.filter((preview) => preview.usedBy.length === 0);
  const measured = possible.flatMap(({ sizeBytes }) => (sizeBytes === undefined ? [] : [sizeBytes]));
  return {
    possible,
    blocked: previews.filter((preview) => preview.usedBy.length > 0),
    lostBytes: measured.reduce((sum, bytes) => sum + bytes, 0),
    unmeasured: possible.length - measured.length,
  };
}
