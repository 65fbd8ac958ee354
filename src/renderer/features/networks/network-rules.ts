import type { NetworkRemovalPreview, NetworkSummary } from '../../../common/contract/networks';

/** One line of the list: a network with what containers make of it. */
export interface NetworkRow {
  readonly network: NetworkSummary;
  /** Containers that know it, and how many of them are up. */
  readonly users: number;
  readonly up: number;
}

export type NetworkView = 'all' | 'used' | 'unused' | 'custom';
export const networkViews = ['all', 'used', 'unused', 'custom'] as const;

/** Whether a row belongs to a view of the list. */
export function isInView(view: NetworkView, { network, users }: NetworkRow): boolean {
  switch (view) {
    case 'all':
      return true;
    case 'used':
      return users > 0;
    case 'unused':
      return users === 0;
    case 'custom':
      return !network.predefined;
  }
}

/** What a removal would do, and what stands in its way. */
export interface RemovalPlan {
  readonly possible: readonly NetworkRemovalPreview[];
  /** Predefined, or with running containers: the engine refuses. */
  readonly blocked: readonly NetworkRemovalPreview[];
  /** Names of the stopped containers that could not start without them. */
  readonly stopped: readonly string[];
}

export function planRemoval(previews: readonly NetworkRemovalPreview[]): RemovalPlan {
  const isBlocked = ({ predefined, usedBy }: NetworkRemovalPreview): boolean =>
    predefined || usedBy.some((user) => user.running);
  const possible = previews.filter((preview) => !isBlocked(preview));
  return {
    possible,
    blocked: previews.filter(isBlocked),
    stopped: [...new Set(possible.flatMap((preview) => preview.usedBy.map((user) => user.name)))],
  };
}
