import type { BindingLimit, ContainerSample } from '../../../common/contract/stats';
import { LinkCell, MissingCell } from '../../components/data-table/cells';
import type { DataColumn } from '../../components/data-table/types';
import { Sparkline } from '../../components/sparkline';
import type { DataColor } from '../../components/tone';
import { enginePath } from '../../lib/engine';
import type { Messages } from '../../lib/messages';
import type { ContainerUse, SparkField } from './engine-state';
import { maxOf } from './points';
import type { StatsFormat } from './use-stats-format';

/** A running container with its newest numbers. */
export interface UseRow {
  readonly id: string;
  readonly name: string;
  readonly image: string;
  readonly project: string | undefined;
  readonly use: ContainerUse | undefined;
}

export interface ColumnInput {
  readonly engineId: string;
  readonly messages: Messages;
  readonly write: StatsFormat;
}

/** From this share of a limit on, the bar warns. */
const nearLimit = 0.9;

interface UseCellProps {
  readonly label: string;
  readonly text: string;
  readonly title: string;
  readonly spark: readonly (number | undefined)[];
  readonly color: DataColor;
  /** Top of the sparkline's axis, so that noise is flat. */
  readonly floor: number;
  /** 0 to 1; undefined without a limit. */
  readonly share: number | undefined;
}

const UseCell = ({ label, text, title, spark, color, floor, share }: UseCellProps) => (
  <span title={title} className="flex w-full min-w-0 items-center gap-2">
    <Sparkline
      label={label}
      samples={spark}
      color={color}
      max={Math.max(floor, 1.4 * (maxOf(spark) ?? 0))}
      width={36}
      height={18}
    />
    <span className="flex min-w-0 flex-1 flex-col">
      <span className="tabular truncate text-right leading-4">{text}</span>
      {share === undefined ? undefined : (
        <span
          aria-hidden
          data-tone={share >= nearLimit ? 'warn' : undefined}
          className="mt-0.5 block h-1 overflow-hidden rounded-full bg-sunk"
        >
          <span
            className="forced-fill block h-full rounded-full"
            style={{
              width: `${Math.min(1, share) * 100}%`,
              background: share >= nearLimit ? 'var(--tone)' : `var(--${color})`,
            }}
          />
        </span>
      )}
    </span>
  </span>
);

interface UseColumn {
  readonly id: 'cpu' | 'memory' | 'read' | 'write' | 'rx' | 'tx' | 'pids';
  readonly field: SparkField;
  readonly bound?: 'cpuCores' | 'memoryBytes' | 'pids';
  readonly width: number;
  readonly color: DataColor;
  readonly floor: number;
  readonly writer: 'cores' | 'bytes' | 'byteRate' | 'count';
}

const columns: readonly UseColumn[] = [
  { id: 'cpu', field: 'cpuCores', bound: 'cpuCores', width: 132, color: 'c1', floor: 0.1, writer: 'cores' },
  {
    id: 'memory',
    field: 'memoryBytes',
    bound: 'memoryBytes',
    width: 146,
    color: 'c2',
    floor: 1,
    writer: 'bytes',
  },
  { id: 'read', field: 'readBytesPerSecond', width: 142, color: 'c6', floor: 4096, writer: 'byteRate' },
  { id: 'write', field: 'writeBytesPerSecond', width: 142, color: 'c4', floor: 4096, writer: 'byteRate' },
  { id: 'rx', field: 'rxBytesPerSecond', width: 142, color: 'c6', floor: 1024, writer: 'byteRate' },
  { id: 'tx', field: 'txBytesPerSecond', width: 142, color: 'c4', floor: 1024, writer: 'byteRate' },
  { id: 'pids', field: 'pids', bound: 'pids', width: 104, color: 'c3', floor: 4, writer: 'count' },
];

/** A use as a share of its limit; undefined without one. */
export function shareOfLimit(value: number, bound: BindingLimit | undefined): number | undefined {
  return bound && bound.value !== 'max' && bound.value > 0 ? value / bound.value : undefined;
}

function reasonOf(write: StatsFormat, use: ContainerUse | undefined, field: keyof ContainerSample): string {
  return write.reason(use?.profile?.absent[field] ?? use?.sample.gap);
}

function toColumn({ messages, write }: ColumnInput, column: UseColumn): DataColumn<UseRow> {
  const { id, field, bound, width, color, floor, writer } = column;
  const { stats } = messages;
  const header = stats.columns[id];
  return {
    id,
    header,
    width,
    grow: 1,
    align: 'end',
    descendingFirst: true,
    value: ({ use }) => use?.sample[field],
    cell: ({ use }) => {
      const value = use?.sample[field];
      if (!use || value === undefined) return <MissingCell reason={reasonOf(write, use, field)} />;
      const limit = bound && use.profile?.bounds[bound];
      const share = shareOfLimit(value, limit);
      const text = write[writer](value);
      const titles = [
        text,
        ...(limit ? [`${stats.limitText(write.limit(limit.value, write[writer]))} · ${limit.from}`] : []),
      ];
      return (
        <UseCell
          label={stats.spark(header, text)}
          title={titles.join(' · ')}
          spark={use.sparks[field]}
          text={id === 'cpu' ? write.load(value) : text}
          {...{ color, floor, share }}
        />
      );
    },
  };
}

/** Columns of the overview of all. */
export function columnsOfUse(input: ColumnInput): readonly DataColumn<UseRow>[] {
  const { engineId, messages, write } = input;
  const { stats } = messages;
  return [
    {
      id: 'name',
      header: stats.columns.name,
      width: 170,
      grow: 2,
      required: true,
      value: (row) => row.name,
      searchText: (row) => `${row.name} ${row.image} ${row.project ?? ''}`,
      cell: (row) => (
        <LinkCell
          href={`${enginePath(engineId, 'containers', row.id)}?tab=resources`}
          text={row.name}
          {...(row.project === undefined ? {} : { detail: row.project })}
        />
      ),
    },
    ...columns.map((column) => toColumn(input, column)),
    {
      id: 'throttled',
      header: stats.columns.throttled,
      width: 76,
      align: 'end',
      descendingFirst: true,
      value: ({ use }) => use?.sample.throttledShare,
      cell: ({ use }) => {
        const share = use?.sample.throttledShare;
        if (share === undefined) return <MissingCell reason={reasonOf(write, use, 'throttledShare')} />;
        return (
          <span data-tone="warn" className={share > 0 ? 'tabular text-(--tone)' : 'tabular text-ink-3'}>
            {write.share(share)}
          </span>
        );
      },
    },
  ];
}
