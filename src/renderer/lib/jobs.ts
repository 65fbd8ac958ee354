import { useCallback } from 'react';
import { useLocation } from 'wouter';
import type { Job } from '../../common/contract/jobs';
import { isCanceled } from '../../common/errors';
import { useClient } from './client';
import { enginePath } from './engine-path';
import { describeError } from './error-text';
import { followJob } from './follow-job';
import { isEnded, isPartlyFailed, jobOutcome, jobProgressText, jobShare, jobTitle } from './job-text';
import { type LiveList, useJobStore, useLiveJobs } from './live-list';
import { type Format, type Messages, useFormat, useMessages } from './messages';
import { type ToastAction, type ToastRequest, useToasts } from './toasts';

export { isEnded, jobTitle } from './job-text';

/** Milliseconds: what is faster than that needs no progress. */
const patience = 400;

/** Jobs of all engines, live; for an order see `sortJobs`. */
export function useJobs(): LiveList<Job> {
  return useLiveJobs();
}

export interface FollowOptions {
  /** Offered in the toast when everything succeeded. */
  readonly undo?: { readonly label: string; readonly run: () => void };
}

/** Starts a job and follows it to its end. */
export type FollowJob = (
  start: () => Promise<{ readonly jobId: string }>,
  options?: FollowOptions,
) => Promise<Job>;

/** The Activity page, open at one job. */
export function jobPath(job: Pick<Job, 'id' | 'engineId'>, fallbackEngineId: string): string {
  return `${enginePath(job.engineId ?? fallbackEngineId, 'activity')}?job=${encodeURIComponent(job.id)}`;
}

/**
 * Follows jobs with toasts: progress with Cancel when it takes longer than 400 ms, and one summary at the end.
 * The promise rejects when the job could not be started, which is also told, and never for a job that failed: look at
 * the job's state.
 */
export function useFollowJob(): FollowJob {
  const client = useClient();
  const store = useJobStore();
  const toasts = useToasts();
  const messages = useMessages();
  const format = useFormat();
  const [, navigate] = useLocation();
  return useCallback(
    async (start, options = {}) => {
      const jobId = await start().then(
        (reference) => reference.jobId,
        (thrown: unknown) => {
          if (!isCanceled(thrown)) toasts.show(toFailureToast(messages, thrown));
          throw thrown;
        },
      );
      const id = `job:${jobId}`;
      const from = Date.now();
      let latest: Job | undefined;
      const showProgress = (): void => {
        if (!latest || isEnded(latest) || Date.now() - from < patience) return;
        const cancel = (): void => {
          // A job that has ended meanwhile cannot be canceled; its summary says how it ended.
          client.jobs.cancel({ jobId }).catch(() => undefined);
        };
        toasts.show(toProgressToast(messages, format, latest, { label: messages.jobs.cancel, run: cancel }));
      };
      const timer = setTimeout(showProgress, patience + 1);
      try {
        const ended = await followJob(store, jobId, (job) => {
          latest = job;
          showProgress();
        });
        latest = ended;
        const details = { label: messages.jobs.details, run: () => navigate(jobPath(ended, 'default')) };
        toasts.show(toSummaryToast(messages, format, ended, details, options.undo));
        return ended;
      } catch (thrown) {
        toasts.dismiss(id);
        throw thrown;
      } finally {
        clearTimeout(timer);
      }
    },
    [client, store, toasts, messages, format, navigate],
  );
}

/** An error that no job reports: a call that was refused. */
export function toFailureToast(messages: Messages, thrown: unknown): ToastRequest {
  const { title, text, engineWords } = describeError(messages, thrown);
  return { tone: 'bad', title, text: engineWords ?? text };
}

function toProgressToast(messages: Messages, format: Format, job: Job, cancel: ToastAction): ToastRequest {
  const progress = jobShare(job);
  const text = job.cancelRequested ? messages.jobs.canceling : jobProgressText(messages, format, job);
  return {
    id: `job:${job.id}`,
    tone: 'progress',
    title: jobTitle(messages, job),
    ...(text === undefined ? {} : { text }),
    ...(progress === undefined ? {} : { progress }),
    ...(job.cancelRequested ? {} : { actions: [cancel] }),
  };
}

function toSummaryToast(
  messages: Messages,
  format: Format,
  job: Job,
  details: ToastAction,
  undo: ToastAction | undefined,
): ToastRequest {
  const text = jobOutcome(messages, format, job);
  const tone = summaryTone(job);
  return {
    id: `job:${job.id}`,
    tone,
    title:
      job.state === 'canceled'
        ? `${jobTitle(messages, job)}: ${messages.jobs.states.canceled}`
        : jobTitle(messages, job),
    ...(text === undefined ? {} : { text }),
    actions: tone === 'ok' ? (undo ? [undo] : []) : [details],
  };
}

function summaryTone(job: Job): 'info' | 'ok' | 'warn' | 'bad' {
  if (job.state === 'canceled') return 'info';
  if (job.state === 'failed') return 'bad';
  return isPartlyFailed(job) || (job.result?.kind === 'items' && job.result.failed.length > 0)
    ? 'warn'
    : 'ok';
}
