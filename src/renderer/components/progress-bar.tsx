import { cx } from 'class-variance-authority';
import type { ReactNode } from 'react';
import { type Tone, toCssColor } from './tone';

export interface ProgressBarProps {
  /** What is under way; the accessible name. */
  readonly label: string;
  /** 0 to 1; `undefined` is of unknown length. */
  readonly value: number | undefined;
  /** Shown at the right, e.g. '63 % · 12 MiB/s'. */
  readonly detail?: ReactNode;
  readonly tone?: Tone | undefined;
  /** Only the bar, for a cell or the top bar; the label is still said. */
  readonly compact?: boolean | undefined;
}

/** Progress of a job. */
export const ProgressBar = ({ label, value, detail, tone = 'info', compact }: ProgressBarProps) => {
  const percent = value === undefined ? undefined : Math.round(Math.max(0, Math.min(1, value)) * 100);
  const bar = (
    <div
      role="progressbar"
      aria-label={label}
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={percent}
      className={cx(
        'overflow-hidden rounded-full bg-neutral-soft',
        compact ? 'h-1 w-full min-w-12' : 'h-1.5',
      )}
    >
      <div
        className={cx(
          'forced-fill h-full rounded-full',
          percent === undefined ? 'w-2/5 animate-slide' : 'transition-[width]',
        )}
        style={{ background: toCssColor(tone), ...(percent === undefined ? {} : { width: `${percent}%` }) }}
      />
    </div>
  );
  if (compact) return bar;
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <div className="flex justify-between gap-3">
        <span aria-hidden className="truncate">
          {label}
        </span>
        <span className="tabular shrink-0 text-ink-2">{detail}</span>
      </div>
      {bar}
    </div>
  );
};
