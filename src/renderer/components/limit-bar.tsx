import { toSegmentWidths } from './size-bar-widths';
import { type DataColor, type Tone, toCssColor } from './tone';

export interface LimitSegment {
  readonly id: string;
  readonly label: string;
  readonly value: number;
  readonly color: DataColor | Tone;
}

export interface LimitBarProps {
  /** E.g. 'Memory'. */
  readonly label: string;
  /** Value against the limit in words: '276 MiB in use · 54 % of the limit'. */
  readonly text: string;
  /** Stacked from the left, in the unit of `max`. */
  readonly segments: readonly LimitSegment[];
  /** Right end of the bar: what the machine has. */
  readonly max: number;
  /** Where the limit stands; `undefined` is unlimited. Its text stands at the line. */
  readonly limit?: { readonly value: number; readonly text: string } | undefined;
  /** Where the values come from, e.g. `cpu.max 50000 100000`. */
  readonly source?: string | undefined;
  /** Without the line above it: a card around it says the name and the limit. */
  readonly bare?: boolean | undefined;
}

const percentOf = (value: number, max: number): number =>
  max > 0 ? Math.max(0, Math.min(100, (value / max) * 100)) : 0;

const Heading = ({ label, limit, source }: Pick<LimitBarProps, 'label' | 'limit' | 'source'>) => (
  <div className="flex items-baseline justify-between gap-3">
    <span className="font-semibold">{label}</span>
    <span className="truncate text-sm text-ink-3">
      {limit?.text}
      {source === undefined ? undefined : <code className="ml-1.5">{source}</code>}
    </span>
  </div>
);

/** A value against its limit: soft fill with a firm edge (text stays readable on it) and a line at the limit. */
export const LimitBar = ({ label, text, segments, max, limit, source, bare }: LimitBarProps) => {
  const widths = toSegmentWidths(
    segments.map((segment) => segment.value),
    max,
    0.4,
  );
  const sum = segments.reduce((all, segment) => all + segment.value, 0);
  return (
    <div className="flex min-w-0 flex-col gap-1.5">
      {bare ? undefined : <Heading label={label} limit={limit} source={source} />}
      {/* biome-ignore lint/a11y/useSemanticElements: a native meter has no segments and no limit line. */}
      <div
        role="meter"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={max}
        aria-valuenow={Math.min(sum, max)}
        aria-valuetext={limit === undefined ? text : `${text}, ${limit.text}`}
        className="relative h-5"
      >
        <div className="absolute inset-0 flex overflow-hidden rounded-sm bg-sunk">
          {segments.map((segment, index) => (
            <span
              key={segment.id}
              title={segment.label}
              className="forced-fill h-full shrink-0 border-r-2"
              style={{
                width: `${widths[index] ?? 0}%`,
                borderColor: toCssColor(segment.color),
                background: `color-mix(in srgb, ${toCssColor(segment.color)} 28%, var(--panel))`,
              }}
            />
          ))}
        </div>
        {limit === undefined ? undefined : (
          <span
            aria-hidden
            className="forced-fill absolute -top-0.75 -bottom-0.75 w-0.5 -translate-x-1/2 bg-ink"
            style={{ left: `${percentOf(limit.value, max)}%` }}
          />
        )}
        <span
          aria-hidden
          className="tabular absolute inset-y-0 left-2 flex items-center text-sm whitespace-nowrap"
        >
          {text}
        </span>
      </div>
    </div>
  );
};
