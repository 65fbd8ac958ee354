import { cx } from 'class-variance-authority';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Icon } from './icon';
import type { Tone } from './tone';

export interface ChipProps {
  readonly children: ReactNode;
  readonly icon?: Icon | undefined;
  /** `neutral` is an outlined chip; any other tone colours text, icon and ground. */
  readonly tone?: Tone | undefined;
  /** Exact or longer form of the text, on hover. */
  readonly title?: string | undefined;
  readonly mono?: boolean | undefined;
  /** Makes the chip removable; the label names what goes away. */
  readonly remove?: { readonly label: string; readonly onRemove: () => void } | undefined;
}

/** A small fact beside a title or in a cell: platform, tag, age, warning. */
export const Chip = ({ children, icon: IconView, tone = 'neutral', title, mono, remove }: ChipProps) => (
  <span
    data-tone={tone}
    title={title}
    className={cx(
      'inline-flex h-5 max-w-full shrink-0 items-center gap-1 rounded-full border px-2 text-sm',
      tone === 'neutral' ? 'border-line text-ink-2' : 'border-transparent bg-(--tone-soft) text-(--tone)',
      mono && 'font-mono',
    )}
  >
    {IconView ? <IconView aria-hidden size={12} className="shrink-0" /> : undefined}
    <span className="truncate">{children}</span>
    {remove ? (
      <button
        type="button"
        aria-label={remove.label}
        onClick={remove.onRemove}
        className="-mr-1 inline-flex size-4 items-center justify-center rounded-full hover:bg-hover"
      >
        <X aria-hidden size={11} />
      </button>
    ) : undefined}
  </span>
);

/** A count or a very short mark, e.g. behind a tab or a navigation item. */
export const Badge = ({
  children,
  tone = 'neutral',
}: {
  readonly children: ReactNode;
  readonly tone?: Tone;
}) => (
  <span
    data-tone={tone}
    className="tabular inline-flex h-4 min-w-4 items-center justify-center rounded-full bg-(--tone-soft) px-1.5 text-xs font-medium text-(--tone)"
  >
    {children}
  </span>
);
