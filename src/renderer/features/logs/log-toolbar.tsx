import { ArrowDown, ArrowUp, Download, ListFilter, Pause, Play, Regex, Settings2 } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { Button } from '../../components/button';
import { DropdownMenu } from '../../components/dropdown-menu';
import { IconButton } from '../../components/icon-button';
import type { MenuEntry } from '../../components/menu-entry';
import { SearchInput } from '../../components/search-input';
import { SegmentedControl } from '../../components/segmented-control';
import { useMessages } from '../../lib/messages';
import { logLevels } from './log-level';
import type { LogState, StreamChoice } from './use-log-state';

export interface SearchSteps {
  /** From 1; 0 while no match is chosen. */
  readonly at: number;
  readonly count: number;
  readonly searching: boolean;
  readonly go: (direction: 1 | -1) => void;
}

export interface LogToolbarProps {
  readonly state: LogState;
  readonly steps: SearchSteps;
  readonly following: boolean;
  readonly onFollow: (follow: boolean) => void;
  readonly onSave: (timestamps: boolean) => void;
}

const Search = ({ state, steps }: Pick<LogToolbarProps, 'state' | 'steps'>) => {
  const { logs } = useMessages();
  const { options, change, fault } = state;
  const hasQuery = options.query !== '';
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' && event.key !== 'F3') return;
    event.preventDefault();
    steps.go(event.shiftKey ? -1 : 1);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys of the field inside.
    <div className="flex min-w-60 max-w-160 flex-1 items-center gap-1" onKeyDown={onKeyDown}>
      <SearchInput
        value={options.query}
        onChange={(query) => change({ query })}
        labels={{ search: logs.search, clear: logs.clearSearch }}
        shortcut="/"
      />
      <IconButton
        icon={Regex}
        label={logs.regex}
        aria-pressed={options.isRegex}
        onClick={() => change({ isRegex: !options.isRegex })}
      />
      <IconButton
        icon={ArrowUp}
        label={logs.previous}
        disabled={steps.count === 0}
        onClick={() => steps.go(-1)}
      />
      <IconButton
        icon={ArrowDown}
        label={logs.next}
        disabled={steps.count === 0}
        onClick={() => steps.go(1)}
      />
      <IconButton
        icon={ListFilter}
        label={logs.onlyMatches}
        aria-pressed={options.onlyMatches}
        onClick={() => change({ onlyMatches: !options.onlyMatches })}
      />
      {hasQuery && fault === undefined ? (
        <output className="tabular whitespace-nowrap text-sm text-ink-3">
          {logs.matches(steps.at, steps.count)} {steps.searching ? logs.searching : ''}
        </output>
      ) : undefined}
    </div>
  );
};

function useMenus(state: LogState) {
  const { logs } = useMessages();
  const { options, change } = state;
  const levels = logLevels.map(
    (level): MenuEntry => ({
      kind: 'check',
      id: level,
      label: logs.levelNames[level],
      checked: options.levels.has(level),
      onChange: (checked) => {
        const next = new Set(options.levels);
        if (checked) next.add(level);
        else next.delete(level);
        change({ levels: next });
      },
    }),
  );
  const toggles = (['timestamps', 'wrap', 'fields'] as const).map(
    (id): MenuEntry => ({
      kind: 'check',
      id,
      label: logs[id],
      checked: options[id],
      onChange: (checked) => change({ [id]: checked }),
    }),
  );
  const clear: MenuEntry = {
    kind: 'item',
    id: 'clear',
    label: logs.clear,
    onSelect: () => state.session.clear(),
  };
  return { levels, view: [...toggles, { kind: 'separator', id: 'before-clear' } as const, clear] };
}

/** Search, filters, view, follow and save, above the lines. */
export const LogToolbar = ({ state, steps, following, onFollow, onSave }: LogToolbarProps) => {
  const { logs } = useMessages();
  const { options, change } = state;
  const menus = useMenus(state);
  const isFiltered = options.levels.size < logLevels.length;
  const streams: readonly StreamChoice[] = ['both', 'stdout', 'stderr'];
  return (
    <div className="flex flex-wrap items-center gap-2 border-b border-line px-3 py-2">
      <Search state={state} steps={steps} />
      <SegmentedControl
        label={logs.streams.label}
        value={options.stream}
        onChange={(stream) => change({ stream })}
        options={streams.map((value) => ({ value, label: logs.streams[value] }))}
      />
      <DropdownMenu
        trigger={
          <Button icon={ListFilter} aria-pressed={isFiltered}>
            {isFiltered ? logs.levelsShown(options.levels.size) : logs.levels}
          </Button>
        }
        entries={menus.levels}
      />
      <DropdownMenu trigger={<Button icon={Settings2}>{logs.view}</Button>} entries={menus.view} />
      <Button icon={following ? Pause : Play} onClick={() => onFollow(!following)}>
        {following ? logs.pause : logs.follow}
      </Button>
      <DropdownMenu
        align="end"
        trigger={<Button icon={Download}>{logs.save}</Button>}
        entries={[
          { kind: 'item', id: 'plain', label: logs.save, onSelect: () => onSave(false) },
          { kind: 'item', id: 'times', label: logs.saveTimes, onSelect: () => onSave(true) },
        ]}
      />
    </div>
  );
};
