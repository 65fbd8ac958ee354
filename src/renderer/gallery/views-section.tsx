import { Box, CircleX, Download, RotateCw, Trash2 } from 'lucide-react';
import { useMemo, useState } from 'react';
import { Button } from '../components/button';
import { Chip } from '../components/chip';
import { Drawer } from '../components/drawer';
import { EmptyState } from '../components/empty-state';
import { JsonView } from '../components/json-view/json-view';
import { PageHeader } from '../components/page-header';
import { ProgressBar } from '../components/progress-bar';
import { SplitPane } from '../components/split-pane';
import { StateBadge } from '../components/state-badge';
import { Tabs } from '../components/tabs';
import { Timeline, type TimelineItem } from '../components/timeline';
import { demoStates, formatAge, formatTime } from './gallery-data';
import { jsonLabels } from './gallery-labels';
import { GallerySection } from './gallery-section';

const inspect = {
  Id: '4f1c9b0d2a77',
  State: { Status: 'running', Pid: 4127, OOMKilled: false, Health: null },
  Config: { Env: ['NODE_ENV=production', 'PORT=8080'], Labels: { 'com.docker.compose.project': 'shop' } },
  SizeRw: 224395264,
};

const tabs = [
  { value: 'overview', label: 'Overview' },
  { value: 'deleted', label: 'Deleted but inside', badge: { text: '2', tone: 'bad' } },
  { value: 'relations', label: 'Relations' },
  { value: 'off', label: 'Namespaces', disabled: true },
  { value: 'inspect', label: 'Inspect' },
] as const;

const DetailPage = () => {
  const [tab, setTab] = useState<(typeof tabs)[number]['value']>('inspect');
  return (
    <GallerySection title="Page" height={420}>
      <PageHeader
        joined
        crumbs={[
          { label: 'Containers', href: '#containers' },
          { label: 'shop', href: '#shop' },
        ]}
        crumbsLabel="Path"
        title="shop-api-1"
        chips={
          <>
            <StateBadge {...demoStates.running} look="pill" />
            <Chip>shop/api:2.4.1</Chip>
            <Chip tone="warn">214 MiB would be lost</Chip>
          </>
        }
        actions={
          <>
            <Button icon={RotateCw}>Restart</Button>
            <Button variant="primary">Limits…</Button>
          </>
        }
      />
      <Tabs label="Parts of the page" items={tabs} value={tab} onChange={setTab}>
        {tab === 'inspect' ? (
          <JsonView value={inspect} labels={jsonLabels} />
        ) : (
          <p className="px-4">Tab {tab}</p>
        )}
      </Tabs>
    </GallerySection>
  );
};

const useEvents = (): readonly TimelineItem[] => {
  const [now] = useState(() => Date.now());
  return useMemo(
    () =>
      Array.from({ length: 400 }, (_, index): TimelineItem => {
        const at = now - index * 47_000;
        const id = String(index);
        if (index % 5 === 1)
          return {
            id,
            at,
            icon: CircleX,
            tone: 'bad',
            toneLabel: 'failed',
            title: 'shop-worker-2 died',
            details: 'exit code 137, killed for memory',
          };
        if (index === 0)
          return {
            id,
            at,
            icon: Download,
            tone: 'info',
            toneLabel: 'running',
            title: 'Pull debian:13',
            details: <ProgressBar label="Pull debian:13" value={0.4} compact />,
          };
        return {
          id,
          at,
          icon: index % 2 ? Trash2 : Box,
          tone: 'neutral',
          toneLabel: 'event',
          title: `Image shop/api:2.${index} tagged`,
        };
      }),
    [now],
  );
};

const Views = () => {
  const events = useEvents();
  const [open, setOpen] = useState(true);
  const [height, setHeight] = useState(140);
  return (
    <>
      <GallerySection title="Timeline and panes" height={320}>
        <SplitPane
          initialSize={460}
          resizeLabel="Resize the panes"
          start={
            <Timeline
              label="Activity"
              items={events}
              formatRelative={formatAge}
              formatExact={formatTime}
              empty={<EmptyState icon={Box} title="Nothing yet" level={3} />}
            />
          }
          end={<EmptyState icon={Box} title="Choose an entry" level={3} />}
        />
      </GallerySection>
      <GallerySection title="Drawer" height={210}>
        <div className="flex-1 bg-bg" />
        <Drawer
          labels={{
            drawer: 'Jobs',
            open: 'Open the drawer',
            close: 'Close the drawer',
            resize: 'Resize the drawer',
          }}
          open={open}
          onOpenChange={setOpen}
          height={height}
          onHeightChange={setHeight}
          header={<strong>2 jobs</strong>}
        >
          <div className="p-3">
            <ProgressBar label="Pulling debian:13" value={0.63} detail="63 %" />
          </div>
        </Drawer>
      </GallerySection>
    </>
  );
};

export const ViewsSection = () => (
  <>
    <DetailPage />
    <Views />
  </>
);
