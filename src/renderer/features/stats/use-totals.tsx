import { SizeBar } from '../../components/size-bar';
import { useMessages } from '../../lib/messages';
import type { EngineUse } from './engine-state';
import { useStatsFormat } from './use-stats-format';

interface WholeProps {
  readonly label: string;
  readonly containers: number;
  readonly used: number;
  readonly whole: number;
  readonly write: (value: number) => string;
}

/** What the containers use, and what everything else does, of what the machine has. */
const Whole = ({ label, containers, used, whole, write }: WholeProps) => {
  const { stats } = useMessages();
  const rest = Math.max(0, used - containers);
  return (
    <div className="flex min-w-56 flex-1 flex-col gap-1">
      <div className="flex items-baseline justify-between gap-2">
        <span className="text-sm text-ink-3">{label}</span>
        <span className="tabular text-sm text-ink-2">{stats.totalOf(write(used), write(whole))}</span>
      </div>
      <SizeBar
        label={label}
        total={whole}
        legend
        segments={[
          {
            id: 'containers',
            label: stats.totalContainers,
            size: containers,
            text: write(containers),
            color: 'c1',
          },
          { id: 'rest', label: stats.totalRest, size: rest, text: write(rest), color: 'c6' },
        ]}
      />
    </div>
  );
};

const Figure = ({ label, value }: { readonly label: string; readonly value: string }) => (
  <div className="flex flex-col-reverse">
    <dt className="text-sm text-ink-3">{label}</dt>
    <dd className="tabular m-0 text-md font-semibold">{value}</dd>
  </div>
);

/** The engine's containers together, and the machine. */
export const UseTotals = ({ use }: { readonly use: EngineUse }) => {
  const { stats } = useMessages();
  const write = useStatsFormat();
  const { totals, host } = use;
  if (!totals) return undefined;
  const { cpus, cpuCores, memoryBytes, memoryAvailableBytes } = host ?? {};
  const hasCpu = cpus !== undefined && cpuCores !== undefined;
  const hasMemory = memoryBytes !== undefined && memoryAvailableBytes !== undefined;
  return (
    <section
      aria-label={stats.totals}
      className="flex shrink-0 flex-wrap items-start gap-x-8 gap-y-3 border-b border-line bg-panel px-4 py-3"
    >
      {hasCpu ? (
        <Whole
          label={stats.totalCpu}
          containers={totals.cpuCores}
          used={cpuCores}
          whole={cpus}
          write={write.cores}
        />
      ) : undefined}
      {hasMemory ? (
        <Whole
          label={stats.totalMemory}
          containers={totals.memoryBytes}
          used={memoryBytes - memoryAvailableBytes}
          whole={memoryBytes}
          write={write.bytes}
        />
      ) : undefined}
      <dl className="m-0 flex flex-wrap gap-x-6 gap-y-2" title={host ? undefined : stats.totalNoHost}>
        {hasCpu ? undefined : <Figure label={stats.cpu} value={write.cores(totals.cpuCores)} />}
        {hasMemory ? undefined : <Figure label={stats.memory} value={write.bytes(totals.memoryBytes)} />}
        <Figure label={stats.read} value={write.byteRate(totals.readBytesPerSecond)} />
        <Figure label={stats.columns.write} value={write.byteRate(totals.writeBytesPerSecond)} />
        <Figure label={stats.received} value={write.byteRate(totals.rxBytesPerSecond)} />
        <Figure label={stats.sent} value={write.byteRate(totals.txBytesPerSecond)} />
        <Figure label={stats.pidsShort} value={write.count(totals.pids)} />
      </dl>
    </section>
  );
};
