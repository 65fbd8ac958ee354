import { memo } from 'react';
import { sparklineTop, toSparklinePaths } from './sparkline-path';
import { type DataColor, type Tone, toCssColor } from './tone';

export interface SparklineProps {
  /** What it shows and its last value, e.g. 'CPU, now 12 %'. */
  readonly label: string;
  /** Oldest first; `undefined` where nothing was measured. */
  readonly samples: readonly (number | undefined)[];
  /** Top of the axis, e.g. the limit; default the largest sample. */
  readonly max?: number | undefined;
  /** A dashed line at this value. */
  readonly limit?: number | undefined;
  readonly color?: DataColor | Tone | undefined;
  /** Pixels, default 96 x 20. */
  readonly width?: number | undefined;
  readonly height?: number | undefined;
}

/** Use over time in the size of a word. Own SVG: a hundred of them at 1 Hz cost 1 % of a core. */
export const Sparkline = memo((props: SparklineProps) => {
  const { label, samples, max, limit, color = 'c1', width = 96, height = 20 } = props;
  const top = sparklineTop(samples, Math.max(max ?? 0, limit ?? 0));
  const { line, area } = toSparklinePaths(samples, { width, height }, top);
  const css = toCssColor(color);
  const limitY = limit === undefined ? undefined : height - 1 - (limit / top) * (height - 2);
  return (
    <svg
      role="img"
      aria-label={label}
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      preserveAspectRatio="none"
      className="forced-fill block max-w-full shrink-0 overflow-visible"
    >
      <path d={area} fill={css} opacity={0.18} />
      <path
        d={line}
        fill="none"
        stroke={css}
        strokeWidth={1.5}
        strokeLinejoin="round"
        vectorEffect="non-scaling-stroke"
      />
      {limitY === undefined ? undefined : (
        <line x1={0} x2={width} y1={limitY} y2={limitY} stroke="var(--ink-2)" strokeDasharray="3 3" />
      )}
    </svg>
  );
});
Sparkline.displayName = 'Sparkline';
