import type { DataColor, Tone } from '../tone';

/** One line of a chart. `null` where nothing was measured: the line has a gap there. */
export interface ChartSeries {
  readonly id: string;
  readonly label: string;
  readonly values: readonly (number | null)[];
  readonly color: DataColor | Tone;
  /** The area below it is filled. */
  readonly filled?: boolean | undefined;
}

/** Something that happened at a moment, drawn as a vertical line with a cross. */
export interface ChartMark {
  readonly at: number;
  readonly label: string;
}

export interface ChartLimit {
  readonly value: number;
  readonly label: string;
}

export interface TimeChartProps {
  /** What it shows; said with `summary`. */
  readonly label: string;
  /** The newest value and its range in words, for those who do not see it. */
  readonly summary: string;
  /** Milliseconds since 1970, ascending; as long as every series. */
  readonly at: readonly number[];
  readonly series: readonly ChartSeries[];
  /** The series lie on each other, the first one at the bottom. */
  readonly stacked?: boolean | undefined;
  /** A dashed line; too far above the values it is an arrow at the upper edge. */
  readonly limit?: ChartLimit | undefined;
  readonly marks?: readonly ChartMark[] | undefined;
  /** Shares 0 to 1 for the band at the bottom, e.g. of periods stopped. */
  readonly band?: { readonly values: readonly (number | null)[]; readonly color: Tone } | undefined;
  /** What the axis shows, in ms. */
  readonly from: number;
  readonly to: number;
  readonly formatValue: (value: number) => string;
  /** Values beside the axis, where there is less room; default as `formatValue`. */
  readonly formatAxis?: ((value: number) => string) | undefined;
  readonly formatTime: (at: number) => string;
  /** Smallest top of the axis, so that noise does not fill it. */
  readonly minimumTop: number;
  /** Marks of the axis at multiples of 1,024. */
  readonly binary?: boolean | undefined;
  /** Pixels, default 132. */
  readonly height?: number | undefined;
  /** Charts with the same name share their cursor. */
  readonly group?: string | undefined;
}
