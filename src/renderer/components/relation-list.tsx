import type { ReactNode } from 'react';
import type { Icon } from './icon';
import { Link } from './link';

export interface Relation {
  readonly id: string;
  readonly icon: Icon;
  readonly label: string;
  /** `undefined` when it no longer exists; then it is plain text. */
  readonly href: string | undefined;
  /** State badge, mount path, size. */
  readonly meta?: ReactNode;
}

export interface RelationListProps {
  readonly items: readonly Relation[];
  /** Said when there is none. */
  readonly empty: string;
}

/** What a thing is connected with, each one a link. */
export const RelationList = ({ items, empty }: RelationListProps) => {
  if (items.length === 0) return <p className="m-0 px-3 py-2 text-ink-3">{empty}</p>;
  return (
    <ul className="m-0 list-none p-0">
      {items.map(({ id, icon: IconView, label, href, meta }) => (
        <li
          key={id}
          className="flex min-h-7.5 items-center gap-2 border-b border-line-2 px-3 py-1 last:border-0 hover:bg-hover"
        >
          <IconView aria-hidden size={14} className="shrink-0 text-ink-3" />
          {href === undefined ? (
            <span className="truncate text-ink-3">{label}</span>
          ) : (
            <Link href={href} className="truncate" title={label}>
              {label}
            </Link>
          )}
          <span className="tabular ml-auto flex min-w-0 shrink-0 items-center gap-3 text-sm text-ink-3">
            {meta}
          </span>
        </li>
      ))}
    </ul>
  );
};
