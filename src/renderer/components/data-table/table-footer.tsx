import type { ReactNode } from 'react';
import type { DataTableLabels, TableCounts } from './types';

export interface TableFooterProps {
  readonly counts: TableCounts;
  readonly labels: DataTableLabels;
  readonly children?: ReactNode;
}

/** Counts on the left, said politely when they change; totals on the right. */
export const TableFooter = ({ counts, labels, children }: TableFooterProps) => (
  <div className="tabular flex h-7 shrink-0 items-center justify-between gap-4 border-t border-line bg-panel px-3 text-sm text-ink-3">
    <span role="status" className="truncate">
      {labels.summary(counts)}
    </span>
    <span className="truncate">{children}</span>
  </div>
);
