import { cx } from 'class-variance-authority';
import type { Icon } from './icon';
import type { Tone } from './tone';

/** How a state looks: three signs that say the same, so that colour is never the only one. */
export interface StateLook {
  readonly tone: Tone;
  readonly icon: Icon;
  readonly label: string;
}

export interface StateBadgeProps extends StateLook {
  /** More about it, e.g. the exit code or the health check's last words. */
  readonly title?: string | undefined;
  /** `plain` (default) for cells, `pill` for headers. */
  readonly look?: 'plain' | 'pill' | undefined;
  /**
   * Turns the icon of a pill: a state that is on its way (restarting, removing). Icons in lists stand still: each turning
   * one is painted anew in every frame, and a dozen of them halve the frame rate of scrolling.
   */
  readonly busy?: boolean | undefined;
}

/** State of a container, engine or job: icon, text and colour. */
export const StateBadge = ({ tone, icon: IconView, label, title, look = 'plain', busy }: StateBadgeProps) => (
  <span
    data-tone={tone}
    title={title}
    className={cx(
      'inline-flex min-w-0 items-center gap-1.5 whitespace-nowrap text-(--tone)',
      look === 'pill' && 'h-5 rounded-full bg-(--tone-soft) px-2 text-sm font-medium',
    )}
  >
    <IconView
      aria-hidden
      size={look === 'pill' ? 12 : 13}
      className={cx('shrink-0', busy && look === 'pill' && 'animate-spin')}
    />
    <span className="truncate">{label}</span>
  </span>
);
