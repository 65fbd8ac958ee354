import { Activity, X } from 'lucide-react';
import { useState } from 'react';
import type { Job } from '../../common/contract/jobs';
import { Button } from '../components/button';
import { IconButton } from '../components/icon-button';
import { TextLink } from '../components/link';
import { Popover } from '../components/popover';
import { ProgressBar } from '../components/progress-bar';
import { Spinner } from '../components/spinner';
import { StateBadge } from '../components/state-badge';
import { useClient } from '../lib/client';
import { enginePath, useCurrentEngineId } from '../lib/engine';
import { jobShare, sortJobs } from '../lib/job-text';
import { jobView } from '../lib/job-view';
import { isEnded, useJobs } from '../lib/jobs';
import { useFormat, useMessages } from '../lib/messages';

const recentCount = 4;

interface EntryProps {
  readonly job: Job;
  readonly onShow: () => void;
}

const Running = ({ job, onShow }: EntryProps) => {
  const messages = useMessages();
  const view = jobView(messages, useFormat(), job);
  const client = useClient();
  const cancel = (): void => {
    // It may have ended meanwhile; the list shows how.
    client.jobs.cancel({ jobId: job.id }).catch(() => undefined);
  };
  return (
    <li className="flex items-end gap-1.5">
      <button
        type="button"
        onClick={onShow}
        aria-label={`${view.title} ${view.text ?? ''}`}
        className="min-w-0 flex-1 rounded-md p-1.5 text-left hover:bg-hover"
      >
        <ProgressBar label={view.title} value={view.share} detail={view.text} />
      </button>
      <IconButton
        icon={X}
        size="sm"
        label={job.cancelRequested ? messages.jobs.canceling : `${messages.jobs.cancel}: ${view.title}`}
        disabled={job.cancelRequested}
        onClick={cancel}
      />
    </li>
  );
};

const Ended = ({ job, onShow }: EntryProps) => {
  const view = jobView(useMessages(), useFormat(), job);
  return (
    <li>
      <button
        type="button"
        onClick={onShow}
        className="flex w-full items-baseline justify-between gap-3 rounded-md px-1.5 py-1 text-left hover:bg-hover"
      >
        <span className="min-w-0 truncate">{view.title}</span>
        <StateBadge tone={view.tone} icon={view.icon} label={view.stateLabel} title={view.text} />
      </button>
    </li>
  );
};

/** '2 jobs · 63 %': the mean of those that know how far they are. */
function useButtonText(running: readonly Job[]): string {
  const { app } = useMessages();
  const format = useFormat();
  if (running.length === 0) return app.noJobs;
  const shares = running.map(jobShare).filter((share) => share !== undefined);
  const count = app.runningJobs(running.length);
  if (shares.length === 0) return count;
  const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
  return `${count} · ${format.percent(Math.floor(mean * 100) / 100)}`;
}

/** Running jobs with progress, behind a button of the top bar. */
export const JobsPopover = ({ onShowJob }: { readonly onShowJob: (jobId: string) => void }) => {
  const { app } = useMessages();
  const engineId = useCurrentEngineId();
  const jobs = sortJobs(useJobs().items);
  const [open, setOpen] = useState(false);
  const running = jobs.filter((job) => !isEnded(job));
  const ended = jobs.filter(isEnded).slice(0, recentCount);
  const text = useButtonText(running);
  const show = (jobId: string) => (): void => {
    setOpen(false);
    onShowJob(jobId);
  };
  const trigger = (
    <Button>
      {running.length > 0 ? <Spinner /> : <Activity aria-hidden size={14} className="text-ink-3" />}
      <span className="tabular">{text}</span>
    </Button>
  );
  return (
    <Popover trigger={trigger} label={app.jobs} open={open} onOpenChange={setOpen}>
      <div className="flex w-85 max-w-full flex-col gap-2">
        {running.length === 0 ? <p className="m-0 px-1.5 text-ink-2">{app.noRunningJobs}</p> : undefined}
        <ul aria-label={app.jobs} className="m-0 flex list-none flex-col gap-1 p-0 empty:hidden">
          {running.map((job) => (
            <Running key={job.id} job={job} onShow={show(job.id)} />
          ))}
        </ul>
        {ended.length > 0 ? (
          <div>
            <h2 className="m-0 px-1.5 py-1 text-xs font-semibold text-ink-3">{app.recentJobs}</h2>
            <ul className="m-0 flex list-none flex-col p-0">
              {ended.map((job) => (
                <Ended key={job.id} job={job} onShow={show(job.id)} />
              ))}
            </ul>
          </div>
        ) : undefined}
        {engineId === undefined ? undefined : (
          <div className="border-t border-line-2 px-1.5 pt-2">
            <TextLink href={enginePath(engineId, 'activity')} onClick={() => setOpen(false)}>
              {app.allActivity}
            </TextLink>
          </div>
        )}
      </div>
    </Popover>
  );
};
