import { FilePen, FilePlus2, FileX2, UserCog } from 'lucide-react';
import { lazy, Suspense, useDeferredValue, useMemo, useState } from 'react';
import type { Comparison } from '../../../../common/contract/layer-findings';
import { Dialog } from '../../../components/dialog';
import { EmptyState } from '../../../components/empty-state';
import { ErrorState } from '../../../components/error-state';
import type { Icon } from '../../../components/icon';
import { SkeletonRows, SkeletonText } from '../../../components/skeleton';
import { type WindowColumn, WindowTable } from '../../../components/window-table';
import { useClient } from '../../../lib/client';
import { useErrorView } from '../../../lib/labels';
import { type Format, type Messages, useFormat, useMessages } from '../../../lib/messages';
import { toVisibleText } from '../../../lib/resources/visible-text';
import { PathText } from '../findings/cells';
import { ListToolbar } from '../findings/list-toolbar';
import { useRowWindows } from '../findings/use-row-windows';

const FileDiff = lazy(async () => ({ default: (await import('./file-diff')).FileDiff }));

export type FileChange = Comparison['rows'][number];

const looks: Readonly<Record<FileChange['change'], { readonly icon: Icon; readonly color: string }>> = {
  added: { icon: FilePlus2, color: 'text-ok' },
  changed: { icon: FilePen, color: 'text-warn' },
  metadata: { icon: UserCog, color: 'text-info' },
  removed: { icon: FileX2, color: 'text-bad' },
};

function toColumns({ findings }: Messages, format: Format): readonly WindowColumn<FileChange>[] {
  const { columns, changes } = findings.compare;
  const size = (bytes: number | undefined) =>
    bytes === undefined ? (
      <span className="text-ink-3">–</span>
    ) : (
      <span title={format.exactBytes(bytes)}>{format.bytes(bytes)}</span>
    );
  return [
    {
      id: 'change',
      header: columns.change,
      track: '150px',
      cell: ({ change }) => {
        const { icon: IconView, color } = looks[change];
        return (
          <span className={`flex items-center gap-1.5 ${color}`}>
            <IconView aria-hidden size={14} className="shrink-0" />
            {changes[change]}
          </span>
        );
      },
    },
    {
      id: 'path',
      header: columns.path,
      track: 'minmax(220px, 1fr)',
      cell: ({ path }) => <PathText path={path} />,
    },
    {
      id: 'first',
      header: columns.first,
      track: '110px',
      align: 'end',
      cell: ({ firstBytes }) => size(firstBytes),
    },
    {
      id: 'second',
      header: columns.second,
      track: '110px',
      align: 'end',
      cell: ({ secondBytes }) => size(secondBytes),
    },
    {
      id: 'delta',
      header: columns.delta,
      track: '120px',
      align: 'end',
      cell: ({ firstBytes = 0, secondBytes = 0 }) => {
        const delta = secondBytes - firstBytes;
        const sign = delta > 0 ? '+' : delta < 0 ? '−' : '';
        return <span>{`${sign}${format.bytes(Math.abs(delta))}`}</span>;
      },
    },
  ];
}

export interface CompareFilesProps {
  readonly first: string;
  readonly second: string;
  readonly filter: string;
  readonly onFilterChange: (filter: string) => void;
}

/** Files that differ, most bytes first; a row opens the text differences. */
export const CompareFiles = ({ first, second, filter: text, onFilterChange }: CompareFilesProps) => {
  const messages = useMessages();
  const { compare, shown, noMatch, noMatchText } = messages.findings;
  const format = useFormat();
  const client = useClient();
  const filter = useDeferredValue(text);
  const [active, setActive] = useState(-1);
  const [opened, setOpened] = useState<FileChange>();
  const input = { first, second, filter };
  const {
    first: page,
    error,
    count,
    rowAt,
    onWindow,
  } = useRowWindows<FileChange, Comparison>({
    queryKey: ['layers', 'compare', input],
    load: (window, signal) => client.layers.compare({ ...input, ...window }, { signal }),
  });
  const columns = useMemo(() => toColumns(messages, format), [messages, format]);
  const view = useErrorView(error);
  if (error && !page) return <ErrorState {...view} />;
  if (!page) return <SkeletonRows label={messages.common.loading} count={14} />;
  return (
    <>
      <ListToolbar label={compare.filter} filter={text} onFilterChange={onFilterChange} />
      <WindowTable
        label={compare.table}
        {...{ columns, count, rowAt, onWindow, active }}
        onActiveChange={setActive}
        onOpen={setOpened}
        minWidth={760}
        empty={
          <EmptyState icon={FilePen} title={filter === '' ? compare.same : noMatch}>
            {filter === '' ? compare.sameText : noMatchText}
          </EmptyState>
        }
        footer={<span role="status">{shown(count)}</span>}
      />
      {opened ? (
        <Dialog
          open
          size="xl"
          onOpenChange={(isOpen) => (isOpen ? undefined : setOpened(undefined))}
          labels={{ close: messages.common.close }}
          title={compare.diffOf(`/${toVisibleText(opened.path)}`)}
        >
          <div className="h-[56vh] min-h-60 overflow-hidden rounded-md border border-line">
            <Suspense fallback={<SkeletonText label={compare.loadingDiff} />}>
              <FileDiff first={first} second={second} change={opened} />
            </Suspense>
          </div>
        </Dialog>
      ) : undefined}
    </>
  );
};
