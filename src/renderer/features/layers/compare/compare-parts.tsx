import { cx } from 'class-variance-authority';
import type { Analysis } from '../../../../common/contract/layer-analysis';
import type { Comparison } from '../../../../common/contract/layer-findings';
import { KpiStrip } from '../../../components/kpi-strip';
import { useFormat, useMessages } from '../../../lib/messages';
import { toVisibleText } from '../../../lib/resources/visible-text';
import { InstructionText } from '../findings/cells';

/** What is in common and what differs. */
export const CompareFigures = ({ comparison }: { readonly comparison: Comparison }) => {
  const { compare: texts, layers, files } = useMessages().findings;
  const format = useFormat();
  const { commonLayers, commonBytes, added, changed, removed } = comparison;
  const figure = ({ files: count, bytes }: { files: number; bytes: number }) =>
    texts.figure(files(count), format.bytes(bytes));
  return (
    <KpiStrip
      label={texts.figures}
      items={[
        { id: 'common', value: layers(commonLayers), label: texts.common(format.bytes(commonBytes)) },
        { id: 'added', value: figure(added), label: texts.added },
        { id: 'changed', value: figure(changed), label: texts.changed },
        { id: 'removed', value: figure(removed), label: texts.removed },
      ]}
    />
  );
};

/** Differences of the configurations, field by field. */
export const CompareConfig = ({ comparison }: { readonly comparison: Comparison }) => {
  const { compare: texts } = useMessages().findings;
  const { config } = comparison;
  if (config.length === 0) return <p className="m-0 p-4 text-ink-2">{texts.noConfig}</p>;
  const head =
    'sticky top-0 border-b border-line bg-panel px-3 py-1.5 text-left text-sm font-semibold text-ink-3';
  const cell = (text: string, tone: string) => (
    <td className="px-3 py-1.5">
      {text === '' ? (
        <span className="text-ink-3">{texts.empty}</span>
      ) : (
        <code className={`break-all ${tone}`}>{toVisibleText(text)}</code>
      )}
    </td>
  );
  return (
    <table className="w-full min-w-140 border-collapse bg-panel">
      <thead>
        <tr>
          <th scope="col" className={head}>
            {texts.field}
          </th>
          <th scope="col" className={head}>
            {texts.columns.first}
          </th>
          <th scope="col" className={head}>
            {texts.columns.second}
          </th>
        </tr>
      </thead>
      <tbody>
        {config.map(({ field, first, second }) => (
          <tr key={field} className="border-b border-line-2 align-top">
            <th scope="row" className="px-3 py-1.5 text-left font-normal">
              <code className="break-all">{toVisibleText(field)}</code>
            </th>
            {cell(first, 'text-bad')}
            {cell(second, 'text-ok')}
          </tr>
        ))}
      </tbody>
    </table>
  );
};

interface StackProps {
  readonly title: string;
  readonly analysis: Analysis;
  readonly common: number;
  readonly onlyText: string;
}

/** The layers of one image above those that both have, top first. */
const Own = ({ title, analysis, common, onlyText }: StackProps) => {
  const { layer: layerName } = useMessages().findings;
  const format = useFormat();
  const own = analysis.layers.slice(common).toReversed();
  return (
    <section className="flex min-w-0 flex-1 flex-col justify-end gap-1">
      <h3 className="m-0 text-base font-semibold break-words">{title}</h3>
      {own.map(({ number, createdBy, storedBytes }) => (
        <div key={number} className="rounded-md border border-line bg-panel px-2.5 py-1.5">
          <div className="flex justify-between gap-3">
            <span className="font-medium">{layerName(number + 1)}</span>
            <span className="tabular">{storedBytes === undefined ? '–' : format.bytes(storedBytes)}</span>
          </div>
          <div className="flex min-w-0 text-ink-3">
            <InstructionText createdBy={createdBy} />
          </div>
        </div>
      ))}
      {own.length > 0 ? <p className="m-0 text-sm text-ink-3">{onlyText}</p> : undefined}
    </section>
  );
};

/** Two stacks on what they have in common. */
export const CompareLayers = (props: {
  readonly comparison: Comparison;
  readonly first: Analysis;
  readonly second: Analysis;
  readonly names: readonly [string, string];
}) => {
  const { comparison, first, second, names } = props;
  const { compare: texts, layer: layerName } = useMessages().findings;
  const format = useFormat();
  const common = comparison.commonLayers;
  const shared = first.layers.slice(0, common).toReversed();
  return (
    <div className="mx-auto flex max-w-240 flex-col gap-3 p-4">
      <div className="flex gap-4">
        <Own title={names[0]} analysis={first} common={common} onlyText={texts.onlyFirst} />
        <Own title={names[1]} analysis={second} common={common} onlyText={texts.onlySecond} />
      </div>
      <section className={cx('flex flex-col gap-1', common > 0 && 'border-t-2 border-accent pt-2')}>
        {common === 0 ? <p className="m-0 text-ink-2">{texts.noCommon}</p> : undefined}
        {shared.map(({ number, createdBy, storedBytes }) => (
          <div key={number} className="rounded-md border border-accent bg-accent-soft px-2.5 py-1.5">
            <div className="flex justify-between gap-3">
              <span className="font-medium">
                {layerName(number + 1)} · {texts.joined}
              </span>
              <span className="tabular">{storedBytes === undefined ? '–' : format.bytes(storedBytes)}</span>
            </div>
            <div className="flex min-w-0 text-ink-2">
              <InstructionText createdBy={createdBy} />
            </div>
          </div>
        ))}
      </section>
    </div>
  );
};
