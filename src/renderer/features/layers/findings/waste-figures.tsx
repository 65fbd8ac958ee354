import type { Analysis } from '../../../../common/contract/layer-analysis';
import { KpiStrip } from '../../../components/kpi-strip';
import { useFormat, useMessages } from '../../../lib/messages';

/** Score and sums of a whole image. */
export const WasteFigures = ({ analysis: { totals, layers } }: { readonly analysis: Analysis }) => {
  const { waste } = useMessages().findings;
  const format = useFormat();
  const bytes = (value: number | undefined) =>
    value === undefined ? {} : { value: format.bytes(value), title: format.exactBytes(value) };
  return (
    <KpiStrip
      label={waste.figures}
      items={[
        {
          id: 'wasted',
          label: waste.wasted,
          value: undefined,
          ...bytes(totals?.wastedBytes),
          tone: (totals?.wastedBytes ?? 0) > 0 ? 'waste' : undefined,
        },
        { id: 'score', label: waste.score, value: totals && format.percent(totals.score) },
        { id: 'stored', label: waste.stored(layers.length), value: undefined, ...bytes(totals?.storedBytes) },
        { id: 'visible', label: waste.visible, value: undefined, ...bytes(totals?.visibleBytes) },
      ]}
    />
  );
};
