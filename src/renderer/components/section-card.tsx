import { type ReactNode, useId } from 'react';

export interface SectionCardProps {
  readonly title: ReactNode;
  /** Right of the title: source of a number, a small action. */
  readonly aside?: ReactNode;
  readonly children: ReactNode;
  /** Without padding, for lists and tables that draw their own lines. */
  readonly flush?: boolean | undefined;
  readonly level?: 2 | 3 | undefined;
}

/** A part of a page with a name. */
export const SectionCard = ({ title, aside, children, flush, level = 2 }: SectionCardProps) => {
  const id = useId();
  const Heading = `h${level}` as const;
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col rounded-lg border border-line bg-panel">
      <div className={`flex items-baseline justify-between gap-3 px-3 pt-2.5 ${flush ? 'pb-2' : 'pb-1'}`}>
        <Heading id={id} className="m-0 text-base font-semibold">
          {title}
        </Heading>
        {aside === undefined ? undefined : <div className="min-w-0 truncate text-sm text-ink-3">{aside}</div>}
      </div>
      <div
        className={
          flush ? 'min-h-0 overflow-hidden rounded-b-lg border-t border-line-2' : 'min-w-0 px-3 pt-1 pb-3'
        }
      >
        {children}
      </div>
    </section>
  );
};
