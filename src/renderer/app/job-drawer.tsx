import { cx } from 'class-variance-authority';
import { useEffect, useRef, useState } from 'react';
import type { Job } from '../../common/contract/jobs';
import { Button } from '../components/button';
import { Drawer } from '../components/drawer';
import { ProgressBar } from '../components/progress-bar';
import { SplitPane } from '../components/split-pane';
import { StateBadge } from '../components/state-badge';
import { useClient } from '../lib/client';
import { useJobLog } from '../lib/job-log';
import { sortJobs } from '../lib/job-text';
import { jobView } from '../lib/job-view';
import { isEnded, toFailureToast, useJobs } from '../lib/jobs';
import { useFormat, useMessages } from '../lib/messages';
import { useToasts } from '../lib/toasts';

export interface JobDrawerProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly jobId: string | undefined;
  readonly onJobChange: (jobId: string) => void;
}

const Line = ({ job, chosen, onChoose }: { job: Job; chosen: boolean; onChoose: () => void }) => {
  const view = jobView(useMessages(), useFormat(), job);
  return (
    <li>
      <button
        type="button"
        aria-current={chosen ? 'true' : undefined}
        onClick={onChoose}
        className={cx(
          'focus-inset flex h-7.5 w-full items-center gap-3 border-b border-line-2 px-3 text-left',
          chosen ? 'bg-accent-soft' : 'hover:bg-hover',
        )}
      >
        <span className="min-w-0 flex-1 truncate">{view.title}</span>
        {view.busy ? (
          <span className="w-20">
            <ProgressBar compact label={view.title} value={view.share} />
          </span>
        ) : undefined}
        <StateBadge tone={view.tone} icon={view.icon} label={view.stateLabel} busy={view.busy} />
      </button>
    </li>
  );
};

/** The log follows its end unless the reader has scrolled up. */
const Log = ({ job }: { readonly job: Job }) => {
  const messages = useMessages();
  const format = useFormat();
  const { lines } = useJobLog(job.id);
  const box = useRef<HTMLElement>(null);
  const following = useRef(true);
  // biome-ignore lint/correctness/useExhaustiveDependencies: new lines are what moves the end.
  useEffect(() => {
    if (following.current && box.current) box.current.scrollTop = box.current.scrollHeight;
  }, [lines]);
  const onScroll = (): void => {
    const { current } = box;
    if (current) following.current = current.scrollHeight - current.scrollTop - current.clientHeight < 24;
  };
  const view = jobView(messages, format, job);
  return (
    <section
      ref={box}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
      tabIndex={0}
      aria-label={`${messages.app.jobLog}: ${view.title}`}
      onScroll={onScroll}
      className="focus-inset h-full overflow-auto bg-sunk px-3 py-2"
    >
      {view.text === undefined ? undefined : <p className="m-0 mb-1.5 text-ink-2">{view.text}</p>}
      {lines.length === 0 ? (
        <p className="m-0 text-ink-3">{messages.app.noLog}</p>
      ) : (
        <pre className="m-0 break-words whitespace-pre-wrap">
          {lines.map((line) => (
            <div key={line.sequence}>
              <span className="mr-3 select-none text-ink-3">{format.time(line.at)}</span>
              {line.text}
            </div>
          ))}
        </pre>
      )}
    </section>
  );
};

const Content = ({
  jobs,
  job,
  onJobChange,
}: {
  jobs: readonly Job[];
  job: Job | undefined;
  onJobChange: (id: string) => void;
}) => {
  const { app } = useMessages();
  if (jobs.length === 0) return <p className="m-0 px-3 py-4 text-ink-2">{app.noJobsYet}</p>;
  const list = (
    <ul aria-label={app.jobList} className="m-0 h-full list-none overflow-auto p-0">
      {jobs.map((one) => (
        <Line key={one.id} job={one} chosen={one.id === job?.id} onChoose={() => onJobChange(one.id)} />
      ))}
    </ul>
  );
  const log = job ? (
    <Log key={job.id} job={job} />
  ) : (
    <p className="m-0 px-3 py-2 text-ink-2">{app.chooseJob}</p>
  );
  return (
    <div className="flex h-full min-h-0">
      <SplitPane start={list} end={log} resizeLabel={app.resizeJobs} initialSize={420} min={240} max={720} />
    </div>
  );
};

const Header = ({ jobs }: { readonly jobs: readonly Job[] }) => {
  const messages = useMessages();
  const { app } = messages;
  const client = useClient();
  const toasts = useToasts();
  const running = jobs.filter((job) => !isEnded(job)).length;
  const clear = (): void => {
    client.jobs.dismiss({}).catch((thrown: unknown) => toasts.show(toFailureToast(messages, thrown)));
  };
  return (
    <>
      <h2 className="m-0 text-sm font-semibold text-ink-2">{app.jobs}</h2>
      <span className="tabular text-sm text-ink-3">
        {running === 0 ? app.noJobs : app.runningJobs(running)}
      </span>
      {jobs.length > running ? (
        <Button variant="ghost" size="sm" onClick={clear} className="ml-auto">
          {app.clearEnded}
        </Button>
      ) : undefined}
    </>
  );
};

/** Jobs and their logs, at the bottom of every page. */
export const JobDrawer = ({ open, onOpenChange, jobId, onJobChange }: JobDrawerProps) => {
  const { app } = useMessages();
  const { items, byId } = useJobs();
  const [height, setHeight] = useState(220);
  const jobs = sortJobs(items);
  return (
    <Drawer
      labels={{ drawer: app.drawer, open: app.openDrawer, close: app.closeDrawer, resize: app.resizeDrawer }}
      open={open}
      onOpenChange={onOpenChange}
      height={height}
      onHeightChange={setHeight}
      header={<Header jobs={jobs} />}
    >
      <Content jobs={jobs} job={jobId === undefined ? jobs[0] : byId.get(jobId)} onJobChange={onJobChange} />
    </Drawer>
  );
};
