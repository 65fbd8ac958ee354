import type { Job, JobKind, JobResult } from '../../common/contract/jobs';
import { assertNever } from '../../common/errors';
import { describeError } from './error-text';
import type { Format, Messages } from './messages';
import { toInlineName, toVisibleText } from './resources/visible-text';

type Countable = 'containers' | 'images' | 'volumes' | 'networks';

const resourceOf: Readonly<Partial<Record<string, Countable>>> = {
  container: 'containers',
  image: 'images',
  volume: 'volumes',
  network: 'networks',
};

function subjectOf(messages: Messages, kind: JobKind, job: Pick<Job, 'subjects' | 'subjectCount'>): string {
  const [first] = job.subjects;
  if (first && job.subjectCount === 1) return toInlineName(first.name);
  const resource = resourceOf[kind.split('.')[0] ?? ''];
  if (!resource || job.subjectCount === 0) return messages.jobs.archive;
  return messages.jobs[resource](job.subjectCount);
}

/** 'Stop 14 containers', 'Remove shop_db': what a job does, in the language in use. */
export function jobTitle(messages: Messages, job: Pick<Job, 'kind' | 'subjects' | 'subjectCount'>): string {
  return messages.jobs.titles[job.kind](subjectOf(messages, job.kind, job));
}

export function isEnded(job: Job): boolean {
  return job.state === 'succeeded' || job.state === 'failed' || job.state === 'canceled';
}

/** Some of the items failed, and not all. */
export function isPartlyFailed(job: Job): boolean {
  return job.result?.kind === 'items' && job.result.failed.length > 0 && job.result.succeeded.length > 0;
}

/** 0 to 1, or undefined when nobody knows how much there is to do. */
export function jobShare(job: Job): number | undefined {
  const { progress } = job;
  if (progress?.kind === 'items' && progress.total > 0)
    return (progress.done + progress.failed) / progress.total;
  if (progress?.kind === 'bytes' && progress.total !== undefined && progress.total > 0) {
    return Math.min(1, progress.done / progress.total);
  }
  if (progress?.kind === 'layers' && progress.total > 0) return progress.done / progress.total;
  return undefined;
}

/** '12 of 500', '1.2 GiB of 3 GiB', or the step's own words. */
export function jobProgressText(messages: Messages, format: Format, job: Job): string | undefined {
  const { progress } = job;
  if (!progress) return undefined;
  switch (progress.kind) {
    case 'items': {
      const done = messages.jobs.itemsDone(progress.done + progress.failed, progress.total);
      return progress.failed === 0 ? done : `${done} · ${messages.jobs.itemsFailed(progress.failed)}`;
    }
    case 'bytes':
      return progress.total === undefined
        ? format.bytes(progress.done)
        : messages.jobs.bytesOf(format.bytes(progress.done), format.bytes(progress.total));
    case 'step':
      return toVisibleText(progress.text);
    case 'layers':
      return messages.jobs.layersDone(progress.done, progress.total, format.bytes(progress.bytes));
    default:
      return assertNever(progress);
  }
}

function resultText(messages: Messages, format: Format, result: JobResult): string | undefined {
  switch (result.kind) {
    case 'items': {
      const { succeeded, failed, freedBytes } = result;
      const parts = [
        ...(succeeded.length + failed.length > 1 && succeeded.length > 0
          ? [messages.jobs.succeeded(succeeded.length)]
          : []),
        ...(failed.length > 0 ? [messages.jobs.failed(failed.length)] : []),
        ...(freedBytes === undefined ? [] : [messages.jobs.freed(format.bytes(freedBytes))]),
      ];
      return parts.length === 0 ? undefined : parts.join(' · ');
    }
    case 'bytes':
      return messages.jobs.transferred(format.bytes(result.bytes));
    case 'references':
      return result.references.length === 0
        ? undefined
        : messages.jobs.references(format.list(result.references.map(toInlineName)));
    default:
      return assertNever(result);
  }
}

/** One line on how a job ended: '12 succeeded · 2 failed · 1.2 GiB freed'. Undefined when there is nothing to add. */
export function jobOutcome(messages: Messages, format: Format, job: Job): string | undefined {
  const parts = [
    job.result ? resultText(messages, format, job.result) : undefined,
    job.error && job.state === 'failed' ? describeError(messages, job.error).title : undefined,
  ].filter((part) => part !== undefined);
  return parts.length === 0 ? undefined : parts.join(' · ');
}

/** At work first, then by when they ended: newest first. */
export function sortJobs(jobs: readonly Job[]): readonly Job[] {
  const rank = (job: Job): number => (isEnded(job) ? 1 : 0);
  return jobs.toSorted(
    (left, right) =>
      rank(left) - rank(right) || (right.endedAt ?? right.createdAt) - (left.endedAt ?? left.createdAt),
  );
}
