import { useQuery } from '@tanstack/react-query';
import { RotateCw } from 'lucide-react';
import type { StatsVerification, VerifyRow } from '../../../common/contract/stats';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { ErrorState } from '../../components/error-state';
import { SimpleTable } from '../../components/simple-table';
import { SkeletonRows } from '../../components/skeleton';
import { useErrorView } from '../../lib/labels';
import { useFormat, useMessages } from '../../lib/messages';
import { useApi } from '../../lib/query';
import { Missing } from './metric-card';
import { useStatsFormat } from './use-stats-format';
import { differenceOf, tolerance } from './verify-difference';

type Side = VerifyRow['ours'];

const Value = ({ side, unit }: { readonly side: Side; readonly unit: VerifyRow['unit'] }) => {
  const { stats } = useMessages();
  const format = useFormat();
  const write = useStatsFormat();
  if ('missing' in side) return <Missing reason={write.reason(side.missing)} />;
  const { value, from } = side;
  const text = (number: number): string => {
    if (unit === 'us') return stats.microseconds(format.number(Math.round(number)));
    return unit === 'bytes' ? format.exactBytes(number) : format.number(number);
  };
  return (
    <span className="flex flex-col">
      <span className="tabular">{value === 'max' ? stats.verifyUnlimited : text(value)}</span>
      <code className="text-ink-3 [overflow-wrap:anywhere]">{from}</code>
    </span>
  );
};

const Difference = ({ row }: { readonly row: VerifyRow }) => {
  const { stats } = useMessages();
  const format = useFormat();
  const share = differenceOf(row);
  if (share === undefined) return <Missing reason={stats.verifyNoDifference} />;
  if (share === 0) return <span className="text-ink-3">{stats.verifySame}</span>;
  const text = Number.isFinite(share) ? `${share > 0 ? '+' : ''}${format.percent(share)}` : '∞';
  const isFar = Math.abs(share) > tolerance;
  return (
    <span data-tone={isFar ? 'warn' : 'neutral'} className={isFar ? 'font-semibold text-(--tone)' : ''}>
      {text}
    </span>
  );
};

function metricName(stats: ReturnType<typeof useMessages>['stats'], metric: string): string {
  const names: Readonly<Record<string, string>> = stats.verifyMetrics;
  return names[metric] ?? metric;
}

const Comparison = ({ data }: { readonly data: StatsVerification }) => {
  const { stats } = useMessages();
  const format = useFormat();
  const { metric, ours, engine, difference } = stats.verifyColumns;
  return (
    <>
      <SimpleTable
        label={stats.verifyTitle}
        rows={data.rows}
        getId={(row) => row.metric}
        empty=""
        columns={[
          { id: 'metric', header: metric, cell: (row) => metricName(stats, row.metric) },
          { id: 'ours', header: ours, cell: (row) => <Value side={row.ours} unit={row.unit} /> },
          { id: 'engine', header: engine, cell: (row) => <Value side={row.engine} unit={row.unit} /> },
          { id: 'difference', header: difference, align: 'end', cell: (row) => <Difference row={row} /> },
        ]}
      />
      {data.source.kind === 'cgroup' ? (
        <p className="m-0 px-3 pt-2 text-sm text-ink-3">{stats.verifyApart(format.duration(data.apartMs))}</p>
      ) : undefined}
    </>
  );
};

const Raw = ({ data }: { readonly data: StatsVerification }) => {
  const { stats } = useMessages();
  const summary = 'w-max rounded-xs px-3 py-1.5 text-ink-2 hover:text-ink';
  const pre =
    'm-0 max-h-60 overflow-auto rounded-md border border-line bg-sunk px-2.5 py-1.5 whitespace-pre-wrap';
  return (
    <div className="flex flex-col">
      {data.files.length === 0 ? undefined : (
        <details>
          <summary className={summary}>{stats.verifyFiles(data.files.length)}</summary>
          <div className="flex flex-col gap-2 px-3 pb-2">
            {data.files.map(({ path, text }) => (
              <div key={path}>
                <code className="text-ink-2 [overflow-wrap:anywhere]">{path}</code>
                {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
                <pre tabIndex={0} className={pre}>
                  {text}
                </pre>
              </div>
            ))}
          </div>
        </details>
      )}
      <details>
        <summary className={summary}>{stats.verifyAnswer}</summary>
        <div className="px-3 pb-2">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard. */}
          <pre tabIndex={0} className={pre}>
            {JSON.stringify(data.engineAnswer, undefined, 2)}
          </pre>
        </div>
      </details>
    </div>
  );
};

export interface VerifyDialogProps {
  readonly engineId: string;
  readonly id: string;
  readonly name: string;
  readonly onClose: () => void;
}

/** Our values, the engine's fields and the raw files side by side. */
export const VerifyDialog = ({ engineId, id, name, onClose }: VerifyDialogProps) => {
  const { stats, common } = useMessages();
  const query = useQuery({
    ...useApi().stats.verify.queryOptions({ input: { engineId, id } }),
    staleTime: 0,
    gcTime: 0,
  });
  const error = useErrorView(query.error);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size="xl"
      title={stats.verifyTitle}
      description={stats.verifyText(name)}
      labels={{ close: common.close }}
      footer={
        <Button icon={RotateCw} loading={query.isFetching} onClick={() => void query.refetch()}>
          {stats.verifyAgain}
        </Button>
      }
    >
      {query.data ? (
        <>
          <Comparison data={query.data} />
          <Raw data={query.data} />
        </>
      ) : undefined}
      {query.isPending ? <SkeletonRows label={common.loading} /> : undefined}
      {query.error && !query.data ? <ErrorState {...error} level={3} /> : undefined}
    </Dialog>
  );
};
