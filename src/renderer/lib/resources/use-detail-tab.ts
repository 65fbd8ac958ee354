import { type FeatureTab, type TabBadge, useBadges } from '../contributions';
import { useMessages } from '../messages';
import { useSearchState } from '../search-state';

interface DetailTab {
  readonly value: string;
  readonly label: string;
  readonly badge?: TabBadge | undefined;
}

/**
 * The tabs of a detail page: overview, those that other features add, relations and inspect. The chosen one lives in
 * the address.
 * @param added a constant list
 * @param props what the added tabs get; undefined while the object is being loaded
 */
export function useDetailTab<Props>(added: readonly FeatureTab<Props>[] = [], props?: Props) {
  const messages = useMessages();
  const { tabs: texts } = messages.resources;
  const badges = useBadges(added, props);
  const tabs: readonly DetailTab[] = [
    { value: 'overview', label: texts.overview },
    ...added.map(({ id, label }, at) => ({ value: id, label: label(messages), badge: badges[at] })),
    { value: 'relations', label: texts.relations },
    { value: 'inspect', label: texts.inspect },
  ];
  const [text, onTabChange] = useSearchState('tab', 'overview');
  const tab = tabs.find(({ value }) => value === text)?.value ?? 'overview';
  return { tab, onTabChange, tabsLabel: texts.label, tabs } as const;
}
