import { randomUUID } from 'node:crypto';
import type { Job, JobLogLine } from '../../../common/contract/jobs';
import { AppError, toAppError, toWireError, type WireError } from '../../../common/errors';
import { delay, raceAbort } from '../platform/abort';
import type { Clock, Logger } from '../platform/platform';
import { Wakeup } from '../platform/wakeup';
import { type Ending, endingOf, JobEntry } from './job-entry';
import type { JobChanges, JobContext, JobRegistry, NewJob } from './job-registry';

export interface JobRegistryOptions {
  readonly clock: Clock;
  readonly logger: Logger;
  /** How long `dispose` waits for work that does not stop, in milliseconds. Default 5,000. */
  readonly disposeGraceMs?: number;
}

const progressIntervalMs = 100;
const endedKept = 200;
const removalsKept = 1000;
const logBatchLines = 500;
/** Lines are gathered for this long, in milliseconds: a message costs the same with one line as with a hundred. */
const logBatchMs = 30;

export function createJobRegistry(options: JobRegistryOptions): JobRegistry {
  return new MemoryJobRegistry(options);
}

class MemoryJobRegistry implements JobRegistry {
  readonly #options: JobRegistryOptions;
  readonly #entries = new Map<string, JobEntry>();
  readonly #removals: { readonly id: string; readonly sequence: number }[] = [];
  readonly #proposals = new Set<JobEntry>();
  readonly #changed = new Wakeup();
  #isDisposing = false;
  #isDisposed = false;
  #progressTimer: NodeJS.Timeout | undefined;
  /** Begins at the present time, so that a watcher of an earlier process is behind and is sent everything. */
  #sequence: number;

  constructor(options: JobRegistryOptions) {
    this.#options = options;
    this.#sequence = options.clock.now();
  }

  start(spec: NewJob): Job {
    if (this.#isDisposing) throw new AppError('unavailable', 'Estiba is shutting down');
    const entry = new JobEntry(randomUUID(), spec, this.#now(), this.#nextSequence());
    this.#entries.set(entry.job.id, entry);
    this.#changed.wake();
    queueMicrotask(() => void this.#run(entry, spec));
    return entry.job;
  }

  list(): readonly Job[] {
    return [...this.#entries.values()].map(({ job }) => job).reverse();
  }

  get(jobId: string): Job {
    return this.#entry(jobId).job;
  }

  cancel(jobId: string): Job {
    const entry = this.#entry(jobId);
    if (entry.isEnded) throw new AppError('failed_precondition', 'the job has ended', { details: { jobId } });
    this.#cancel(entry);
    return entry.job;
  }

  async wait(jobId: string, signal: AbortSignal): Promise<Job> {
    const entry = this.#entry(jobId);
    if (!entry.isEnded) await raceAbort(entry.ended, signal);
    return entry.job;
  }

  dismiss(jobId: string | undefined): void {
    const entries = jobId === undefined ? this.#ended() : [this.#entry(jobId)];
    for (const entry of entries) {
      if (!entry.isEnded) {
        throw new AppError('failed_precondition', 'the job is at work', { details: { jobId: entry.job.id } });
      }
      this.#remove(entry);
    }
    this.#changed.wake();
  }

  async *watch(since: number, signal: AbortSignal): AsyncGenerator<JobChanges> {
    // A number from the future was given out by another process, whose jobs are not these.
    let seen = since > this.#sequence ? 0 : since;
    let isFirst = true;
    while (!signal.aborted) {
      const changes = this.#changesAfter(seen);
      seen = this.#sequence;
      if (isFirst || changes.changed.length > 0 || changes.removed.length > 0) yield changes;
      else if (this.#isDisposed) return;
      else await this.#changed.sleep(signal);
      isFirst = false;
    }
  }

  async *log(jobId: string, after: number, signal: AbortSignal): AsyncGenerator<readonly JobLogLine[]> {
    const entry = this.#entry(jobId);
    let seen = after;
    while (!signal.aborted) {
      const lines = entry.lines.after(seen, logBatchLines);
      const last = lines.at(-1);
      if (last) {
        seen = last.sequence;
        yield lines;
      } else if (entry.isEnded) {
        return;
      } else {
        await entry.linesAdded.sleep(signal);
        await delay(logBatchMs, signal, entry.endSignal);
      }
    }
  }

  async dispose(): Promise<void> {
    this.#isDisposing = true;
    const running = [...this.#entries.values()].filter((entry) => !entry.isEnded);
    for (const entry of running) this.#cancel(entry);
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(), this.#options.disposeGraceMs ?? 5000);
    const stopped = Promise.all(running.map(({ ended }) => ended));
    await raceAbort(stopped, limit.signal).catch(() => this.#warnOfStragglers(running));
    clearTimeout(timer);
    clearTimeout(this.#progressTimer);
    this.#isDisposed = true;
    this.#changed.wake();
  }

  async #run(entry: JobEntry, spec: NewJob): Promise<void> {
    const { signal } = entry.abort;
    if (!signal.aborted) {
      this.#change(entry, { state: 'running', startedAt: this.#now() });
      const ending = await this.#work(entry, spec);
      this.#finish(entry, ending);
    }
  }

  async #work(entry: JobEntry, spec: NewJob): Promise<Ending> {
    const { signal } = entry.abort;
    try {
      const result = await spec.work(this.#context(entry));
      return endingOf(result, signal.aborted);
    } catch (thrown) {
      // After a cancel every error is its consequence: an aborted request, a closed socket.
      if (signal.aborted) return { state: 'canceled' };
      return { state: 'failed', error: this.#describe(entry, thrown) };
    }
  }

  #context(entry: JobEntry): JobContext {
    return {
      jobId: entry.job.id,
      signal: entry.abort.signal,
      progress: (progress) => {
        if (entry.propose(progress)) this.#proposals.add(entry);
        this.#progressTimer ??= setTimeout(() => this.#showProgress(), progressIntervalMs);
      },
      log: (text) => {
        if (entry.isEnded) return;
        entry.lines.add(text, this.#now());
        entry.linesAdded.wake();
      },
      describeError: (thrown) => this.#describe(entry, thrown),
    };
  }

  #showProgress(): void {
    this.#progressTimer = undefined;
    for (const entry of this.#proposals) entry.change(this.#nextSequence());
    this.#proposals.clear();
    this.#changed.wake();
  }

  #describe(entry: JobEntry, thrown: unknown): WireError {
    const wire = toWireError(toAppError(thrown));
    if (wire.errorId || (wire.code !== 'internal' && wire.code !== 'unknown')) return wire;
    const { id, kind } = entry.job;
    return { ...wire, errorId: this.#options.logger.error(`job ${kind} failed`, thrown, { jobId: id }) };
  }

  #cancel(entry: JobEntry): void {
    if (entry.abort.signal.aborted) return;
    const isQueued = entry.job.state === 'queued';
    this.#change(entry, { cancelRequested: true });
    entry.abort.abort(new AppError('canceled', 'the job was canceled'));
    if (isQueued) this.#finish(entry, { state: 'canceled' });
  }

  #finish(entry: JobEntry, ending: Ending): void {
    this.#change(entry, { ...ending, endedAt: this.#now() });
    // The order of the map is the order of creation; a job at work is never dropped.
    const surplus = this.#ended().sort(byEnd).slice(0, -endedKept);
    for (const old of surplus) this.#remove(old);
  }

  #change(entry: JobEntry, change: Partial<Job>): void {
    entry.change(this.#nextSequence(), change);
    this.#proposals.delete(entry);
    this.#changed.wake();
  }

  #remove(entry: JobEntry): void {
    this.#entries.delete(entry.job.id);
    this.#removals.push({ id: entry.job.id, sequence: this.#nextSequence() });
    if (this.#removals.length > removalsKept) this.#removals.shift();
  }

  #changesAfter(sequence: number): JobChanges {
    const changed = [...this.#entries.values()].map(({ job }) => job);
    return {
      changed: changed.filter((job) => job.sequence > sequence).sort((a, b) => a.sequence - b.sequence),
      removed: this.#removals.filter((removal) => removal.sequence > sequence).map(({ id }) => id),
    };
  }

  #warnOfStragglers(running: readonly JobEntry[]): void {
    const jobs = running.filter((entry) => !entry.isEnded).map(({ job }) => `${job.kind} ${job.id}`);
    this.#options.logger.warn('jobs did not stop in time', { jobs });
  }

  #ended(): JobEntry[] {
    return [...this.#entries.values()].filter((entry) => entry.isEnded);
  }

  #entry(jobId: string): JobEntry {
    const entry = this.#entries.get(jobId);
    if (!entry) throw new AppError('not_found', 'there is no such job', { details: { jobId } });
    return entry;
  }

  #now(): number {
    return this.#options.clock.now();
  }

  #nextSequence(): number {
    this.#sequence += 1;
    return this.#sequence;
  }
}

function byEnd(a: JobEntry, b: JobEntry): number {
  return (a.job.endedAt ?? 0) - (b.job.endedAt ?? 0);
}
