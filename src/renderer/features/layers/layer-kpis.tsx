import type { Analysis, LayerUsers } from '../../../common/contract/layer-analysis';
import { Banner } from '../../components/banner';
import { type Kpi, KpiStrip } from '../../components/kpi-strip';
import { useFormat, useMessages } from '../../lib/messages';
import { toVisibleText } from '../../lib/resources/visible-text';
import { sumShared } from './layer-rules';

/** Why a slower way was taken, one line per way. */
function useAttempts({ attempts }: Analysis): readonly string[] {
  const { layers } = useMessages();
  return attempts.map(({ method, error }) => `${layers.methods[method]}: ${toVisibleText(error.message)}`);
}

function useKpis(analysis: Analysis, users: LayerUsers | undefined): readonly Kpi[] {
  const { kpis, methods } = useMessages().layers;
  const format = useFormat();
  const attempts = useAttempts(analysis);
  const { totals, durationMs, method, layers } = analysis;
  const isOfEngine = analysis.location.kind === 'engine';
  const shared = users && sumShared(analysis, users);
  const bytes = (value: number | undefined) => (value === undefined ? undefined : format.bytes(value));
  const exact = (value: number | undefined) =>
    value === undefined ? kpis.notReady : format.exactBytes(value);
  const isWasteful = totals !== undefined && totals.wastedBytes > 0;
  const attemptText = attempts.length > 0 ? [kpis.attempts, ...attempts].join('\n') : undefined;
  return [
    {
      id: 'stored',
      value: bytes(totals?.storedBytes),
      label: kpis.stored(layers.length),
      title: exact(totals?.storedBytes),
    },
    {
      id: 'wasted',
      value: bytes(totals?.wastedBytes),
      label: kpis.wasted,
      title: exact(totals?.wastedBytes),
      tone: isWasteful ? 'waste' : undefined,
    },
    {
      id: 'score',
      value: totals && format.percent(totals.score),
      label: kpis.score,
      title: totals ? kpis.scoreTitle : kpis.notReady,
    },
    // Nobody else has the layers of a file.
    ...(isOfEngine
      ? [
          {
            id: 'shared',
            value: bytes(shared?.bytes),
            label: shared ? kpis.shared(shared.images) : kpis.sharedUnknown,
            title: shared ? format.exactBytes(shared.bytes) : kpis.notReady,
          },
        ]
      : []),
    {
      id: 'files',
      value: totals && format.number(totals.visibleFiles),
      label: kpis.files,
      title: totals ? undefined : kpis.notReady,
    },
    {
      id: 'read',
      value: durationMs === undefined ? undefined : format.duration(durationMs),
      label: method === undefined ? '' : methods[method],
      title: attemptText ?? (durationMs === undefined ? kpis.notReady : undefined),
    },
  ];
}

/** The figures of the image in one line, and what went wrong on the way to them. */
export const LayerKpis = ({
  analysis,
  users,
}: {
  readonly analysis: Analysis;
  readonly users: LayerUsers | undefined;
}) => {
  const { kpis } = useMessages().layers;
  const items = useKpis(analysis, users);
  const attempts = useAttempts(analysis);
  const { cacheError } = analysis;
  return (
    <>
      <KpiStrip label={kpis.label} items={items} />
      {attempts.length > 0 && analysis.method === 'save' ? (
        <Banner flush tone="info" title={kpis.slower}>
          {attempts.map((line) => (
            <div key={line}>{line}</div>
          ))}
        </Banner>
      ) : undefined}
      {cacheError ? (
        <Banner flush tone="warn" title={kpis.cacheError}>
          {toVisibleText(cacheError.message)}
        </Banner>
      ) : undefined}
    </>
  );
};
