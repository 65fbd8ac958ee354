import type { ReactNode } from 'react';
import type { BindingLimit, ContainerProfile, ContainerSample } from '../../../common/contract/stats';
import type { ChartSeries, TimeChartProps } from '../../components/chart/chart-types';
import { TimeChart } from '../../components/chart/time-chart';
import { LimitBar, type LimitSegment } from '../../components/limit-bar';
import { SectionCard } from '../../components/section-card';
import { useMessages } from '../../lib/messages';
import { maxOf, type StatsPoint } from './points';
import type { Span } from './ranges';
import { useStatsFormat } from './use-stats-format';

/** What every card of the page is made of. */
export interface CardInput {
  /** Of the range, and one before it. */
  readonly points: readonly StatsPoint[];
  readonly at: readonly number[];
  readonly span: Span;
  /** Undefined while nothing is measured or after the container has ended. */
  readonly newest: ContainerSample | undefined;
  readonly profile: ContainerProfile | undefined;
}

/** A dash that says why. */
export const Missing = ({ reason }: { readonly reason: string }) => (
  <span className="text-ink-3" title={reason}>
    –<span className="sr-only"> {reason}</span>
  </span>
);

/** The dash of a field of the sample. */
export const MissingField = (props: { readonly input: CardInput; readonly field: keyof ContainerSample }) => {
  const write = useStatsFormat();
  const { newest, profile } = props.input;
  return <Missing reason={write.reason(profile?.absent[props.field] ?? newest?.gap)} />;
};

/** The limit and the file it stands in, for the corner of a card. */
export const LimitAside = (props: {
  readonly bound: BindingLimit | undefined;
  readonly write: (value: number) => string;
}) => {
  const { stats } = useMessages();
  const { bound, write } = props;
  if (!bound) return undefined;
  const text = bound.value === 'max' ? stats.noLimit : boundText(stats, bound, write(bound.value));
  return (
    <span title={`${bound.from}${bound.setBy === undefined ? '' : ` · ${bound.setBy}`}`}>
      {text}
      <code className="ml-1.5">{bound.from.slice(bound.from.lastIndexOf('/') + 1)}</code>
    </span>
  );
};

function boundText(
  stats: ReturnType<typeof useMessages>['stats'],
  { role }: BindingLimit,
  value: string,
): string {
  return role === 'host' ? stats.hostText(value) : stats.limitText(value);
}

export interface UseBarProps {
  readonly label: string;
  readonly segments: readonly LimitSegment[];
  readonly used: number | undefined;
  readonly bound: BindingLimit | undefined;
  readonly write: (value: number) => string;
  readonly missing: ReactNode;
}

/** The value now against its limit; without a limit the bar is as long as the machine, or not drawn at all. */
export const UseBar = ({ label, segments, used, bound, write, missing }: UseBarProps) => {
  const { stats } = useMessages();
  const format = useStatsFormat();
  if (used === undefined) return <div className="flex h-5 items-center">{missing}</div>;
  const limit = bound && bound.value !== 'max' && bound.value > 0 ? bound.value : undefined;
  if (limit === undefined) {
    return <div className="tabular flex h-5 items-center text-md font-semibold">{write(used)}</div>;
  }
  const share = format.share(used / limit);
  const isHost = bound?.role === 'host';
  return (
    <LimitBar
      bare
      label={label}
      text={`${write(used)} · ${isHost ? stats.ofHost(share) : stats.ofLimit(share)}`}
      segments={segments}
      max={isHost ? limit : limit * 1.04}
      limit={isHost ? undefined : { value: limit, text: stats.limitText(write(limit)) }}
    />
  );
};

export interface CardChartProps
  extends Pick<
    TimeChartProps,
    'stacked' | 'formatAxis' | 'limit' | 'marks' | 'band' | 'minimumTop' | 'binary' | 'height'
  > {
  readonly label: string;
  readonly input: CardInput;
  readonly series: readonly ChartSeries[];
  readonly write: (value: number) => string;
}

/** A chart of the page: the range, the cursor and the words are those of all others. */
export const CardChart = ({ label, input, series, write, ...rest }: CardChartProps) => {
  const { stats } = useMessages();
  const format = useStatsFormat();
  const { span, at } = input;
  const [main] = series;
  const most = main && maxOf(main.values);
  const now = main?.values.at(-1);
  const summary =
    most === undefined
      ? stats.noPoints
      : stats.chartSummary(typeof now === 'number' ? write(now) : '–', write(most));
  return (
    <TimeChart
      {...rest}
      {...{ label, summary, at, series }}
      from={span.from}
      to={span.to}
      formatValue={write}
      formatTime={format.time}
      group="resources"
    />
  );
};

export interface MetricCardProps {
  readonly title: string;
  readonly aside?: ReactNode;
  readonly children: ReactNode;
}

/** One subject: the value now, the chart, what else is to be said. */
export const MetricCard = ({ title, aside, children }: MetricCardProps) => (
  <SectionCard title={title} aside={aside}>
    <div className="flex flex-col gap-2">{children}</div>
  </SectionCard>
);

/** Names the lines of a chart, with their values now. */
export const Legend = (props: {
  readonly items: readonly {
    readonly id: string;
    readonly label: string;
    readonly color: string;
    readonly value: ReactNode;
    readonly hint?: string | undefined;
  }[];
}) => (
  <ul className="m-0 flex list-none flex-wrap gap-x-5 gap-y-1 p-0">
    {props.items.map(({ id, label, color, value, hint }) => (
      <li key={id} className="flex min-w-0 items-baseline gap-1.5" title={hint}>
        <span
          aria-hidden
          className="forced-fill size-2.5 shrink-0 self-center rounded-xs"
          style={{ background: color }}
        />
        <span className="text-ink-2">{label}</span>
        <span className="tabular font-medium">{value}</span>
        {hint === undefined ? undefined : <span className="text-sm text-ink-3">{hint}</span>}
      </li>
    ))}
  </ul>
);
