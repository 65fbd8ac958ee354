import type { Analysis, LayerSummary } from '../../../../common/contract/layer-analysis';
import type { StackAnalysis, StackTotals } from '../../layers/stack/stack-analysis';

/** What a layer does, in the form of the contract. */
export function toFigures({ figures }: StackAnalysis, layer: number): LayerSummary['figures'] {
  const own = figures[layer];
  if (!own) return undefined;
  const { added, changed, removed, wastedBytes, hides, missedWhiteouts } = own;
  return {
    added: { ...added },
    changed: { ...changed },
    removed: { ...removed },
    wastedBytes,
    hides: [...hides].map(([hidden, bytes]) => ({ layer: hidden, bytes })).sort((a, b) => a.layer - b.layer),
    missedWhiteouts,
  };
}

export function toTotals(totals: StackTotals): Analysis['totals'] {
  return { ...totals };
}
