import { ChevronRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { BareLink } from './link';

export interface Crumb {
  readonly label: string;
  readonly href: string;
}

export interface PageHeaderProps {
  /** The way here, without the page itself. */
  readonly crumbs?: readonly Crumb[] | undefined;
  /** Accessible name of the crumbs. */
  readonly crumbsLabel?: string | undefined;
  readonly title: string;
  /** State, tags, warnings. */
  readonly chips?: ReactNode;
  readonly actions?: ReactNode;
  /** Tabs follow directly below, so the header draws no line. */
  readonly joined?: boolean | undefined;
}

const Crumbs = ({
  crumbs,
  label,
}: {
  readonly crumbs: readonly Crumb[];
  readonly label: string | undefined;
}) => (
  <nav aria-label={label}>
    <ol className="m-0 flex list-none items-center gap-1 p-0 text-sm text-ink-3">
      {crumbs.map(({ label: text, href }, index) => (
        <li key={href} className="flex min-w-0 items-center gap-1">
          {index === 0 ? undefined : <ChevronRight aria-hidden size={12} className="shrink-0" />}
          <BareLink
            href={href}
            className="truncate rounded-xs text-ink-3 no-underline hover:text-ink hover:underline"
          >
            {text}
          </BareLink>
        </li>
      ))}
    </ol>
  </nav>
);

/** Name, state and main actions of a page. The title is the only h1. */
export const PageHeader = ({ crumbs = [], crumbsLabel, title, chips, actions, joined }: PageHeaderProps) => (
  <header className={`shrink-0 bg-panel px-4 pt-2.5 ${joined ? '' : 'border-b border-line'}`}>
    {crumbs.length > 0 ? <Crumbs crumbs={crumbs} label={crumbsLabel} /> : undefined}
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 pt-0.5 pb-2">
      <div className="flex min-w-0 flex-wrap items-center gap-x-2.5 gap-y-1">
        <h1 title={title} className="m-0 max-w-full truncate text-xl font-semibold tracking-tight">
          {title}
        </h1>
        {chips}
      </div>
      {actions === undefined ? undefined : (
        <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div>
      )}
    </div>
  </header>
);
