import { Recycle, SearchX } from 'lucide-react';
import { useCallback, useDeferredValue, useMemo, useState } from 'react';
import type { Analysis } from '../../../../common/contract/layer-analysis';
import type { WasteRow } from '../../../../common/contract/layer-findings';
import { Button } from '../../../components/button';
import { CopyButton } from '../../../components/copy-button';
import { EmptyState } from '../../../components/empty-state';
import { ErrorState } from '../../../components/error-state';
import { SkeletonRows } from '../../../components/skeleton';
import { SplitPane } from '../../../components/split-pane';
import { WindowTable } from '../../../components/window-table';
import { useClient } from '../../../lib/client';
import { useCopyLabels, useErrorView } from '../../../lib/labels';
import { useFormat, useMessages } from '../../../lib/messages';
import { useSearchState } from '../../../lib/search-state';
import { ListToolbar } from './list-toolbar';
import { PathDetails } from './path-details';
import { useRowWindows } from './use-row-windows';
import { wasteColumns } from './waste-columns';
import { WasteFigures } from './waste-figures';
import { WasteLayers } from './waste-layers';
import { toLayerWaste, toWasteText, type WasteGroup } from './waste-rules';

/** What the user set: filter, which layer, and what a bar stands for. All of it is in the address. */
function useWasteControls() {
  const [filter, setFilter] = useSearchState('filter', '');
  const [groupText, setGroupText] = useSearchState('by', 'storedIn');
  const [layerText, setLayerText] = useSearchState('layer', '');
  const group: WasteGroup = groupText === 'hiddenBy' ? 'hiddenBy' : 'storedIn';
  const layer = /^\d{1,6}$/.test(layerText) ? Number(layerText) : undefined;
  const setLayer = (next: number | undefined): void => setLayerText(next === undefined ? '' : String(next));
  const setGroup = (next: WasteGroup): void => {
    setGroupText(next);
    setLayerText('');
  };
  return { filter, setFilter, group, setGroup, layer, setLayer };
}

type Controls = ReturnType<typeof useWasteControls>;

function useWasteRows(analysisId: string, { filter: text, group, layer }: Controls) {
  const client = useClient();
  const filter = useDeferredValue(text);
  const narrowed = layer === undefined ? {} : group === 'storedIn' ? { layer } : { by: layer };
  const input = { analysisId, filter, ...narrowed };
  const windows = useRowWindows<WasteRow, Awaited<ReturnType<typeof client.layers.waste>>>({
    queryKey: ['layers', 'waste', input],
    load: (window, signal) => client.layers.waste({ ...input, ...window }, { signal }),
  });
  return { ...windows, input };
}

const copied = 1000;

const Toolbar = ({
  controls,
  input,
}: {
  readonly controls: Controls;
  readonly input: { analysisId: string };
}) => {
  const texts = useMessages().findings;
  const copy = useCopyLabels();
  const client = useClient();
  const load = useCallback(
    async () => toWasteText((await client.layers.waste({ ...input, limit: copied })).rows, texts.how),
    [client, input, texts],
  );
  return (
    <ListToolbar label={texts.waste.filter} filter={controls.filter} onFilterChange={controls.setFilter}>
      <span className="ml-auto" title={texts.copyListHint(copied)}>
        <CopyButton text size="md" value={load} labels={{ ...copy, copy: texts.copyPaths }} />
      </span>
    </ListToolbar>
  );
};

const NoRows = ({ controls }: { readonly controls: Controls }) => {
  const texts = useMessages().findings;
  const reset = (): void => {
    controls.setFilter('');
    controls.setLayer(undefined);
  };
  return (
    <EmptyState
      icon={SearchX}
      title={texts.noMatch}
      actions={<Button onClick={reset}>{texts.clearFilter}</Button>}
    >
      {texts.noMatchText}
    </EmptyState>
  );
};

const WasteList = ({
  analysisId,
  controls,
}: {
  readonly analysisId: string;
  readonly controls: Controls;
}) => {
  const messages = useMessages();
  const format = useFormat();
  const { waste, shown } = messages.findings;
  const [active, setActive] = useState(-1);
  const { first, error, count, rowAt, onWindow, input } = useWasteRows(analysisId, controls);
  const largest = rowAt(0)?.bytes ?? 0;
  const columns = useMemo(() => wasteColumns(messages, format, largest), [messages, format, largest]);
  const view = useErrorView(error);
  if (error && !first) return <ErrorState {...view} />;
  if (!first) return <SkeletonRows label={messages.common.loading} count={14} />;
  const row = active < 0 ? undefined : rowAt(active);
  return (
    <>
      <Toolbar controls={controls} input={input} />
      <WindowTable
        label={waste.table}
        {...{ columns, count, rowAt, onWindow, active }}
        onActiveChange={setActive}
        minWidth={800}
        empty={<NoRows controls={controls} />}
        footer={
          <span role="status" title={format.exactBytes(first.bytes)}>
            {waste.sum(shown(count), format.bytes(first.bytes))}
          </span>
        }
      />
      {row ? (
        <div className="max-h-60 shrink-0 overflow-auto border-t border-line bg-panel">
          <PathDetails analysisId={analysisId} row={row}>
            <p className="m-0">
              <span className="font-medium">{waste.fix}:</span> {waste.fixes[row.how]}
            </p>
          </PathDetails>
        </div>
      ) : undefined}
    </>
  );
};

/** Everything that is stored and cannot be seen: by layer on the left, by path on the right. */
export const WasteView = ({ analysis }: { readonly analysis: Analysis }) => {
  const texts = useMessages().findings;
  const controls = useWasteControls();
  const { layers, totals, analysisId } = analysis;
  const items = useMemo(() => toLayerWaste(layers, controls.group), [layers, controls.group]);
  if (totals?.wastedBytes === 0) {
    return (
      <>
        <WasteFigures analysis={analysis} />
        <EmptyState icon={Recycle} title={texts.waste.none}>
          {texts.waste.noneText}
        </EmptyState>
      </>
    );
  }
  return (
    <>
      <WasteFigures analysis={analysis} />
      <SplitPane
        resizeLabel={texts.waste.perLayer}
        initialSize={280}
        start={
          <WasteLayers
            items={items}
            group={controls.group}
            onGroupChange={controls.setGroup}
            chosen={controls.layer}
            onChoose={controls.setLayer}
          />
        }
        end={
          // Another choice begins at its first row, with none chosen.
          <WasteList
            key={`${controls.group} ${controls.layer}`}
            analysisId={analysisId}
            controls={controls}
          />
        }
      />
    </>
  );
};
