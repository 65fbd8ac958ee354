import { X } from 'lucide-react';
import type { Job } from '../../../common/contract/jobs';
import { IconButton } from '../../components/icon-button';
import { Link } from '../../components/link';
import { ProgressBar } from '../../components/progress-bar';
import { SectionCard } from '../../components/section-card';
import { useClient } from '../../lib/client';
import { jobView } from '../../lib/job-view';
import { isEnded, jobPath, useJobs } from '../../lib/jobs';
import { useFormat, useMessages } from '../../lib/messages';

const Entry = ({ job, engineId }: { readonly job: Job; readonly engineId: string }) => {
  const messages = useMessages();
  const view = jobView(messages, useFormat(), job);
  const client = useClient();
  const cancel = (): void => {
    // It may have ended meanwhile: then it leaves this list.
    client.jobs.cancel({ jobId: job.id }).catch(() => undefined);
  };
  return (
    <li className="flex items-center gap-2 py-1">
      <div className="min-w-0 flex-1">
        <div className="flex justify-between gap-3">
          <Link href={jobPath(job, engineId)} className="truncate">
            {view.title}
          </Link>
          <span className="tabular shrink-0 text-ink-2">{view.text}</span>
        </div>
        <ProgressBar compact label={view.title} value={view.share} />
      </div>
      <IconButton
        icon={X}
        size="sm"
        label={`${messages.jobs.cancel}: ${view.title}`}
        disabled={job.cancelRequested}
        onClick={cancel}
      />
    </li>
  );
};

/** What Estiba is doing now. */
export const JobsCard = ({ engineId }: { readonly engineId: string }) => {
  const { overview } = useMessages();
  const running = useJobs().items.filter((job) => !isEnded(job));
  return (
    <SectionCard title={overview.jobs}>
      {running.length === 0 ? <p className="m-0 text-ink-3">{overview.noJobs}</p> : undefined}
      <ul className="m-0 list-none p-0 empty:hidden">
        {running.map((job) => (
          <Entry key={job.id} job={job} engineId={engineId} />
        ))}
      </ul>
    </SectionCard>
  );
};
