import type { ReactNode } from 'react';

export interface ItemLine {
  readonly id: string;
  readonly label: ReactNode;
  /** At the right end: a size, a state. */
  readonly detail?: ReactNode;
  /** Below the label: why it stays. */
  readonly note?: ReactNode;
}

export interface ItemLinesProps {
  /** Accessible name of the list. */
  readonly label: string;
  readonly items: readonly ItemLine[];
}

/** The objects that a dialog is about; a long list scrolls in its own box. */
export const ItemLines = ({ label, items }: ItemLinesProps) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
  <section tabIndex={0} aria-label={label} className="max-h-56 overflow-auto rounded-md border border-line">
    <ul className="m-0 list-none p-0">
      {items.map(({ id, label: text, detail, note }) => (
        <li key={id} className="border-b border-line-2 px-2.5 py-1 last:border-0">
          <div className="flex items-baseline justify-between gap-3">
            <span className="min-w-0 break-words">{text}</span>
            <span className="tabular shrink-0 text-ink-2">{detail}</span>
          </div>
          {note === undefined ? undefined : <div className="text-sm break-words text-ink-3">{note}</div>}
        </li>
      ))}
    </ul>
  </section>
);
