import type { JobResult } from '../../../common/contract/jobs';
import { AppError } from '../../../common/errors';
import type { JobContext } from '../jobs/job-registry';

/** Brings together a job, which waits, and a transfer, which comes later or never. */
export class TransferGate {
  /** The job's context, as soon as it is at work. */
  readonly context: Promise<JobContext>;
  private giveContext: (context: JobContext) => void = () => {};
  private readonly result: Promise<JobResult>;
  private settle: { resolve: (result: JobResult) => void; reject: (error: unknown) => void } = {
    resolve: () => {},
    reject: () => {},
  };

  constructor() {
    this.context = new Promise((resolve) => {
      this.giveContext = resolve;
    });
    this.result = new Promise((resolve, reject) => {
      this.settle = { resolve, reject };
    });
    // The job hears of it through `work`; without a job nobody does.
    this.result.catch(() => {});
  }

  /** The work of the job: to wait for the transfer's end, or for the job's cancel. */
  work(context: JobContext): Promise<JobResult> {
    this.giveContext(context);
    context.signal.addEventListener('abort', () => this.settle.reject(context.signal.reason), { once: true });
    return this.result;
  }

  resolve(result: JobResult): void {
    this.settle.resolve(result);
  }

  reject(error: unknown): void {
    this.settle.reject(error);
  }

  /** Nobody came. */
  abandon(): void {
    this.settle.reject(new AppError('deadline_exceeded', 'the file was not asked for within a minute'));
  }
}
