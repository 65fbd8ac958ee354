import { FileQuestion } from 'lucide-react';
import { useEffect } from 'react';
import { useLocation, useSearch } from 'wouter';
import { Button } from '../../../components/button';
import { Chip } from '../../../components/chip';
import { EmptyState } from '../../../components/empty-state';
import { BareLink } from '../../../components/link';
import { PageHeader } from '../../../components/page-header';
import { Select } from '../../../components/select';
import { Tabs } from '../../../components/tabs';
import { useCurrentEngineId } from '../../../lib/engine';
import { useMessages } from '../../../lib/messages';
import { toVisibleText } from '../../../lib/resources/visible-text';
import { useSearchState } from '../../../lib/search-state';
import { CompareTab } from '../compare/compare-tab';
import { FindingsTab } from '../findings/findings-tab';
import { LayersTab } from '../layers-tab';
import { useAnalysis } from '../use-analysis';
import { describeLocation, fromAddress, type OutsideLocation, toAddress } from './location-address';
import { rememberLocation } from './recent-locations';

const tabs = ['layers', 'waste', 'deleted', 'compare', 'dockerfile', 'config'] as const;
type Tab = (typeof tabs)[number];

const Content = ({ tab, location }: { readonly tab: Tab; readonly location: OutsideLocation }) => {
  const engineId = useCurrentEngineId();
  if (tab === 'compare') return <CompareTab location={location} engineId={engineId} />;
  if (tab === 'layers') return <LayersTab location={location} />;
  return <FindingsTab view={tab === 'deleted' ? 'hidden' : tab} location={location} />;
};

/** Other images of the same archive, layout or index. */
const Choices = ({ location }: { readonly location: OutsideLocation }) => {
  const texts = useMessages().findings.open;
  const [, navigate] = useLocation();
  const { analysis } = useAnalysis(location);
  const choices = analysis?.choices ?? [];
  if (choices.length < 2) return undefined;
  const value = choices.findIndex(
    ({ reference, platform }) =>
      (platform === undefined || platform === analysis?.platform) &&
      (reference === undefined || location.kind === 'registry' || analysis?.references.includes(reference)),
  );
  const choose = (text: string): void => {
    const choice = choices[Number(text)];
    if (!choice) return;
    const { platform } = choice;
    const reference = location.kind === 'registry' ? location.reference : choice.reference;
    navigate(
      toAddress({ ...location, ...(reference ? { reference } : {}), ...(platform ? { platform } : {}) }),
    );
  };
  return (
    <div className="w-64">
      <Select
        label={texts.choice}
        value={value < 0 ? undefined : String(value)}
        placeholder={texts.several(choices.length)}
        onChange={choose}
        options={choices.map(({ reference, platform }, at) => ({
          value: String(at),
          label:
            [reference, platform]
              .filter(Boolean)
              .map((part) => toVisibleText(part ?? ''))
              .join(' · ') || texts.unnamed,
        }))}
      />
    </div>
  );
};

const Opened = ({ location }: { readonly location: OutsideLocation }) => {
  const { findings, layers, resources } = useMessages();
  const [text, setTab] = useSearchState('tab', 'layers');
  const tab = tabs.find((each) => each === text) ?? 'layers';
  const { analysis } = useAnalysis(location);
  useEffect(() => {
    if (analysis?.state === 'ready') rememberLocation(location);
  }, [analysis?.state, location]);
  const labels: Readonly<Record<Tab, string>> = {
    layers: layers.tab,
    waste: findings.waste.tab,
    deleted: findings.hidden.tab,
    compare: findings.compare.tab,
    dockerfile: findings.dockerfile.tab,
    config: findings.config.tab,
  };
  const name = analysis?.references[0] ?? describeLocation(location);
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <PageHeader
        joined
        crumbs={[{ label: findings.open.title, href: '/layers' }]}
        title={toVisibleText(name)}
        chips={
          <>
            <Chip>{findings.open.kinds[location.kind]}</Chip>
            {analysis?.platform === undefined ? undefined : <Chip>{toVisibleText(analysis.platform)}</Chip>}
            {location.kind === 'registry' ? undefined : (
              <Chip mono title={toVisibleText(location.path)}>
                {toVisibleText(location.path)}
              </Chip>
            )}
          </>
        }
        actions={
          <>
            <Choices location={location} />
            <Button asChild>
              <BareLink href="/layers">{findings.open.again}</BareLink>
            </Button>
          </>
        }
      />
      <Tabs
        label={resources.tabs.label}
        items={tabs.map((value) => ({ value, label: labels[value] }))}
        value={tab}
        onChange={setTab}
      >
        <Content tab={tab} location={location} />
      </Tabs>
    </div>
  );
};

/** An image that no engine has. */
export const ViewPage = () => {
  const texts = useMessages().findings.open;
  useSearch();
  const location = fromAddress(window.location.search);
  if (location) return <Opened key={toAddress(location)} location={location} />;
  return (
    <EmptyState
      icon={FileQuestion}
      title={texts.invalid}
      level={2}
      actions={
        <Button asChild>
          <BareLink href="/layers">{texts.title}</BareLink>
        </Button>
      }
    >
      {texts.invalidText}
    </EmptyState>
  );
};
