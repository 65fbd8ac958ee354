import { useMessages } from '../messages';
import { useSearchState } from '../search-state';

const tabs = ['overview', 'relations', 'inspect'] as const;
export type DetailTab = (typeof tabs)[number];

/** The tabs that every detail page has; the chosen one lives in the address. */
export function useDetailTab() {
  const { resources } = useMessages();
  const [text, setTab] = useSearchState('tab', tabs[0]);
  const tab: DetailTab = tabs.find((candidate) => candidate === text) ?? tabs[0];
  return {
    tab,
    onTabChange: (next: DetailTab): void => setTab(next),
    tabsLabel: resources.tabs.label,
    tabs: tabs.map((value) => ({ value, label: resources.tabs[value] })),
  } as const;
}
