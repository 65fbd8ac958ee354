import { Search, X } from 'lucide-react';
import { useRef } from 'react';
import { controlClass } from './control-class';
import { Kbd } from './kbd';
import { useShortcut } from './use-shortcut';

export interface SearchInputLabels {
  /** Accessible name and placeholder. */
  readonly search: string;
  readonly clear: string;
}

export interface SearchInputProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly labels: SearchInputLabels;
  /** Focuses the field from anywhere on the page; shown in the field. Default none. */
  readonly shortcut?: string | undefined;
  /** Down arrow or Enter leave the field for the list. */
  readonly onLeave?: (() => void) | undefined;
}

/** Filters while typing. Escape clears, then leaves. */
export const SearchInput = ({ value, onChange, labels, shortcut, onLeave }: SearchInputProps) => {
  const input = useRef<HTMLInputElement>(null);
  useShortcut({ keys: shortcut, label: labels.search, run: () => input.current?.select() });
  const onKeyDown = (event: React.KeyboardEvent): void => {
    if (event.key === 'Escape' && value !== '') {
      event.stopPropagation();
      onChange('');
    } else if (event.key === 'Escape') input.current?.blur();
    else if (onLeave && (event.key === 'ArrowDown' || event.key === 'Enter')) {
      event.preventDefault();
      onLeave();
    }
  };
  return (
    <div className="relative min-w-40 max-w-100 flex-1">
      <Search aria-hidden size={14} className="pointer-events-none absolute top-2 left-2 text-ink-3" />
      <input
        ref={input}
        type="search"
        spellCheck={false}
        autoComplete="off"
        aria-label={labels.search}
        placeholder={labels.search}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        className={controlClass({ className: 'search-field pr-8 pl-7' })}
      />
      <span className="absolute inset-y-0 right-1.5 flex items-center">
        {value === '' ? (
          shortcut !== undefined && <Kbd keys={shortcut} />
        ) : (
          <button
            type="button"
            aria-label={labels.clear}
            onClick={() => onChange('')}
            className="inline-flex size-6 items-center justify-center rounded-sm text-ink-3 hover:text-ink"
          >
            <X aria-hidden size={13} />
          </button>
        )}
      </span>
    </div>
  );
};
