import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Icon } from './icon';

export type BannerTone = 'info' | 'ok' | 'warn' | 'bad';

export interface BannerProps {
  readonly tone: BannerTone;
  readonly title: ReactNode;
  readonly children?: ReactNode;
  /** Buttons on the right. */
  readonly actions?: ReactNode;
  /** Full width below a header, without rounded corners. */
  readonly flush?: boolean | undefined;
}

const icons: Record<BannerTone, Icon> = {
  info: Info,
  ok: CircleCheck,
  warn: TriangleAlert,
  bad: CircleAlert,
};

/** A message that belongs to the place where it stands, e.g. 'the list is stale since 12:03'. */
export const Banner = ({ tone, title, children, actions, flush }: BannerProps) => {
  const IconView = icons[tone];
  return (
    <div
      role={tone === 'bad' ? 'alert' : 'status'}
      data-tone={tone}
      className={`flex items-start gap-2 bg-(--tone-soft) px-3 py-1.5 text-ink ${
        flush ? 'border-b border-line' : 'rounded-md border border-line'
      }`}
    >
      <IconView aria-hidden size={15} className="mt-0.75 shrink-0 text-(--tone)" />
      <div className="min-w-0 flex-1 py-0.5 break-words">
        <span className="font-medium">{title}</span>
        {children === undefined ? undefined : <div className="text-ink">{children}</div>}
      </div>
      {actions === undefined ? undefined : <div className="flex shrink-0 items-center gap-2">{actions}</div>}
    </div>
  );
};
