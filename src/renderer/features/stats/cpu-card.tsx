import { OctagonMinus } from 'lucide-react';
import { useFormat, useMessages } from '../../lib/messages';
import { CardChart, type CardInput, LimitAside, MetricCard, MissingField, UseBar } from './metric-card';
import { seriesOf } from './points';
import { useStatsFormat } from './use-stats-format';

const Throttle = ({ input }: { readonly input: CardInput }) => {
  const { stats } = useMessages();
  const format = useFormat();
  const { newest } = input;
  const share = newest?.throttledShare;
  if (share === undefined || newest === undefined) return undefined;
  if (share === 0) return <p className="m-0 text-sm text-ink-3">{stats.notThrottled}</p>;
  const lost = newest.stoppedMsPerSecond;
  return (
    <p data-tone="warn" className="m-0 flex items-center gap-1.5 text-sm text-(--tone)">
      <OctagonMinus aria-hidden size={13} />
      {lost === undefined
        ? stats.throttledShort(format.percent(share))
        : stats.throttled(format.percent(share), format.duration(lost))}
    </p>
  );
};

/** CPU in cores against the limit that holds; the band at the bottom of the chart is where a quota stopped it. */
export const CpuCard = ({ input }: { readonly input: CardInput }) => {
  const { stats } = useMessages();
  const write = useStatsFormat();
  const format = useFormat();
  const bound = input.profile?.bounds.cpuCores;
  const used = input.newest?.cpuCores;
  const limit = bound && bound.value !== 'max' ? bound.value : undefined;
  return (
    <MetricCard title={stats.cpu} aside={<LimitAside bound={bound} write={write.cores} />}>
      <UseBar
        label={stats.cpu}
        used={used}
        bound={bound}
        write={write.cores}
        segments={[{ id: 'cpu', label: stats.cpu, value: used ?? 0, color: 'c1' }]}
        missing={<MissingField input={input} field="cpuCores" />}
      />
      <CardChart
        label={stats.cpu}
        input={input}
        write={write.cores}
        minimumTop={0.05}
        formatAxis={(value) => format.number(value)}
        series={[
          {
            id: 'cpu',
            label: stats.cpu,
            values: seriesOf(input.points, 'cpuCores'),
            color: 'c1',
            filled: true,
          },
        ]}
        limit={
          limit === undefined
            ? undefined
            : {
                value: limit,
                label:
                  bound?.role === 'host'
                    ? stats.hostText(write.cores(limit))
                    : stats.limitText(write.cores(limit)),
              }
        }
        band={{ values: seriesOf(input.points, 'throttledShare'), color: 'warn' }}
      />
      <Throttle input={input} />
    </MetricCard>
  );
};
