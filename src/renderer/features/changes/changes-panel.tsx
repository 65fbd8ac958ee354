import { useQuery } from '@tanstack/react-query';
import { Archive, HardDrive, RefreshCw } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState } from 'react';
import type { ChangesSummary } from '../../../common/contract/changes';
import type { TreeRow } from '../../../common/contract/layer-tree';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { ErrorState } from '../../components/error-state';
import { KpiStrip } from '../../components/kpi-strip';
import { SkeletonRows } from '../../components/skeleton';
import type { ContainerTabProps } from '../../lib/contributions';
import { useErrorView } from '../../lib/labels';
import { useFormat, useMessages } from '../../lib/messages';
import { useApi } from '../../lib/query';
import { ChangesTree } from './changes-tree';
import { CommitDialog } from './commit-dialog';
import { MoveDialog } from './move-dialog';
import { MovedBanner } from './moved-banner';

const ChangeDialog = lazy(async () => ({ default: (await import('./change-dialog')).ChangeDialog }));

/** Milliseconds between two measurements of a running container; not where one takes longer than half a second. */
const againMs = 10_000;
const quickMs = 500;

/** The last measurement, and what was written when the page opened. */
function useChanges({ engineId, details }: ContainerTabProps) {
  const query = useQuery({
    ...useApi().changes.measure.queryOptions({ input: { engineId, id: details.id } }),
    staleTime: 0,
    gcTime: 0,
    refetchInterval: ({ state: { data } }) =>
      details.state === 'running' && data?.source === 'upper' && data.tookMs < quickMs ? againMs : false,
  });
  const first = useRef<{ readonly id: string; readonly bytes: number | undefined } | undefined>(undefined);
  const bytes = query.data?.writtenBytes;
  useEffect(() => {
    if (query.data && first.current?.id !== details.id) first.current = { id: details.id, bytes };
  }, [query.data, bytes, details.id]);
  // The effect that keeps the first figure has not run when that figure is drawn.
  const begin = first.current?.id === details.id ? first.current.bytes : bytes;
  const growth = bytes === undefined || begin === undefined ? undefined : bytes - begin;
  return { query, growth };
}

const Figures = ({
  summary,
  growth,
}: {
  readonly summary: ChangesSummary;
  readonly growth: number | undefined;
}) => {
  const texts = useMessages().changes;
  const format = useFormat();
  const { added, changed, removed, writtenBytes } = summary;
  const grown = (growth ?? 0) > 0 ? `+${format.bytes(growth ?? 0)}` : format.bytes(0);
  const shrunk = (growth ?? 0) < 0 ? `−${format.bytes(-(growth ?? 0))}` : grown;
  const files = ({ files: count }: { readonly files: number }): string => format.number(count);
  return (
    <KpiStrip
      label={texts.figures}
      items={[
        {
          id: 'written',
          value: writtenBytes === undefined ? undefined : format.bytes(writtenBytes),
          label: texts.lost,
          tone: (writtenBytes ?? 0) > 0 ? 'warn' : undefined,
          title: writtenBytes === undefined ? texts.notSaid : format.exactBytes(writtenBytes),
        },
        {
          id: 'growth',
          value: growth === undefined ? undefined : shrunk,
          label: texts.growth,
          title: texts.growthTitle,
        },
        {
          id: 'added',
          value: files(added),
          label: texts.added,
          tone: 'ok',
          title: format.exactBytes(added.bytes),
        },
        {
          id: 'changed',
          value: files(changed),
          label: texts.changed,
          title: format.exactBytes(changed.bytes),
        },
        {
          id: 'removed',
          value: files(removed),
          label: texts.removed,
          tone: removed.files > 0 ? 'bad' : undefined,
          title: texts.hides(format.bytes(removed.bytes)),
        },
      ]}
    />
  );
};

const Source = ({ summary }: { readonly summary: ChangesSummary }) => {
  const texts = useMessages().changes;
  const format = useFormat();
  const { source, reason, unmeasured, skipped, opaqueUnknown } = summary;
  const notes = [
    source === 'upper' ? texts.fromUpper : texts.fromApi,
    ...(reason ? [texts.reasons[reason]] : []),
    ...(unmeasured > 0 ? [texts.unmeasured(unmeasured)] : []),
    ...(skipped > 0 ? [texts.skipped(skipped)] : []),
    ...(opaqueUnknown ? [texts.opaqueUnknown] : []),
  ];
  return (
    <p className="m-0 min-w-0 flex-1 text-sm text-ink-3">
      {notes.join(' ')} {texts.measured(format.time(summary.measuredAt))}
    </p>
  );
};

type OpenDialog =
  | { readonly kind: 'commit' }
  | { readonly kind: 'move'; readonly path: string }
  | { readonly kind: 'file'; readonly row: TreeRow };

const Failure = ({ error }: { readonly error: unknown }) => <ErrorState {...useErrorView(error)} />;

/** The tab: what a container wrote over its image, and what can be done to keep it. */
export const ChangesPanel = (props: ContainerTabProps) => {
  const { engineId, details } = props;
  const messages = useMessages();
  const texts = messages.changes;
  const { query, growth } = useChanges(props);
  const [dialog, setDialog] = useState<OpenDialog | undefined>(undefined);
  const { data: summary, error } = query;
  const close = (): void => setDialog(undefined);
  if (!summary) return error ? <Failure error={error} /> : <SkeletonRows label={texts.measuring} />;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <MovedBanner {...props} />
      <Figures summary={summary} growth={growth} />
      <div className="flex shrink-0 flex-wrap items-center gap-2 border-b border-line px-4 py-2">
        <Source summary={summary} />
        <Button icon={RefreshCw} loading={query.isFetching} onClick={() => void query.refetch()}>
          {texts.again}
        </Button>
        <Button icon={HardDrive} onClick={() => setDialog({ kind: 'move', path: '' })}>
          {texts.move.open}
        </Button>
        <Button icon={Archive} onClick={() => setDialog({ kind: 'commit' })}>
          {texts.commit.open}
        </Button>
      </div>
      {error ? <Banner tone="bad" flush title={texts.againFailed} /> : undefined}
      <ChangesTree
        analysisId={summary.analysisId}
        reopen={() => void query.refetch()}
        onOpen={(row) => setDialog({ kind: 'file', row })}
        onMove={(row) => setDialog({ kind: 'move', path: `/${row.path}` })}
      />
      {dialog?.kind === 'commit' ? <CommitDialog {...{ engineId, details }} onClose={close} /> : undefined}
      {dialog?.kind === 'move' ? (
        <MoveDialog {...{ engineId, details, summary }} path={dialog.path} onClose={close} />
      ) : undefined}
      {dialog?.kind === 'file' ? (
        <Suspense fallback={<span className="sr-only">{messages.common.loading}</span>}>
          <ChangeDialog analysisId={summary.analysisId} row={dialog.row} onClose={close} />
        </Suspense>
      ) : undefined}
    </div>
  );
};
