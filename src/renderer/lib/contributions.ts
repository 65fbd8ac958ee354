import { type ComponentType, createContext, useContext } from 'react';
import type { ContainerDetails } from '../../common/contract/containers';
import type { ImageDetails } from '../../common/contract/images';
import type { Messages } from './messages';

/** The little number behind a tab's label. */
export interface TabBadge {
  readonly text: string;
  readonly tone?: 'neutral' | 'info' | 'ok' | 'warn' | 'bad' | 'waste' | undefined;
}

/** A tab that one feature adds to another feature's detail page. */
export interface FeatureTab<Props> {
  /** Its name in the address; unique within the page. */
  readonly id: string;
  readonly label: (messages: Messages) => string;
  /** Lazy. Fills the page below the tabs and scrolls by itself where it has to. */
  readonly component: ComponentType<Props>;
  /** A hook. Called in every rendering, also while the page is being loaded. */
  readonly useBadge?: (props: Props | undefined) => TabBadge | undefined;
}

export interface ImageTabProps {
  readonly engineId: string;
  readonly details: ImageDetails;
}

export interface ContainerTabProps {
  readonly engineId: string;
  /** Kept right by the live list; the last known state of a container that was removed. */
  readonly details: ContainerDetails;
}

/** What features add to pages of other features, which they must not import: the app lays it together. */
export interface Contributions {
  readonly imageTabs: readonly FeatureTab<ImageTabProps>[];
  readonly containerTabs: readonly FeatureTab<ContainerTabProps>[];
}

const ContributionsContext = createContext<Contributions>({ imageTabs: [], containerTabs: [] });
export const ContributionsProvider = ContributionsContext.Provider;

export function useContributions(): Contributions {
  return useContext(ContributionsContext);
}

const noBadge = (): undefined => undefined;

/** The badges of tabs, in their order. */
export function useBadges<Props>(
  tabs: readonly FeatureTab<Props>[],
  props: Props | undefined,
): readonly (TabBadge | undefined)[] {
  // biome-ignore lint/correctness/useHookAtTopLevel: the tabs are a constant, so every rendering calls the same hooks in the same order.
  return tabs.map(({ useBadge = noBadge }) => useBadge(props));
}
