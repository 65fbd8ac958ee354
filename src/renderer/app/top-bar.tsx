import { Search } from 'lucide-react';
import { Kbd } from '../components/kbd';
import { useMessages } from '../lib/messages';
import { isMac } from '../lib/platform';
import { formatShortcut } from '../lib/shortcuts';
import { EngineSwitcher } from './engine-switcher';
import { JobsPopover } from './jobs-popover';

export interface TopBarProps {
  readonly onSearch: () => void;
  readonly onShowJob: (jobId: string) => void;
}

/** Engine, search, jobs. */
export const TopBar = ({ onSearch, onShowJob }: TopBarProps) => {
  const { app, common } = useMessages();
  return (
    <>
      <EngineSwitcher />
      <div className="flex min-w-0 flex-1 justify-center">
        <button
          type="button"
          onClick={onSearch}
          aria-keyshortcuts="Control+K"
          className="flex h-7.5 w-full max-w-115 min-w-24 items-center gap-2 rounded-md border border-line bg-bg px-2.5 text-ink-3 hover:border-line-strong hover:text-ink-2"
        >
          <Search aria-hidden size={14} className="shrink-0" />
          <span className="min-w-0 flex-1 truncate text-left">{app.search}</span>
          <span aria-hidden className="max-[760px]:hidden">
            <Kbd keys={formatShortcut('Mod+K', common.keys, isMac)} />
          </span>
        </button>
      </div>
      <JobsPopover onShowJob={onShowJob} />
    </>
  );
};
