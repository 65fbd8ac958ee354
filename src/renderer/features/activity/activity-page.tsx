import { History } from 'lucide-react';
import { useMemo } from 'react';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { EmptyState } from '../../components/empty-state';
import { PageHeader } from '../../components/page-header';
import { SkeletonRows } from '../../components/skeleton';
import { SplitPane } from '../../components/split-pane';
import { Timeline } from '../../components/timeline';
import { useEngineId } from '../../lib/engine';
import { useEventLink } from '../../lib/event-link';
import { useJobs } from '../../lib/jobs';
import { useStaleText } from '../../lib/labels';
import { useEvents } from '../../lib/live-list';
import { useFormat, useMessages } from '../../lib/messages';
import { useSearchState } from '../../lib/search-state';
import { filterEntries, toEntries } from './activity-entries';
import { ActivityFilterBar, useActivityFilter } from './activity-filter';
import { JobDetails } from './job-details';
import { entryText, toTimelineItem } from './timeline-items';

const useItems = (chosenJobId: string, chooseJob: (jobId: string) => void) => {
  const messages = useMessages();
  const format = useFormat();
  const engineId = useEngineId();
  const jobs = useJobs();
  const events = useEvents(engineId);
  const linkOf = useEventLink(engineId);
  const state = useActivityFilter();
  const { kind, type, text, failedOnly } = state.filter;
  const entries = useMemo(
    () => toEntries(jobs.items, events.events, engineId),
    [jobs.items, events.events, engineId],
  );
  const shown = useMemo(
    () =>
      filterEntries(entries, { kind, type, text, failedOnly }, (entry) => entryText(messages, format, entry)),
    [entries, kind, type, text, failedOnly, messages, format],
  );
  const items = useMemo(
    () => shown.map((entry) => toTimelineItem({ messages, format, linkOf, chosenJobId, chooseJob }, entry)),
    [shown, messages, format, linkOf, chosenJobId, chooseJob],
  );
  return { items, total: entries.length, state, jobs, events } as const;
};

const Empty = ({ total, onClear }: { readonly total: number; readonly onClear: () => void }) => {
  const { activity } = useMessages();
  if (total === 0) {
    return (
      <EmptyState icon={History} title={activity.empty}>
        {activity.emptyText}
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={History}
      title={activity.noMatch}
      actions={<Button onClick={onClear}>{activity.clearFilter}</Button>}
    />
  );
};

/** What Estiba did and what the engine said, on one time line. */
export const ActivityPage = () => {
  const { activity, common } = useMessages();
  const format = useFormat();
  const [jobId, setJobId] = useSearchState('job', '');
  const { items, total, state, jobs, events } = useItems(jobId, setJobId);
  const stale = useStaleText(events);
  const job = jobs.byId.get(jobId);
  const clear = (): void => {
    state.setKind('all');
    state.setType('every');
    state.setText('');
    state.setFailedOnly(false);
  };
  const loading = total === 0 && (jobs.status === 'loading' || events.status === 'loading');
  const timeline = loading ? (
    <SkeletonRows label={common.loading} />
  ) : (
    <Timeline
      label={activity.timeline}
      items={items}
      formatRelative={format.relative}
      formatExact={format.dateTime}
      empty={<Empty total={total} onClear={clear} />}
    />
  );
  const close = (): void => setJobId('');
  return (
    <>
      <PageHeader title={activity.title} />
      <ActivityFilterBar state={state} shown={items.length} total={total} />
      {stale ? (
        <Banner flush tone="warn" title={stale.title}>
          {activity.stale}
        </Banner>
      ) : undefined}
      {jobId !== '' && !job && jobs.status === 'fresh' ? (
        <Banner
          flush
          tone="info"
          title={activity.notFound}
          actions={<Button onClick={close}>{common.close}</Button>}
        >
          {activity.notFoundText}
        </Banner>
      ) : undefined}
      {job ? (
        <SplitPane
          start={<div className="flex h-full min-h-0 flex-col">{timeline}</div>}
          end={<JobDetails key={job.id} job={job} onClose={close} />}
          resizeLabel={activity.details}
          initialSize={620}
          min={320}
          max={1000}
        />
      ) : (
        timeline
      )}
    </>
  );
};
