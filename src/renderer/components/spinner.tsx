import { LoaderCircle } from 'lucide-react';

export interface SpinnerProps {
  /** Announced by screen readers. Without it the spinner is decoration beside a text that already says so. */
  readonly label?: string | undefined;
  /** Pixels, default 14. */
  readonly size?: number | undefined;
}

/** A turning ring for work of unknown length that is shorter than a progress bar deserves. */
export const Spinner = ({ label, size = 14 }: SpinnerProps) => (
  <span role={label === undefined ? undefined : 'status'} className="inline-flex shrink-0 text-current">
    <LoaderCircle aria-hidden size={size} className="animate-spin" />
    {label === undefined ? undefined : <span className="sr-only">{label}</span>}
  </span>
);
