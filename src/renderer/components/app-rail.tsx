import { cx } from 'class-variance-authority';
import type { Icon } from './icon';
import { BareLink } from './link';

export interface RailItem {
  readonly id: string;
  readonly href: string;
  readonly label: string;
  readonly icon: Icon;
  /** Number of things behind it, or a size. */
  readonly count?: string | undefined;
  readonly current?: boolean | undefined;
}

export interface RailSection {
  readonly id: string;
  /** The first section has none. */
  readonly heading?: string | undefined;
  readonly items: readonly RailItem[];
}

const Item = ({ href, label, icon: IconView, count, current }: RailItem) => (
  <li>
    <BareLink
      href={href}
      title={label}
      aria-current={current ? 'page' : undefined}
      className={cx(
        'focus-inset flex h-7.5 items-center gap-2 rounded-md px-2.5 no-underline max-[900px]:justify-center max-[900px]:px-0',
        current ? 'bg-accent-soft font-semibold text-accent' : 'text-ink-2 hover:bg-hover hover:text-ink',
      )}
    >
      <IconView aria-hidden size={15} strokeWidth={current ? 2.2 : 1.9} className="shrink-0" />
      <span className="min-w-0 flex-1 truncate max-[900px]:sr-only">{label}</span>
      {count === undefined ? undefined : (
        <span className="tabular shrink-0 text-sm font-normal text-ink-3 max-[900px]:sr-only">{count}</span>
      )}
    </BareLink>
  </li>
);

/** Navigation of the app. Below 900 px only the icons stay; the names are still said and shown on hover. */
export const AppRail = ({
  label,
  sections,
}: {
  readonly label: string;
  readonly sections: readonly RailSection[];
}) => (
  <nav
    aria-label={label}
    className="row-span-2 w-49 overflow-x-hidden overflow-y-auto border-r border-line bg-panel p-2 max-[900px]:w-12"
  >
    {sections.map(({ id, heading, items }) => (
      <div key={id}>
        {heading === undefined ? undefined : (
          <>
            <div className="mt-3.5 mb-1 px-2.5 text-xs font-semibold text-ink-3 max-[900px]:sr-only">
              {heading}
            </div>
            <div aria-hidden className="mx-1 my-2 hidden h-px bg-line max-[900px]:block" />
          </>
        )}
        <ul className="m-0 flex list-none flex-col gap-px p-0" aria-label={heading}>
          {items.map((item) => (
            <Item key={item.id} {...item} />
          ))}
        </ul>
      </div>
    ))}
  </nav>
);
