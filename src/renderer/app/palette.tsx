import { useState } from 'react';
import { CommandPalette, type PaletteGroup } from '../components/command-palette';
import { useActionList } from '../lib/actions';
import { useMessages } from '../lib/messages';
import { isMac } from '../lib/platform';
import { formatShortcut } from '../lib/shortcuts';
import { groupActions } from './group-actions';
import { filterGroups } from './palette-filter';
import { usePaletteObjects } from './palette-objects';
import { useRunAction } from './run-action';

/** Everything that can be opened or done, found by typing. */
export const Palette = ({ onClose }: { readonly onClose: () => void }) => {
  const [query, setQuery] = useState('');
  const { app, common } = useMessages();
  const actions = useActionList();
  const run = useRunAction();
  const { groups: objects, loading } = usePaletteObjects();
  const byGroup = groupActions(actions.filter((action) => action.id !== 'app.palette'));
  const commands = byGroup.map(
    ({ group, items }): PaletteGroup => ({
      id: `actions:${group}`,
      label: group,
      items: items.map((action) => ({
        id: `action:${action.id}`,
        label: action.title,
        detail: action.disabled,
        icon: action.icon,
        shortcut: action.shortcut && formatShortcut(action.shortcut, common.keys, isMac),
        keywords: action.keywords === undefined ? [] : [action.keywords],
        onSelect: () => run(action.id),
      })),
    }),
  );
  return (
    <CommandPalette
      open
      onOpenChange={(open) => (open ? undefined : onClose())}
      query={query}
      onQueryChange={setQuery}
      groups={filterGroups([...commands, ...objects], query)}
      loading={loading && query !== ''}
      labels={{
        title: app.searchTitle,
        placeholder: app.search,
        loading: common.loading,
        empty: app.nothingFound,
      }}
    />
  );
};
