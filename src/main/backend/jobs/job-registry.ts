import type {
  Job,
  JobKind,
  JobLogLine,
  JobProgress,
  JobResult,
  JobSubject,
} from '../../../common/contract/jobs';
import type { WireError } from '../../../common/errors';

/** What a job's work may use. */
export interface JobContext {
  readonly jobId: string;
  /** Aborted by cancel and by the end of Estiba; the work must stop soon after. */
  readonly signal: AbortSignal;
  /** The latest value counts; sent on at most 10 times a second. */
  progress(progress: JobProgress): void;
  /** One or more lines; each is cut at 4,096 characters. */
  log(text: string): void;
  /** What the user is told of an item's failure; unexpected ones are logged and carry the entry's id. */
  describeError(thrown: unknown): WireError;
}

export interface NewJob {
  readonly kind: JobKind;
  readonly engineId?: string | undefined;
  readonly subjects: readonly JobSubject[];
  /**
   * Throws: the job failed, or was canceled when the signal is aborted. A partial failure of a bulk action is a result
   * with `failed` entries; when all failed the state is `failed`, else `succeeded`.
   */
  readonly work: (context: JobContext) => Promise<JobResult | undefined>;
}

export interface JobChanges {
  readonly changed: readonly Job[];
  readonly removed: readonly string[];
}

/** Everything that takes longer than a second. Jobs outlive the page that started them. */
export interface JobRegistry {
  /** Starts at once. Throws `unavailable` after `dispose`. */
  start(job: NewJob): Job;
  list(): readonly Job[];
  /** Throws `not_found`. */
  get(jobId: string): Job;
  /** Asks the work to stop. Throws `failed_precondition` when it has ended. */
  cancel(jobId: string): Job;
  /** Resolves with the job when it has ended. Rejects with `not_found`, and with `canceled` when the signal aborts. */
  wait(jobId: string, signal: AbortSignal): Promise<Job>;
  /**
   * Removes an ended job, or with `undefined` all of them. Throws `not_found`, and `failed_precondition` for a job
   * that is at work.
   */
  dismiss(jobId: string | undefined): void;
  /** See `jobs.watch` in the contract. The first message comes at once, also when it is empty. */
  watch(since: number, signal: AbortSignal): AsyncGenerator<JobChanges>;
  /** See `jobs.log` in the contract. */
  log(jobId: string, after: number, signal: AbortSignal): AsyncGenerator<readonly JobLogLine[]>;
  /** Cancels what runs and waits for it, at most 5 s. */
  dispose(): Promise<void>;
}
