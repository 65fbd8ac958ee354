import { type ReactNode, Suspense } from 'react';
import type { FeatureTab } from '../contributions';

export interface AddedTabProps<Props> {
  readonly tabs: readonly FeatureTab<Props>[];
  /** The chosen tab; nothing is shown when it is none of `tabs`. */
  readonly tab: string;
  readonly props: Props;
  /** Stands there while the tab's code is being loaded. */
  readonly fallback: ReactNode;
}

/** The content of a tab that another feature adds. */
export const AddedTab = <Props extends object>({ tabs, tab, props, fallback }: AddedTabProps<Props>) => {
  const chosen = tabs.find(({ id }) => id === tab);
  if (!chosen) return undefined;
  const { component: Content } = chosen;
  return (
    <Suspense fallback={fallback}>
      <Content {...props} />
    </Suspense>
  );
};
