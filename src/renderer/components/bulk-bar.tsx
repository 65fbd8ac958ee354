import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { IconButton } from './icon-button';

export interface BulkBarProps {
  /** Accessible name: 'Actions for the selection'. */
  readonly label: string;
  /** E.g. '3 selected · 1.2 GiB'; said when it changes. */
  readonly text: string;
  readonly count: number;
  /** Buttons; size `sm`. */
  readonly children: ReactNode;
  readonly clear: { readonly label: string; readonly onClear: () => void };
}

/** Takes the place of the table's toolbar while rows are selected, so that the list does not move. */
export const BulkBar = ({ label, text, count, children, clear }: BulkBarProps) => {
  if (count === 0) return undefined;
  return (
    <section
      aria-label={label}
      className="flex min-h-11 shrink-0 flex-wrap items-center gap-2 border-b border-line bg-accent-soft px-3 py-1.5"
    >
      <span role="status" className="tabular mr-1 font-semibold">
        {text}
      </span>
      {children}
      <span className="ml-auto">
        <IconButton icon={X} label={clear.label} shortcut={undefined} onClick={clear.onClear} />
      </span>
    </section>
  );
};
