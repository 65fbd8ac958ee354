import { useLocation } from 'wouter';
import type { RailItem, RailSection } from '../components/app-rail';
import { enginePath } from '../lib/engine';
import { useFormat, useMessages } from '../lib/messages';
import type { NavEntry } from '../lib/routes';
import { resourceNav, systemNav } from './routes';

const noCount = (): undefined => undefined;

/** Where an entry leads to; engine pages lead to the start while no engine is known. */
export function navHref(entry: NavEntry, engineId: string | undefined): string {
  if (entry.scope === 'app') return `/${entry.path}`;
  return engineId === undefined ? '/' : enginePath(engineId, entry.path);
}

/** Whether an address is the entry's page or a page below it. */
export function isCurrent(entry: NavEntry, path: string): boolean {
  const inEngine = /^\/e\/[^/]+(\/.*)?$/.exec(path);
  if ((entry.scope === 'engine') !== (inEngine !== null)) return false;
  const [section] = (inEngine ? (inEngine[1] ?? '') : path).split('/').filter(Boolean);
  return section === entry.path;
}

function useItems(entries: readonly NavEntry[], engineId: string | undefined): readonly RailItem[] {
  const messages = useMessages();
  const format = useFormat();
  const [path] = useLocation();
  return entries.map((entry) => {
    const useCount = entry.useCount ?? noCount;
    // biome-ignore lint/correctness/useHookAtTopLevel: the entries are a constant, so every rendering calls the same hooks in the same order.
    const count = useCount(engineId);
    return {
      id: entry.id,
      href: navHref(entry, engineId),
      label: entry.label(messages),
      icon: entry.icon,
      count: count === undefined ? undefined : format.number(count),
      current: isCurrent(entry, path),
    };
  });
}

/** The rail with its counts. */
export function useRail(engineId: string | undefined): readonly RailSection[] {
  const { app } = useMessages();
  const resources = useItems(resourceNav, engineId);
  const system = useItems(systemNav, engineId);
  return [
    { id: 'resources', items: resources },
    { id: 'system', heading: app.system, items: system },
  ];
}
