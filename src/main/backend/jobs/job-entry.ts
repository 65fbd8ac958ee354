import type { Job, JobProgress, JobResult, JobState } from '../../../common/contract/jobs';
import type { WireError } from '../../../common/errors';
import { Wakeup } from '../platform/wakeup';
import type { NewJob } from './job-registry';
import { LogRing } from './log-ring';

const subjectsShown = 5;

/** One job as the registry keeps it. `job` is replaced by each change and never changed in place. */
export class JobEntry {
  readonly abort = new AbortController();
  readonly lines = new LogRing();
  readonly linesAdded = new Wakeup();
  readonly ended: Promise<void>;
  #job: Job;
  readonly #end = new AbortController();
  /** Not shown yet. */
  #progress: JobProgress | undefined;

  constructor(id: string, spec: NewJob, now: number, sequence: number) {
    this.ended = new Promise((resolve) => {
      this.endSignal.addEventListener('abort', () => resolve(), { once: true });
    });
    this.#job = {
      id,
      kind: spec.kind,
      ...(spec.engineId === undefined ? {} : { engineId: spec.engineId }),
      subjects: spec.subjects.slice(0, subjectsShown).map(({ id, name }) => ({ id, name })),
      subjectCount: spec.subjects.length,
      state: 'queued',
      cancelRequested: false,
      createdAt: now,
      sequence,
    };
  }

  get job(): Job {
    return this.#job;
  }

  /** Aborted when the job has ended, whatever way. */
  get endSignal(): AbortSignal {
    return this.#end.signal;
  }

  get isEnded(): boolean {
    return this.#job.endedAt !== undefined;
  }

  /** Keeps the latest progress until it is shown; true when there is something new to show. */
  propose(progress: JobProgress): boolean {
    if (this.isEnded) return false;
    this.#progress = progress;
    return true;
  }

  /** Every change also shows the latest progress. */
  change(sequence: number, change: Partial<Job> = {}): void {
    const progress = this.#progress;
    this.#progress = undefined;
    this.#job = { ...this.#job, ...(progress ? { progress } : {}), ...change, sequence };
    if (!this.isEnded) return;
    this.linesAdded.wake();
    this.#end.abort();
  }
}

/** How a job ends whose work returned. */
export interface Ending {
  readonly state: Extract<JobState, 'succeeded' | 'failed' | 'canceled'>;
  readonly result?: JobResult;
  readonly error?: WireError;
}

/**
 * The truth about work that returned: cancel is a request, and work that had everything done before it was heard has
 * succeeded. Items that were not reached are `canceled` ones; work that stopped without a result was canceled.
 */
export function endingOf(result: JobResult | undefined, aborted: boolean): Ending {
  if (!result) return { state: aborted ? 'canceled' : 'succeeded' };
  if (result.kind !== 'items') return { state: 'succeeded', result };
  const canceled = result.failed.some(({ error }) => error.code === 'canceled');
  if (aborted && canceled) return { state: 'canceled', result };
  const [first] = result.failed;
  if (first && result.succeeded.length === 0) return { state: 'failed', result, error: first.error };
  return { state: 'succeeded', result };
}
