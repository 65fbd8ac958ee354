import { useQuery } from '@tanstack/react-query';
import { GitCompareArrows } from 'lucide-react';
import { useId, useState } from 'react';
import type { Analysis, ImageLocation } from '../../../../common/contract/layer-analysis';
import { Button } from '../../../components/button';
import { EmptyState } from '../../../components/empty-state';
import { ErrorState } from '../../../components/error-state';
import { Field } from '../../../components/field';
import { SegmentedControl } from '../../../components/segmented-control';
import { SkeletonRows } from '../../../components/skeleton';
import { TextInput } from '../../../components/text-input';
import { useErrorView } from '../../../lib/labels';
import { useImages } from '../../../lib/live-list';
import { useMessages } from '../../../lib/messages';
import { useApi } from '../../../lib/query';
import { toInlineName, toVisibleText } from '../../../lib/resources/visible-text';
import { useSearchState } from '../../../lib/search-state';
import { AnalysisFrame } from '../analysis-frame';
import { CompareFiles } from './compare-files';
import { CompareConfig, CompareFigures, CompareLayers } from './compare-parts';
import { fromSecond, guessLocation, toSecond } from './second-image';

const views = ['files', 'config', 'layers'] as const;
type View = (typeof views)[number];

const nameOf = (analysis: Analysis): string =>
  toInlineName(analysis.references[0] ?? analysis.imageId ?? analysis.analysisId);

const Result = ({ first, second }: { readonly first: Analysis; readonly second: Analysis }) => {
  const { common, findings } = useMessages();
  const texts = findings.compare;
  const [text, setView] = useSearchState('part', 'files');
  const [filter, setFilter] = useSearchState('filter', '');
  const view = views.find((each) => each === text) ?? 'files';
  const input = { first: first.analysisId, second: second.analysisId, limit: 1 };
  const query = useQuery(useApi().layers.compare.queryOptions({ input }));
  const failure = useErrorView(query.error);
  if (query.error) return <ErrorState {...failure} />;
  if (!query.data) return <SkeletonRows label={common.loading} />;
  const comparison = query.data;
  return (
    <>
      <CompareFigures comparison={comparison} />
      <div className="shrink-0 border-b border-line bg-panel px-3 py-2">
        <SegmentedControl<View>
          label={texts.views}
          value={view}
          onChange={setView}
          options={[
            { value: 'files', label: texts.filesTab(comparison.count) },
            { value: 'config', label: texts.configTitle(comparison.config.length) },
            { value: 'layers', label: texts.layersTitle(comparison.commonLayers) },
          ]}
        />
      </div>
      {view === 'files' ? (
        <CompareFiles
          first={first.analysisId}
          second={second.analysisId}
          filter={filter}
          onFilterChange={setFilter}
        />
      ) : undefined}
      {view === 'config' ? <CompareConfig comparison={comparison} /> : undefined}
      {view === 'layers' ? (
        <CompareLayers {...{ comparison, first, second }} names={[nameOf(first), nameOf(second)]} />
      ) : undefined}
    </>
  );
};

interface PickerProps {
  readonly engineId: string | undefined;
  readonly value: ImageLocation | undefined;
  readonly onPick: (location: ImageLocation) => void;
}

function textOf(location: ImageLocation | undefined): string {
  if (!location) return '';
  if (location.kind === 'engine') return location.image;
  return location.kind === 'registry' ? location.reference : location.path;
}

/** The second image: one of the engine by its name, else the path of an archive or a reference. */
const Picker = ({ engineId, value, onPick }: PickerProps) => {
  const texts = useMessages().findings;
  const images = useImages(engineId);
  const list = useId();
  const [text, setText] = useState(textOf(value));
  const tags = images.items.flatMap((image) => image.tags);
  const pick = (event: React.FormEvent): void => {
    event.preventDefault();
    const image = images.items.find(({ id, tags: own }) => id === text.trim() || own.includes(text.trim()));
    const guessed = guessLocation(text);
    if (image && engineId !== undefined) onPick({ kind: 'engine', engineId, image: text.trim() });
    else if (guessed) onPick(guessed);
  };
  return (
    <form
      onSubmit={pick}
      className="flex shrink-0 flex-wrap items-end gap-2 border-b border-line bg-panel px-3 py-2"
    >
      <div className="min-w-72 flex-1">
        <Field label={texts.compare.second}>
          <TextInput
            mono
            autoComplete="off"
            list={list}
            placeholder="shop/api:2 · /home/me/image.tar · debian:12"
            value={text}
            onChange={setText}
          />
        </Field>
        <datalist id={list}>
          {tags.map((tag) => (
            <option key={tag} value={tag}>
              {toVisibleText(tag)}
            </option>
          ))}
        </datalist>
      </div>
      <Button type="submit" icon={GitCompareArrows} variant="primary" disabled={text.trim() === ''}>
        {texts.compare.tab}
      </Button>
    </form>
  );
};

export interface CompareTabProps {
  readonly location: ImageLocation;
  /** Whose images can be picked. */
  readonly engineId?: string | undefined;
}

/** What another image has that this one has not. */
export const CompareTab = ({ location, engineId }: CompareTabProps) => {
  const texts = useMessages().findings.compare;
  const [text, setText] = useSearchState('with', '');
  const second = fromSecond(text, engineId);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <Picker engineId={engineId} value={second} onPick={(picked) => setText(toSecond(picked))} />
      {second ? (
        <AnalysisFrame location={location}>
          {(first) => (
            <AnalysisFrame key={text} location={second}>
              {(other) => <Result first={first} second={other} />}
            </AnalysisFrame>
          )}
        </AnalysisFrame>
      ) : (
        <EmptyState icon={GitCompareArrows} title={texts.title}>
          {texts.pickSecond}
        </EmptyState>
      )}
    </div>
  );
};
