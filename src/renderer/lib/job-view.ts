import {
  Ban,
  CircleAlert,
  CircleCheck,
  Clock,
  LoaderCircle,
  type LucideIcon,
  TriangleAlert,
} from 'lucide-react';
import type { Job } from '../../common/contract/jobs';
import { assertNever } from '../../common/errors';
import { isPartlyFailed, jobOutcome, jobProgressText, jobShare, jobTitle } from './job-text';
import type { Format, Messages } from './messages';

/** A job in words and signs. */
export interface JobView {
  readonly title: string;
  /** Progress while it runs, the outcome after that. */
  readonly text: string | undefined;
  /** 0 to 1; undefined when nobody knows. */
  readonly share: number | undefined;
  readonly tone: 'neutral' | 'info' | 'ok' | 'warn' | 'bad';
  readonly icon: LucideIcon;
  readonly stateLabel: string;
  readonly busy: boolean;
}

type Look = Pick<JobView, 'tone' | 'icon' | 'stateLabel' | 'busy'>;

function lookOf(messages: Messages, job: Job): Look {
  const { states, canceling, partlyFailed } = messages.jobs;
  switch (job.state) {
    case 'queued':
      return { tone: 'neutral', icon: Clock, stateLabel: states.queued, busy: false };
    case 'running':
      return {
        tone: 'info',
        icon: LoaderCircle,
        stateLabel: job.cancelRequested ? canceling : states.running,
        busy: true,
      };
    case 'succeeded':
      return isPartlyFailed(job)
        ? { tone: 'warn', icon: TriangleAlert, stateLabel: partlyFailed, busy: false }
        : { tone: 'ok', icon: CircleCheck, stateLabel: states.succeeded, busy: false };
    case 'failed':
      return { tone: 'bad', icon: CircleAlert, stateLabel: states.failed, busy: false };
    case 'canceled':
      return { tone: 'neutral', icon: Ban, stateLabel: states.canceled, busy: false };
    default:
      return assertNever(job.state, 'job state');
  }
}

export function jobView(messages: Messages, format: Format, job: Job): JobView {
  const look = lookOf(messages, job);
  return {
    ...look,
    title: jobTitle(messages, job),
    share: jobShare(job),
    text: look.busy ? jobProgressText(messages, format, job) : jobOutcome(messages, format, job),
  };
}
