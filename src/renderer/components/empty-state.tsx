import type { ReactNode } from 'react';
import type { Icon } from './icon';

export interface EmptyStateProps {
  readonly icon: Icon;
  readonly title: ReactNode;
  /** What this list is for and how something gets into it. */
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** Level of the heading, default 2. */
  readonly level?: 2 | 3 | undefined;
}

/** An empty list that says what to do next. */
export const EmptyState = ({ icon: IconView, title, children, actions, level = 2 }: EmptyStateProps) => {
  const Heading = `h${level}` as const;
  return (
    <div className="mx-auto flex max-w-130 flex-1 flex-col items-center justify-center gap-2 px-6 py-10 text-center">
      <span className="flex size-11 items-center justify-center rounded-xl border border-line bg-sunk text-ink-3">
        <IconView aria-hidden size={21} strokeWidth={1.6} />
      </span>
      <Heading className="m-0 mt-1 text-md font-semibold">{title}</Heading>
      {children === undefined ? undefined : <div className="text-ink-2">{children}</div>}
      {actions === undefined ? undefined : (
        <div className="mt-2 flex flex-wrap justify-center gap-2">{actions}</div>
      )}
    </div>
  );
};
