import { toSegmentWidths } from './size-bar-widths';
import { type DataColor, type Tone, toCssColor } from './tone';

export interface SizeSegment {
  readonly id: string;
  readonly label: string;
  /** Bytes, or any unit that all segments share. */
  readonly size: number;
  /** The size as text, e.g. '1.2 GiB'. */
  readonly text: string;
  readonly color: DataColor | Tone;
  /** Drawn hatched: can be freed, estimated, or otherwise not like the rest. */
  readonly hatched?: boolean | undefined;
}

export interface SizeBarProps {
  /** Accessible name; the segments are said with it. */
  readonly label: string;
  readonly segments: readonly SizeSegment[];
  /** The whole; the rest of the bar stays empty. Default: the sum of the segments. */
  readonly total?: number | undefined;
  readonly legend?: boolean | undefined;
  readonly height?: 'thin' | 'thick' | undefined;
}

const fill = ({ color, hatched }: SizeSegment): string => {
  const css = toCssColor(color);
  return hatched
    ? `repeating-linear-gradient(135deg, ${css} 0 3px, color-mix(in srgb, ${css} 45%, var(--panel)) 3px 6px)`
    : css;
};

const Legend = ({ segments }: { readonly segments: readonly SizeSegment[] }) => (
  <ul className="m-0 flex list-none flex-wrap gap-x-4 gap-y-1 p-0 text-sm">
    {segments.map((segment) => (
      <li key={segment.id} className="flex min-w-0 items-center gap-1.5">
        <span
          aria-hidden
          className="forced-fill size-2.5 shrink-0 rounded-xs"
          style={{ background: fill(segment) }}
        />
        <span className="truncate text-ink-2">{segment.label}</span>
        <span className="tabular shrink-0 font-medium">{segment.text}</span>
      </li>
    ))}
  </ul>
);

/** Shares of a whole, stacked: disk use by kind, a layer and its waste. */
export const SizeBar = ({ label, segments, total = 0, legend, height = 'thin' }: SizeBarProps) => {
  const widths = toSegmentWidths(
    segments.map((segment) => segment.size),
    total,
  );
  const spoken = `${label}: ${segments.map((segment) => `${segment.label} ${segment.text}`).join(', ')}`;
  return (
    <div className="flex min-w-0 flex-col gap-2">
      <div
        role="img"
        aria-label={spoken}
        className={`flex gap-px overflow-hidden rounded-full bg-sunk ${height === 'thin' ? 'h-2' : 'h-4'}`}
      >
        {segments.map((segment, index) => (
          <span
            key={segment.id}
            title={`${segment.label} · ${segment.text}`}
            className="forced-fill h-full shrink-0"
            style={{ width: `${widths[index] ?? 0}%`, background: fill(segment) }}
          />
        ))}
      </div>
      {legend ? <Legend segments={segments} /> : undefined}
    </div>
  );
};

export interface MeterProps {
  readonly label: string;
  /** 0 to 1. */
  readonly value: number;
  /** The value as text; said and shown on hover. */
  readonly text: string;
  readonly color?: DataColor | Tone | undefined;
}

/** One share of a whole, e.g. in a cell. */
export const Meter = ({ label, value, text, color = 'c1' }: MeterProps) => (
  // biome-ignore lint/a11y/useSemanticElements: a native meter cannot take the colours of the themes.
  <div
    role="meter"
    aria-label={label}
    aria-valuemin={0}
    aria-valuemax={100}
    aria-valuenow={Math.round(Math.max(0, Math.min(1, value)) * 100)}
    aria-valuetext={text}
    title={text}
    className="h-2 w-full min-w-8 overflow-hidden rounded-full bg-sunk"
  >
    <span
      className="forced-fill block h-full rounded-full"
      style={{ width: `${Math.max(0, Math.min(1, value)) * 100}%`, background: toCssColor(color) }}
    />
  </div>
);
