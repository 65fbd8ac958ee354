import { useQuery } from '@tanstack/react-query';
import { Layers } from 'lucide-react';
import { useMemo } from 'react';
import type { Analysis } from '../../../common/contract/layer-analysis';
import { EmptyState } from '../../components/empty-state';
import { SplitPane } from '../../components/split-pane';
import { useMessages } from '../../lib/messages';
import { useApi } from '../../lib/query';
import { useSearchState } from '../../lib/search-state';
import { LayerKpis } from './layer-kpis';
import { initialLayer, toSteps } from './layer-rules';
import { LayerStack } from './layer-stack';
import { TreePane } from './tree/tree-pane';

export interface LayersContentProps {
  readonly analysis: Analysis;
  readonly reopen: () => void;
}

const noLines: readonly never[] = [];
/** Pixels; the tree needs more than half of a window that is narrower. */
const narrowWindow = 1200;

/** What is known of the layers beside the analysis: steps without a layer, and who else has a layer. */
function useStackFacts({ analysisId, state, layers }: Analysis) {
  const api = useApi();
  const enabled = state === 'ready';
  const input = { analysisId };
  const lines = useQuery({ ...api.layers.dockerfile.queryOptions({ input }), enabled });
  const users = useQuery({ ...api.layers.layerUsers.queryOptions({ input }), enabled });
  const steps = useMemo(() => toSteps(layers, lines.data ?? noLines), [layers, lines.data]);
  return { steps, users: users.data };
}

/** The chosen layer, in the address; numbers there are those that are shown, from 1. */
function useChosenLayer({ layers }: Analysis): [number, (layer: number) => void] {
  const [text, setText] = useSearchState('layer', '');
  const number = Number(text) - 1;
  const isValid = text !== '' && layers[number] !== undefined;
  return [isValid ? number : initialLayer(layers), (layer) => setText(String(layer + 1))];
}

/** Figures, stack and tree of an analysis. */
export const LayersContent = ({ analysis, reopen }: LayersContentProps) => {
  const { stack } = useMessages().layers;
  const { steps, users } = useStackFacts(analysis);
  const [chosen, choose] = useChosenLayer(analysis);
  const [mode, setMode] = useSearchState('view', 'layer');
  if (analysis.layers.length === 0) {
    return (
      <EmptyState icon={Layers} title={stack.empty}>
        {stack.emptyText}
      </EmptyState>
    );
  }
  const onChoose = (layer: number): void => {
    choose(layer);
    // The whole image has no layer: choosing one means to look at it.
    if (mode === 'final') setMode('layer');
  };
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <LayerKpis analysis={analysis} users={users} />
      <SplitPane
        resizeLabel={stack.resize}
        initialSize={window.innerWidth < narrowWindow ? 330 : 420}
        min={280}
        start={<LayerStack steps={steps} users={users} chosen={chosen} onChoose={onChoose} />}
        end={
          <TreePane analysis={analysis} layer={chosen} mode={mode} onModeChange={setMode} reopen={reopen} />
        }
      />
    </div>
  );
};
