import { Skull } from 'lucide-react';
import type { ContainerSample } from '../../../common/contract/stats';
import type { ChartSeries } from '../../components/chart/chart-types';
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
import { oomKillsOf, otherMemory, seriesOf } from './points';
import { useStatsFormat } from './use-stats-format';

const parts = [
  { id: 'anon', field: 'anonBytes', color: 'c2' },
  { id: 'file', field: 'fileBytes', color: 'c6' },
  { id: 'kernel', field: 'kernelBytes', color: 'c3' },
] as const;

/** What is charged beside the three parts; undefined where one of them is not known. */
function otherOf(sample: ContainerSample | undefined): number | undefined {
  if (!sample) return undefined;
  const [value] = otherMemory([sample]);
  return value ?? undefined;
}

/** The parts of memory.current, from the one that stays to the one that goes. */
function useStack(input: CardInput): readonly ChartSeries[] {
  const texts = useMessages().stats.memoryParts;
  const known = parts.flatMap(({ id, field, color }): ChartSeries[] => {
    const values = seriesOf(input.points, field);
    const isKnown = values.some((value) => value !== null);
    // A source without kernel memory has a stack of the other parts.
    return isKnown ? [{ id, label: texts[id], values, color, filled: true }] : [];
  });
  if (known.length === 0) {
    const values = seriesOf(input.points, 'memoryBytes');
    return [{ id: 'used', label: texts.anon, values, color: 'c2', filled: true }];
  }
  return [
    ...known,
    { id: 'other', label: texts.other, values: otherMemory(input.points), color: 'c5', filled: true },
  ];
}

function useLegend(input: CardInput) {
  const { memoryParts, memoryPartHints: hints } = useMessages().stats;
  const write = useStatsFormat();
  const { newest } = input;
  const swap = newest?.swapBytes ?? 0;
  const inactive = newest?.inactiveFileBytes;
  const fileHint = inactive === undefined ? hints.fileShort : hints.file(write.bytes(inactive));
  const other = otherOf(newest);
  return [
    ...parts.map(({ id, field, color }) => {
      const value = newest?.[field];
      return {
        id,
        label: memoryParts[id],
        color: toCssColor(color),
        value: value === undefined ? <MissingField input={input} field={field} /> : write.bytes(value),
        hint: id === 'file' ? fileHint : undefined,
      };
    }),
    ...(other === undefined
      ? []
      : [{ id: 'other', label: memoryParts.other, color: toCssColor('c5'), value: write.bytes(other) }]),
    ...(swap > 0
      ? [{ id: 'swap', label: memoryParts.swap, color: toCssColor('c4'), value: write.bytes(swap) }]
      : []),
  ];
}

const Events = ({ newest }: { readonly newest: ContainerSample | undefined }) => {
  const { stats } = useMessages();
  const write = useStatsFormat();
  if (!newest) return undefined;
  const { oomKills, memoryMaxEvents: hits = 0, memoryPeakBytes: peak } = newest;
  const facts = [
    ...(peak === undefined ? [] : [stats.memoryPeak(write.bytes(peak))]),
    ...(hits > 0 ? [stats.maxEvents(hits)] : []),
    ...(oomKills === 0 ? [stats.noOom] : []),
  ];
  return (
    <p className="m-0 flex flex-wrap items-center gap-x-3 gap-y-1 text-sm text-ink-3">
      {oomKills ? (
        <span data-tone="bad" className="flex items-center gap-1.5 font-medium text-(--tone)">
          <Skull aria-hidden size={13} />
          {stats.oomKills(oomKills)}
        </span>
      ) : undefined}
      <span>{facts.join(' · ')}</span>
    </p>
  );
};

function useMemoryLimit(input: CardInput) {
  const { stats } = useMessages();
  const write = useStatsFormat();
  const bound = input.profile?.bounds.memoryBytes;
  if (!bound || bound.value === 'max') return undefined;
  const text = write.bytes(bound.value);
  return { value: bound.value, label: bound.role === 'host' ? stats.hostText(text) : stats.limitText(text) };
}

/** Memory as a stack of its parts, the limit as a line, kills as marks. */
export const MemoryCard = ({ input }: { readonly input: CardInput }) => {
  const { stats } = useMessages();
  const write = useStatsFormat();
  const bound = input.profile?.bounds.memoryBytes;
  const used = input.newest?.memoryBytes;
  const marks = oomKillsOf(input.points).map(({ at, count }) => ({ at, label: stats.oomMark(count) }));
  return (
    <MetricCard title={stats.memory} aside={<LimitAside bound={bound} write={write.bytes} />}>
      <UseBar
        label={stats.memory}
        used={used}
        bound={bound}
        write={write.bytes}
        segments={[{ id: 'used', label: stats.used, value: used ?? 0, color: 'c2' }]}
        missing={<MissingField input={input} field="memoryBytes" />}
      />
      <CardChart
        label={stats.memory}
        input={input}
        write={write.bytes}
        minimumTop={1024 * 1024}
        binary
        stacked
        series={useStack(input)}
        limit={useMemoryLimit(input)}
        marks={marks}
      />
      <Legend items={useLegend(input)} />
      <Events newest={input.newest} />
    </MetricCard>
  );
};
