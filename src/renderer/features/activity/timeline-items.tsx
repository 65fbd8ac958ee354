import type { EngineEvent } from '../../../common/contract/engines';
import type { Job } from '../../../common/contract/jobs';
import { Link } from '../../components/link';
import { ProgressBar } from '../../components/progress-bar';
import { StateBadge } from '../../components/state-badge';
import type { TimelineItem } from '../../components/timeline';
import { eventView } from '../../lib/event-view';
import { jobView } from '../../lib/job-view';
import { isEnded } from '../../lib/jobs';
import type { Format, Messages } from '../../lib/messages';
import type { ActivityEntry } from './activity-entries';

export interface ItemContext {
  readonly messages: Messages;
  readonly format: Format;
  readonly linkOf: (event: EngineEvent) => string | undefined;
  readonly chosenJobId: string;
  readonly chooseJob: (jobId: string) => void;
}

/** What the filter's words are looked for in. */
export function entryText(messages: Messages, format: Format, entry: ActivityEntry): string {
  if (entry.kind === 'event') {
    const { type, name, action, detail = '' } = eventView(messages, entry.event);
    return [type, name, action, detail, entry.event.action, entry.event.actorId].join(' ');
  }
  const { title, stateLabel, text = '' } = jobView(messages, format, entry.job);
  const names = entry.job.subjects.map((subject) => subject.name);
  return [title, stateLabel, text, ...names].join(' ');
}

function eventItem(context: ItemContext, at: number, id: string, event: EngineEvent): TimelineItem {
  const { activity } = context.messages;
  const { icon, tone, type, name, action, detail } = eventView(context.messages, event);
  const href = context.linkOf(event);
  return {
    id,
    at,
    icon,
    tone,
    toneLabel: tone === 'neutral' ? activity.event : activity.warning,
    title: (
      <>
        <span className="text-ink-3">{type} </span>
        {href === undefined ? <span className="font-medium">{name}</span> : <Link href={href}>{name}</Link>}
        <span>{`${context.messages.common.eventSeparator}${action}`}</span>
        {detail === undefined ? undefined : <span className="text-ink-3">{` · ${detail}`}</span>}
      </>
    ),
  };
}

function jobItem(context: ItemContext, at: number, id: string, job: Job): TimelineItem {
  const { messages, format, chosenJobId, chooseJob } = context;
  const view = jobView(messages, format, job);
  return {
    id,
    at,
    icon: view.icon,
    tone: view.tone,
    toneLabel: messages.activity.job,
    title: (
      <span className="flex flex-wrap items-center gap-x-3">
        <button
          type="button"
          aria-pressed={job.id === chosenJobId}
          onClick={() => chooseJob(job.id === chosenJobId ? '' : job.id)}
          className="rounded-xs text-left font-medium text-accent hover:underline aria-pressed:underline"
        >
          {view.title}
        </button>
        <StateBadge tone={view.tone} icon={view.icon} label={view.stateLabel} busy={view.busy} />
        {view.text === undefined ? undefined : <span className="text-ink-2">{view.text}</span>}
      </span>
    ),
    ...(isEnded(job) ? {} : { details: <ProgressBar compact label={view.title} value={view.share} /> }),
  };
}

/** An entry as the time line draws it. */
export function toTimelineItem(context: ItemContext, entry: ActivityEntry): TimelineItem {
  return entry.kind === 'event'
    ? eventItem(context, entry.at, entry.id, entry.event)
    : jobItem(context, entry.at, entry.id, entry.job);
}
