import { ChevronDown, ChevronUp } from 'lucide-react';
import { useState } from 'react';
import { IconButton } from '../../components/icon-button';
import type { TerminalScreenHandle } from '../../components/terminal-screen';
import { TextInput } from '../../components/text-input';
import { useMessages } from '../../lib/messages';
import { useTerminalKeyNames } from './use-screen-menu';

export interface SearchBarProps {
  readonly screen: () => TerminalScreenHandle | undefined;
  /** Id for the text that tells the keys of the screen. */
  readonly keysId: string;
}

/** `Ctrl Shift C`, as boxes show it, for a sentence. */
const inText = (keys: string): string => keys.replaceAll(' ', '+');

/** Search in what the screen holds, and the keys that are the screen's and not the program's. */
export const SearchBar = ({ screen, keysId }: SearchBarProps) => {
  const { terminal: texts } = useMessages();
  const keys = useTerminalKeyNames();
  const [text, setText] = useState('');
  const find = (direction: 'next' | 'previous') => screen()?.find(text, direction);
  return (
    <div className="flex items-center gap-1 border-b border-line bg-panel px-2 py-1">
      <div className="w-72 max-w-full">
        <TextInput
          aria-label={texts.search}
          placeholder={texts.search}
          value={text}
          onChange={setText}
          onKeyDown={(event) => {
            if (event.key === 'Enter') find(event.shiftKey ? 'previous' : 'next');
          }}
        />
      </div>
      <IconButton size="sm" icon={ChevronUp} label={texts.previous} onClick={() => find('previous')} />
      <IconButton size="sm" icon={ChevronDown} label={texts.next} onClick={() => find('next')} />
      <p id={keysId} className="m-0 ml-auto pl-2 text-sm text-ink-3 max-lg:hidden">
        {texts.keys({ copy: inText(keys.copy), paste: inText(keys.paste), leave: inText(keys.leave) })}
      </p>
    </div>
  );
};
