import { useEffect, useRef, useState } from 'react';
import uPlot from 'uplot';
import 'uplot/dist/uPlot.min.css';
import { toCssColor } from '../tone';
import { axisSteps, chartScale, largestWithin, readoutAt, stackValues } from './chart-data';
import type { TimeChartProps } from './chart-types';
import { type ChartInk, drawBand, drawLimit, drawMarks } from './draw-layers';

const defaultHeight = 132;

/** Resolves `var(--c1)` where the chart stands. */
function colorOf(element: Element, css: string): string {
  const name = /^var\((--[a-z0-9-]+)\)$/.exec(css)?.[1];
  if (name === undefined) return css;
  const probe = document.createElement('span');
  probe.style.color = css;
  element.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}

/** `rgb(1, 2, 3)` with an opacity. */
function faded(color: string, opacity: number): string {
  const numbers = color.match(/[\d.]+/g);
  return numbers && numbers.length >= 3 ? `rgba(${numbers.slice(0, 3).join(',')},${opacity})` : color;
}

function inkOf(element: Element): ChartInk {
  return {
    text: colorOf(element, 'var(--ink-3)'),
    line: colorOf(element, 'var(--line-2)'),
    limit: colorOf(element, 'var(--ink-2)'),
    mark: colorOf(element, 'var(--bad)'),
    panel: colorOf(element, 'var(--panel)'),
  };
}

/** The lines as they are drawn: uPlot's data has the time in seconds first. */
function toData(props: TimeChartProps): uPlot.AlignedData {
  const values = props.series.map((line) => line.values);
  const drawn = props.stacked ? stackValues(values) : values.map((line) => [...line]);
  return [props.at.map((at) => at / 1000), ...drawn];
}

function scaleOf(props: TimeChartProps) {
  const values = props.series.map((line) => line.values);
  const drawn = props.stacked ? stackValues(values) : values;
  return chartScale(largestWithin(props.at, drawn, props.from, props.to), props.limit, props.minimumTop);
}

interface Latest {
  current: TimeChartProps;
}

function axesOf(latest: Latest, ink: ChartInk): uPlot.Axis[] {
  const grid = { stroke: ink.line, width: 1 };
  const common = { stroke: ink.text, font: '11px Inter Variable, system-ui, sans-serif', grid } as const;
  return [
    {
      ...common,
      size: 24,
      gap: 4,
      space: 90,
      ticks: { show: false },
      values: (_u, splits) => splits.map((seconds) => latest.current.formatTime(seconds * 1000)),
    },
    {
      ...common,
      size: 66,
      gap: 6,
      ticks: { show: false },
      splits: (_u, _axis, _min, max) => axisSteps(max, latest.current.binary === true),
      values: (_u, splits) => splits.map(latest.current.formatAxis ?? latest.current.formatValue),
    },
  ];
}

function seriesOf(element: Element, { series, stacked }: TimeChartProps): uPlot.Series[] {
  const lines = series.map(({ color, filled }): uPlot.Series => {
    const css = colorOf(element, toCssColor(color));
    return {
      stroke: css,
      width: 1.5,
      spanGaps: false,
      points: { show: false },
      // A stack is filled by bands; its lowest part has nothing below it.
      ...(filled ? { fill: faded(css, stacked ? 0.45 : 0.18) } : {}),
    };
  });
  return [{}, ...lines];
}

/** Each part of a stack is filled down to the one below only. */
function bandsOf(element: Element, { series, stacked }: TimeChartProps): uPlot.Band[] {
  if (!stacked) return [];
  return series.slice(1).map(({ color }, index) => ({
    series: [index + 2, index + 1],
    fill: faded(colorOf(element, toCssColor(color)), 0.45),
  }));
}

function draw(u: uPlot, props: TimeChartProps, ink: ChartInk, bandColor: string): void {
  if (props.band) drawBand(u, props.at, props.band.values, bandColor);
  if (props.marks) drawMarks(u, props.marks, ink);
  if (props.limit) drawLimit(u, { ...props.limit, inside: scaleOf(props).limitInside }, ink);
}

function createPlot(
  element: HTMLElement,
  latest: Latest,
  onCursor: (index: number | undefined) => void,
): uPlot {
  const props = latest.current;
  const ink = inkOf(element);
  const bandColor = colorOf(element, toCssColor(props.band?.color ?? 'warn'));
  return new uPlot(
    {
      width: Math.max(80, element.clientWidth),
      height: props.height ?? defaultHeight,
      padding: [6, 2, 0, 0],
      legend: { show: false },
      cursor: {
        y: false,
        drag: { x: false, y: false },
        points: { size: 6 },
        ...(props.group === undefined ? {} : { sync: { key: props.group, scales: ['x', null] } }),
      },
      scales: {
        x: { time: false, range: () => [latest.current.from / 1000, latest.current.to / 1000] },
        y: { range: () => [0, scaleOf(latest.current).top] },
      },
      axes: axesOf(latest, ink),
      series: seriesOf(element, props),
      bands: bandsOf(element, props),
      hooks: {
        draw: [(u) => draw(u, latest.current, ink, bandColor)],
        setCursor: [(u) => onCursor(u.cursor.idx ?? undefined)],
      },
    },
    toData(props),
    element,
  );
}

/** Counts up when the theme changes: colours on a canvas do not follow by themselves. */
function useThemeVersion(): number {
  const [version, setVersion] = useState(0);
  useEffect(() => {
    const bump = (): void => setVersion((count) => count + 1);
    const observer = new MutationObserver(bump);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
    const dark = window.matchMedia('(prefers-color-scheme: dark)');
    dark.addEventListener('change', bump);
    return () => {
      observer.disconnect();
      dark.removeEventListener('change', bump);
    };
  }, []);
  return version;
}

function usePlot(props: TimeChartProps, onCursor: (index: number | undefined) => void) {
  const host = useRef<HTMLDivElement>(null);
  const latest = useRef(props);
  const plot = useRef<uPlot | undefined>(undefined);
  const theme = useThemeVersion();
  const shape = `${theme} ${props.series.map(({ id }) => id).join(' ')}`;
  latest.current = props;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of the shape or the theme makes another plot.
  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const made = createPlot(element, latest, onCursor);
    plot.current = made;
    const observer = new ResizeObserver(() =>
      made.setSize({ width: Math.max(80, element.clientWidth), height: made.height }),
    );
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
      plot.current = undefined;
    };
  }, [shape, onCursor]);
  useEffect(() => {
    plot.current?.setData(toData(props));
  }, [props]);
  return host;
}

const Readout = ({ props, index }: { readonly props: TimeChartProps; readonly index: number }) => {
  const at = props.at[index];
  if (at === undefined) return undefined;
  const marks = (props.marks ?? []).filter((mark) => mark.at === at);
  return (
    <div
      aria-hidden
      className="tabular pointer-events-none absolute top-1 left-17 z-1 flex flex-wrap gap-x-3 rounded-sm border border-line bg-raised px-1.5 py-0.5 text-sm"
    >
      <span className="text-ink-3">{props.formatTime(at)}</span>
      {readoutAt(props.series, index, props.formatValue).map(({ id, label, text }) => (
        <span key={id}>
          <span className="text-ink-3">{label}</span> {text}
        </span>
      ))}
      {marks.map(({ label }) => (
        <span key={label} className="text-bad">
          {label}
        </span>
      ))}
    </div>
  );
};

/** The chart itself; loaded when the first one is shown. */
export const UPlotChart = (props: TimeChartProps) => {
  const [cursor, setCursor] = useState<number | undefined>(undefined);
  const host = usePlot(props, setCursor);
  return (
    <div className="relative" style={{ height: props.height ?? defaultHeight }}>
      <div
        ref={host}
        role="img"
        aria-label={`${props.label}: ${props.summary}`}
        className="forced-fill absolute inset-0 overflow-hidden"
      />
      {cursor === undefined ? undefined : <Readout props={props} index={cursor} />}
    </div>
  );
};
