import { toCssColor } from '../../components/tone';
import { useMessages } from '../../lib/messages';
import {
  CardChart,
  type CardInput,
  Legend,
  LimitAside,
  MetricCard,
  MissingField,
  UseBar,
} from './metric-card';
import { type ChartedField, seriesOf } from './points';
import { useStatsFormat } from './use-stats-format';

interface Flow {
  readonly id: string;
  readonly label: string;
  readonly rate: ChartedField &
    ('readBytesPerSecond' | 'writeBytesPerSecond' | 'rxBytesPerSecond' | 'txBytesPerSecond');
  readonly sum: 'readBytes' | 'writeBytes' | 'rxBytes' | 'txBytes';
  readonly color: 'c1' | 'c4';
}

interface FlowCardProps {
  readonly title: string;
  readonly input: CardInput;
  readonly flows: readonly Flow[];
}

/** Two directions in one chart, with what has passed since the container began. */
const FlowCard = ({ title, input, flows }: FlowCardProps) => {
  const { stats } = useMessages();
  const write = useStatsFormat();
  const { newest } = input;
  return (
    <MetricCard title={title}>
      <Legend
        items={flows.map(({ id, label, rate, sum, color }) => {
          const value = newest?.[rate];
          const passed = newest?.[sum];
          return {
            id,
            label,
            color: toCssColor(color),
            value: value === undefined ? <MissingField input={input} field={rate} /> : write.byteRate(value),
            hint: passed === undefined ? undefined : stats.total(write.bytes(passed)),
          };
        })}
      />
      <CardChart
        label={title}
        input={input}
        write={write.byteRate}
        minimumTop={1024}
        binary
        height={108}
        series={flows.map(({ id, label, rate, color }) => ({
          id,
          label,
          color,
          values: seriesOf(input.points, rate),
          filled: true,
        }))}
      />
    </MetricCard>
  );
};

/** Bytes to and from block devices. */
export const IoCard = ({ input }: { readonly input: CardInput }) => {
  const { stats } = useMessages();
  return (
    <FlowCard
      title={stats.io}
      input={input}
      flows={[
        { id: 'read', label: stats.read, rate: 'readBytesPerSecond', sum: 'readBytes', color: 'c1' },
        { id: 'write', label: stats.write, rate: 'writeBytesPerSecond', sum: 'writeBytes', color: 'c4' },
      ]}
    />
  );
};

/** Bytes over all interfaces but the loopback. */
export const NetworkCard = ({ input }: { readonly input: CardInput }) => {
  const { stats } = useMessages();
  return (
    <FlowCard
      title={stats.network}
      input={input}
      flows={[
        { id: 'rx', label: stats.received, rate: 'rxBytesPerSecond', sum: 'rxBytes', color: 'c1' },
        { id: 'tx', label: stats.sent, rate: 'txBytesPerSecond', sum: 'txBytes', color: 'c4' },
      ]}
    />
  );
};

/** Tasks, that is processes and their threads, against pids.max. */
export const PidsCard = ({ input }: { readonly input: CardInput }) => {
  const { stats } = useMessages();
  const write = useStatsFormat();
  const bound = input.profile?.bounds.pids;
  const used = input.newest?.pids;
  const limit = bound && bound.value !== 'max' ? bound.value : undefined;
  return (
    <MetricCard title={stats.pids} aside={<LimitAside bound={bound} write={write.count} />}>
      <UseBar
        label={stats.pids}
        used={used}
        bound={bound}
        write={write.count}
        segments={[{ id: 'pids', label: stats.pids, value: used ?? 0, color: 'c3' }]}
        missing={<MissingField input={input} field="pids" />}
      />
      <CardChart
        label={stats.pids}
        input={input}
        write={write.count}
        minimumTop={4}
        height={88}
        series={[
          {
            id: 'pids',
            label: stats.pidsShort,
            values: seriesOf(input.points, 'pids'),
            color: 'c3',
            filled: true,
          },
        ]}
        limit={limit === undefined ? undefined : { value: limit, label: stats.limitText(write.count(limit)) }}
      />
    </MetricCard>
  );
};
