import { Boxes, ScrollText } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '../../components/button';
import { DropdownMenu } from '../../components/dropdown-menu';
import { EmptyState } from '../../components/empty-state';
import type { MenuEntry } from '../../components/menu-entry';
import { PageHeader } from '../../components/page-header';
import { enginePath, useEngineId } from '../../lib/engine';
import { useContainers } from '../../lib/live-list';
import { maxMergedLogs } from '../../lib/logs-path';
import { useMessages } from '../../lib/messages';
import { toVisibleText } from '../../lib/resources/visible-text';
import { useSearchState } from '../../lib/search-state';
import { LogView } from './log-view';

/** The chosen containers; the address has their ids, or names, in it. */
function useChosen(engineId: string) {
  const { items } = useContainers(engineId);
  const [text, setText] = useSearchState('containers', '');
  const wanted = useMemo(() => text.split(',').filter(Boolean).slice(0, maxMergedLogs), [text]);
  // What was removed meanwhile stays: its lines are the last that is left of it.
  const [seen] = useState(() => new Map<string, { readonly id: string; readonly name: string }>());
  const chosen = useMemo(
    () =>
      wanted.flatMap((key) => {
        const found = items.find(({ id, name }) => id === key || name === key) ?? seen.get(key);
        if (found) seen.set(key, found);
        return found ? [found] : [];
      }),
    [items, wanted, seen],
  );
  // The list changes with every event; the sources only with what they are.
  const key = JSON.stringify(chosen.map(({ id, name }) => [id, toVisibleText(name)]));
  const sources = useMemo(
    () => (JSON.parse(key) as [string, string][]).map(([id, name]) => ({ id, name })),
    [key],
  );
  const toggle = (id: string, on: boolean): void => {
    const ids = chosen.map((item) => item.id);
    setText((on ? [...ids, id] : ids.filter((other) => other !== id)).join(','));
  };
  return { items, sources, toggle };
}

/** The logs of several containers, merged by time. */
export const LogsPage = () => {
  const engineId = useEngineId();
  const { logs, containers } = useMessages();
  const { items, sources, toggle } = useChosen(engineId);
  const ids = new Set(sources.map(({ id }) => id));
  const entries = items.map(
    ({ id, name }): MenuEntry => ({
      kind: 'check',
      id,
      label: toVisibleText(name),
      checked: ids.has(id),
      disabled: !ids.has(id) && ids.size >= maxMergedLogs,
      onChange: (checked) => toggle(id, checked),
    }),
  );
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <PageHeader
        title={logs.title}
        crumbs={[{ label: containers.title, href: enginePath(engineId, 'containers') }]}
        actions={
          <DropdownMenu
            align="end"
            trigger={<Button icon={Boxes}>{`${logs.merged.choose} (${sources.length})`}</Button>}
            entries={entries}
          />
        }
      />
      {sources.length === 0 ? (
        <EmptyState icon={ScrollText} title={logs.merged.none}>
          {logs.merged.noneText}
        </EmptyState>
      ) : (
        <LogView engineId={engineId} sources={sources} />
      )}
    </div>
  );
};
