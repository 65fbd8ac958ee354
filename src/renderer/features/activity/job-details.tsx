import { CircleAlert, CircleCheck, X } from 'lucide-react';
import type { ReactNode } from 'react';
import type { Job, JobResult } from '../../../common/contract/jobs';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { IconButton } from '../../components/icon-button';
import { KeyValueList } from '../../components/key-value-list';
import { BareLink } from '../../components/link';
import { ProgressBar } from '../../components/progress-bar';
import { StateBadge } from '../../components/state-badge';
import { useClient } from '../../lib/client';
import { enginePath } from '../../lib/engine';
import { describeError } from '../../lib/error-text';
import { useJobLog } from '../../lib/job-log';
import { jobView } from '../../lib/job-view';
import { isEnded, toFailureToast } from '../../lib/jobs';
import { useCopyLabels } from '../../lib/labels';
import { useFormat, useMessages } from '../../lib/messages';
import { useNow } from '../../lib/now';
import { toVisibleLines, toVisibleText } from '../../lib/resources/visible-text';
import { useToasts } from '../../lib/toasts';

/** Of thousands of results the first hundred are read; the count says the rest. */
const mostResults = 100;

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <section>
    <h3 className="m-0 mb-1 text-sm font-semibold text-ink-3">{title}</h3>
    {children}
  </section>
);

type ItemsResult = JobResult & { readonly kind: 'items' };

const Results = ({
  result,
  listHref,
}: {
  readonly result: ItemsResult;
  readonly listHref: string | undefined;
}) => {
  const messages = useMessages();
  const { activity, common } = messages;
  const { succeeded, failed, notes = [] } = result;
  const hidden = Math.max(0, succeeded.length - mostResults) + Math.max(0, failed.length - mostResults);
  return (
    <Part title={activity.results}>
      <ul className="m-0 list-none rounded-md border border-line p-0">
        {failed.slice(0, mostResults).map(({ subject, error }) => (
          <li key={subject.id} className="border-b border-line-2 px-2.5 py-1.5 last:border-0">
            <StateBadge tone="bad" icon={CircleAlert} label={toVisibleText(subject.name)} />
            <div className="pl-5 break-words text-ink-2">
              {`${describeError(messages, error).title}: ${toVisibleLines(error.message)}`}
            </div>
          </li>
        ))}
        {succeeded.slice(0, mostResults).map((subject) => (
          <li
            key={subject.id}
            className="flex justify-between gap-3 border-b border-line-2 px-2.5 py-1 last:border-0"
          >
            <StateBadge tone="ok" icon={CircleCheck} label={toVisibleText(subject.name)} />
            <span className="text-ink-3">{activity.done}</span>
          </li>
        ))}
      </ul>
      {hidden > 0 ? <p className="m-0 mt-1 text-ink-3">{common.andMore(hidden)}</p> : undefined}
      {notes.map((note) => (
        <p key={note} className="m-0 mt-1 break-words text-ink-2">
          {note}
        </p>
      ))}
      {failed.length > 0 ? (
        <div className="mt-2 flex flex-wrap items-center gap-2">
          <span className="min-w-0 flex-1 text-ink-2">{activity.retryHint}</span>
          {listHref === undefined ? undefined : (
            <Button asChild size="sm">
              <BareLink href={listHref}>{activity.openList}</BareLink>
            </Button>
          )}
        </div>
      ) : undefined}
    </Part>
  );
};

const Log = ({ jobId }: { readonly jobId: string }) => {
  const { activity } = useMessages();
  const format = useFormat();
  const { lines } = useJobLog(jobId);
  return (
    <Part title={activity.log}>
      {lines.length === 0 ? (
        <p className="m-0 text-ink-3">{activity.noLog}</p>
      ) : (
        <pre
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard.
          tabIndex={0}
          role="log"
          aria-label={activity.log}
          className="m-0 max-h-90 overflow-auto rounded-md border border-line bg-sunk px-2.5 py-1.5 break-words whitespace-pre-wrap"
        >
          {lines.map((line) => (
            <div key={line.sequence}>
              <span className="mr-3 select-none text-ink-3">{format.time(line.at)}</span>
              {line.text}
            </div>
          ))}
        </pre>
      )}
    </Part>
  );
};

const Times = ({ job }: { readonly job: Job }) => {
  const { activity } = useMessages();
  const format = useFormat();
  const labels = useCopyLabels();
  const now = useNow('fast');
  const started = job.startedAt ?? job.createdAt;
  return (
    <KeyValueList
      labels={labels}
      items={[
        { id: 'started', label: activity.started, value: format.dateTime(started) },
        {
          id: 'ended',
          label: activity.ended,
          value: job.endedAt === undefined ? undefined : format.dateTime(job.endedAt),
        },
        { id: 'took', label: activity.took, value: format.duration((job.endedAt ?? now) - started) },
      ]}
    />
  );
};

const Buttons = ({ job }: { readonly job: Job }) => {
  const messages = useMessages();
  const { activity } = messages;
  const client = useClient();
  const toasts = useToasts();
  const run = (call: Promise<unknown>): void => {
    call.catch((thrown: unknown) => toasts.show(toFailureToast(messages, thrown)));
  };
  if (isEnded(job)) {
    return <Button onClick={() => run(client.jobs.dismiss({ jobId: job.id }))}>{activity.dismiss}</Button>;
  }
  return (
    <Button
      variant="dangerGhost"
      disabled={job.cancelRequested}
      onClick={() => run(client.jobs.cancel({ jobId: job.id }))}
    >
      {job.cancelRequested ? activity.canceling : activity.cancel}
    </Button>
  );
};

const sections: Readonly<Record<string, string>> = {
  container: 'containers',
  image: 'images',
  volume: 'volumes',
  network: 'networks',
};

function listHrefOf(job: Job): string | undefined {
  const section = sections[job.kind.split('.')[0] ?? ''];
  return section !== undefined && job.engineId !== undefined ? enginePath(job.engineId, section) : undefined;
}

export interface JobDetailsProps {
  readonly job: Job;
  readonly onClose: () => void;
}

/** One job: progress or outcome, result of each object, error with its next step, log. */
export const JobDetails = ({ job, onClose }: JobDetailsProps) => {
  const messages = useMessages();
  const { activity } = messages;
  const view = jobView(messages, useFormat(), job);
  const error = job.error && job.state === 'failed' ? describeError(messages, job.error) : undefined;
  return (
    <section aria-label={`${activity.details}: ${view.title}`} className="h-full overflow-auto bg-panel">
      <header className="flex items-start gap-2 border-b border-line-2 px-4 py-2.5">
        <div className="min-w-0 flex-1">
          <h2 className="m-0 text-md font-semibold break-words">{view.title}</h2>
          <StateBadge tone={view.tone} icon={view.icon} label={view.stateLabel} busy={view.busy} />
        </div>
        <Buttons job={job} />
        <IconButton icon={X} label={activity.closeDetails} onClick={onClose} />
      </header>
      <div className="flex flex-col gap-4 px-4 py-3">
        {isEnded(job) ? undefined : <ProgressBar label={view.title} value={view.share} detail={view.text} />}
        {error ? (
          <Banner tone="bad" title={error.title}>
            <p className="m-0">{error.engineWords ?? error.text}</p>
            {error.nextStep === undefined ? undefined : (
              <p className="m-0 mt-1 text-ink-2">{error.nextStep}</p>
            )}
          </Banner>
        ) : undefined}
        <Times job={job} />
        {job.result?.kind === 'items' ? (
          <Results result={job.result} listHref={listHrefOf(job)} />
        ) : undefined}
        {job.result && job.result.kind !== 'items' ? <p className="m-0">{view.text}</p> : undefined}
        <Log key={job.id} jobId={job.id} />
      </div>
    </section>
  );
};
