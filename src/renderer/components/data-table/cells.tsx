import { cx } from 'class-variance-authority';
import type { ReactNode } from 'react';
import type { Icon } from '../icon';
import { Link } from '../link';
import type { DataColor, Tone } from '../tone';
import { toCssColor } from '../tone';
import { useNowText } from '../use-now';

/** One line of text, cut with an ellipsis; the whole text on hover. `undefined` shows a dash with its reason. */
export const TextCell = (props: {
  readonly text: string | undefined;
  readonly missing?: string;
  readonly muted?: boolean;
}) =>
  props.text === undefined ? (
    <MissingCell reason={props.missing} />
  ) : (
    <span className={cx('truncate', props.muted && 'text-ink-2')} title={props.text}>
      {props.text}
    </span>
  );

/** A dash for what was not measured; why, on hover. */
export const MissingCell = ({ reason }: { readonly reason?: string | undefined }) => (
  <span className="text-ink-3" title={reason}>
    –{reason === undefined ? undefined : <span className="sr-only"> {reason}</span>}
  </span>
);

/** Ids, commands and paths. */
export const CodeCell = ({ text, title }: { readonly text: string; readonly title?: string }) => (
  <code className="truncate" title={title ?? text}>
    {text}
  </code>
);

export interface LinkCellProps {
  readonly href: string;
  readonly text: string;
  readonly icon?: Icon | undefined;
  /** A second, quieter text behind it. */
  readonly detail?: string | undefined;
}

/** The name of a row. Not a tab stop: the grid has the focus and Enter opens. */
export const LinkCell = ({ href, text, icon: IconView, detail }: LinkCellProps) => (
  <span className="flex min-w-0 items-center gap-1.5">
    {IconView ? <IconView aria-hidden size={14} className="shrink-0 text-ink-3" /> : undefined}
    <Link href={href} tabIndex={-1} title={text} quiet className="truncate font-medium">
      {text}
    </Link>
    {detail === undefined ? undefined : <span className="truncate text-sm text-ink-3">{detail}</span>}
  </span>
);

/** A part of a whole as a bar, 0 to 1: beside the number that says it. */
export const ShareBar = ({ share, color }: { readonly share: number; readonly color: DataColor | Tone }) => (
  <span aria-hidden className="h-1.5 min-w-6 flex-1 overflow-hidden rounded-full bg-sunk">
    <span
      className="forced-fill block h-full rounded-full"
      style={{ width: `${Math.max(0, Math.min(1, share)) * 100}%`, background: toCssColor(color) }}
    />
  </span>
);

export interface BytesCellProps {
  /** E.g. '1.2 GiB'. */
  readonly text: string;
  /** E.g. '1,288,490,188 bytes', on hover. */
  readonly exact: string;
  /** Length of the bar: part of the largest in the list, 0 to 1. Without it there is no bar. */
  readonly share?: number | undefined;
  readonly color?: DataColor | Tone | undefined;
}

/** A size: bar to compare by eye, number to read. */
export const BytesCell = ({ text, exact, share, color = 'c1' }: BytesCellProps) => (
  <span title={exact} className="tabular flex w-full min-w-0 items-center justify-end gap-2">
    {share === undefined ? undefined : <ShareBar share={share} color={color} />}
    <span className="min-w-16 shrink-0 text-right">{text}</span>
  </span>
);

export interface TimeCellProps {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** E.g. '3 hours ago'. Stable (module scope): it runs once a second for every cell in view. */
  readonly formatRelative: (at: number, now: number) => string;
  /** E.g. '2026-11-23 09:41:07', on hover. */
  readonly formatExact: (at: number) => string;
}

/** An age that keeps itself right; the exact time on hover. */
export const TimeCell = ({ at, formatRelative, formatExact }: TimeCellProps) => {
  const text = useNowText((now) => formatRelative(at, now));
  return (
    <time dateTime={new Date(at).toISOString()} title={formatExact(at)} className="truncate text-ink-2">
      {text}
    </time>
  );
};

export interface RowActionProps {
  readonly icon: Icon;
  readonly label: string;
  readonly onClick: () => void;
  readonly disabled?: boolean | undefined;
}

/** A quick action at the end of a row. Not a tab stop: the same action is in the row's menu. */
export const RowAction = ({ icon: IconView, label, onClick, disabled }: RowActionProps): ReactNode => (
  <button
    type="button"
    tabIndex={-1}
    aria-label={label}
    title={label}
    disabled={disabled}
    onClick={onClick}
    className="inline-flex size-6 items-center justify-center rounded-md text-ink-2 hover:bg-sunk hover:text-ink disabled:opacity-40"
  >
    <IconView aria-hidden size={14} />
  </button>
);
