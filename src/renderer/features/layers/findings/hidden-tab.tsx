import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ScanSearch, ShieldAlert, ShieldCheck } from 'lucide-react';
import { useDeferredValue, useMemo, useState } from 'react';
import type { Analysis } from '../../../../common/contract/layer-analysis';
import type { WasteRow } from '../../../../common/contract/layer-findings';
import { Banner } from '../../../components/banner';
import { Button } from '../../../components/button';
import { EmptyState } from '../../../components/empty-state';
import { ErrorState } from '../../../components/error-state';
import { SegmentedControl } from '../../../components/segmented-control';
import { SkeletonRows } from '../../../components/skeleton';
import { WindowTable } from '../../../components/window-table';
import { useClient } from '../../../lib/client';
import { describeError } from '../../../lib/error-text';
import { useErrorView } from '../../../lib/labels';
import { useFormat, useMessages } from '../../../lib/messages';
import { useSearchState } from '../../../lib/search-state';
import { FileDialog } from '../file/file-dialog';
import { hiddenColumns } from './hidden-columns';
import { HiddenDetails } from './hidden-details';
import { ListToolbar } from './list-toolbar';
import { useRowWindows } from './use-row-windows';

type Shown = 'flagged' | 'all';

function useHiddenRows(analysisId: string, text: string, shown: Shown) {
  const client = useClient();
  const filter = useDeferredValue(text);
  const input = { analysisId, filter, flagged: shown === 'flagged' };
  return useRowWindows<WasteRow, Awaited<ReturnType<typeof client.layers.waste>>>({
    queryKey: ['layers', 'waste', input],
    load: (window, signal) => client.layers.waste({ ...input, ...window }, { signal }),
  });
}

/** Reads the small hidden files of the image; what it finds is in the rows afterwards. */
function useSearch(analysisId: string) {
  const client = useClient();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: () => client.layers.findSecrets({ analysisId }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['layers', 'waste'] }),
  });
}

const SearchState = ({ search }: { readonly search: ReturnType<typeof useSearch> }) => {
  const messages = useMessages();
  const texts = messages.findings.hidden;
  const { data, error } = search;
  if (error)
    return <Banner flush tone="bad" title={`${texts.failedScan}: ${describeError(messages, error).title}`} />;
  if (!data) return <Banner flush tone="info" title={texts.notScanned} />;
  const unread = data.unread > 0 ? ` ${texts.unread(data.unread)}` : '';
  const tone = data.flagged > 0 ? 'warn' : 'ok';
  return <Banner flush tone={tone} title={`${texts.scanned(data.scanned, data.flagged)}${unread}`} />;
};

interface ListProps {
  readonly analysisId: string;
  readonly filter: string;
  readonly shown: Shown;
}

const HiddenList = ({ analysisId, filter, shown }: ListProps) => {
  const messages = useMessages();
  const format = useFormat();
  const { hidden, shown: shownText } = messages.findings;
  const [active, setActive] = useState(-1);
  const [opened, setOpened] = useState<WasteRow>();
  const { first, error, count, rowAt, onWindow } = useHiddenRows(analysisId, filter, shown);
  const columns = useMemo(() => hiddenColumns(messages, format), [messages, format]);
  const view = useErrorView(error);
  if (error && !first) return <ErrorState {...view} />;
  if (!first) return <SkeletonRows label={messages.common.loading} count={14} />;
  const row = active < 0 ? undefined : rowAt(active);
  return (
    <>
      <WindowTable
        label={hidden.table}
        {...{ columns, count, rowAt, onWindow, active }}
        onActiveChange={setActive}
        onOpen={(each) => (each.node === undefined ? undefined : setOpened(each))}
        minWidth={760}
        empty={
          <EmptyState
            icon={ShieldCheck}
            title={shown === 'flagged' ? hidden.noFlagged : messages.findings.noMatch}
          >
            {shown === 'flagged' ? hidden.noFlaggedText : messages.findings.noMatchText}
          </EmptyState>
        }
        footer={
          <span role="status">
            {shownText(count)} · {format.bytes(first.bytes)}
          </span>
        }
      />
      <div className="max-h-[45%] shrink-0 overflow-auto border-t border-line bg-panel">
        {row ? (
          <HiddenDetails analysisId={analysisId} row={row} onOpen={() => setOpened(row)} />
        ) : (
          <p className="m-0 px-4 py-3 text-ink-3">{hidden.choose}</p>
        )}
      </div>
      {opened?.node === undefined ? undefined : (
        <FileDialog
          analysisId={analysisId}
          row={{
            node: opened.node,
            layer: opened.layer,
            path: opened.path,
            name: opened.path.split('/').at(-1) ?? opened.path,
          }}
          onClose={() => setOpened(undefined)}
        />
      )}
    </>
  );
};

/** Files that a later layer took away and that can still be read, the suspicious ones first. */
export const HiddenView = ({ analysis }: { readonly analysis: Analysis }) => {
  const texts = useMessages().findings.hidden;
  const { analysisId, totals } = analysis;
  const [filter, setFilter] = useSearchState('filter', '');
  const [shownText, setShown] = useSearchState('show', 'flagged');
  const shown: Shown = shownText === 'all' ? 'all' : 'flagged';
  const search = useSearch(analysisId);
  if (totals?.wastedBytes === 0) {
    return (
      <EmptyState icon={ShieldCheck} title={texts.none}>
        {texts.noneText}
      </EmptyState>
    );
  }
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <ListToolbar label={texts.filter} filter={filter} onFilterChange={setFilter}>
        <SegmentedControl<Shown>
          label={texts.show}
          value={shown}
          onChange={setShown}
          options={[
            { value: 'flagged', label: texts.onlyFlagged, icon: ShieldAlert },
            { value: 'all', label: texts.all },
          ]}
        />
        <Button
          icon={ScanSearch}
          loading={search.isPending}
          onClick={() => search.mutate()}
          className="ml-auto"
        >
          {search.data ? texts.scanAgain : texts.scan}
        </Button>
      </ListToolbar>
      <SearchState search={search} />
      <HiddenList key={shown} {...{ analysisId, filter, shown }} />
    </div>
  );
};
