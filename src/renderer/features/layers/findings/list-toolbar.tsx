import type { ReactNode } from 'react';
import { SearchInput } from '../../../components/search-input';
import { useMessages } from '../../../lib/messages';

export interface ListToolbarProps {
  readonly label: string;
  readonly filter: string;
  readonly onFilterChange: (filter: string) => void;
  /** Behind the field. */
  readonly children?: ReactNode;
}

/** The filter of a list of paths, and what stands beside it. */
export const ListToolbar = ({ label, filter, onFilterChange, children }: ListToolbarProps) => {
  const { clearFilter } = useMessages().findings;
  return (
    <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line bg-panel px-3 py-2">
      <SearchInput
        value={filter}
        onChange={onFilterChange}
        labels={{ search: label, clear: clearFilter }}
        shortcut="/"
      />
      {children}
    </div>
  );
};
