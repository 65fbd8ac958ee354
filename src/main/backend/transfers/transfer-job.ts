import { type Readable, Transform } from 'node:stream';
import { finished, pipeline } from 'node:stream/promises';
import type { JobKind, JobResult, JobSubject } from '../../../common/contract/jobs';
import type { TransferTicket } from '../../../common/contract/shared';
import { type AppError, isAppError } from '../../../common/errors';
import type { JobContext, JobRegistry } from '../jobs/job-registry';
import { TransferGate } from './transfer-gate';
import type { Download, TransferRegistry } from './transfer-registry';

export interface TransferDeps {
  readonly jobs: JobRegistry;
  readonly transfers: TransferRegistry;
}

interface TransferSpec {
  readonly kind: JobKind;
  /** Absent for files that have to do with no engine. */
  readonly engineId?: string | undefined;
  readonly subjects: readonly JobSubject[];
}

export interface DownloadSpec extends TransferSpec {
  /** Begins to read. The bytes of `body` are counted before `encode` (a compression) gets them. */
  readonly open: (context: JobContext) => Promise<Download & { readonly encode?: Transform | undefined }>;
}

export interface UploadSpec extends TransferSpec {
  /** When the user's side knows it. */
  readonly sizeBytes?: number | undefined;
  /** Takes all of the body; what it resolves with is the job's result. */
  readonly accept: (body: Readable, context: JobContext) => Promise<JobResult>;
}

/**
 * A job whose bytes the user's side fetches with the ticket. It fails when nobody comes within the ticket's life, and
 * is canceled when the user's side goes away in the middle.
 */
export function startDownloadJob({ jobs, transfers }: TransferDeps, spec: DownloadSpec): TransferTicket {
  const gate = new TransferGate();
  const path = transfers.offerDownload(
    () => openDownload(gate, spec, () => cancelJob(jobs, jobId)),
    () => gate.abandon(),
  );
  const jobId = startJob(jobs, spec, gate);
  return { jobId, path };
}

/** A job whose bytes the user's side sends with the ticket. It ends as a download does. */
export function startUploadJob({ jobs, transfers }: TransferDeps, spec: UploadSpec): TransferTicket {
  const gate = new TransferGate();
  const path = transfers.offerUpload(
    (source) => acceptUpload(gate, spec, source, () => cancelJob(jobs, jobId)),
    () => gate.abandon(),
  );
  const jobId = startJob(jobs, spec, gate);
  return { jobId, path };
}

function startJob(jobs: JobRegistry, { kind, engineId, subjects }: TransferSpec, gate: TransferGate): string {
  return jobs.start({ kind, engineId, subjects, work: (context) => gate.work(context) }).id;
}

async function openDownload(gate: TransferGate, spec: DownloadSpec, cancel: () => void): Promise<Download> {
  try {
    const context = await gate.context;
    context.signal.throwIfAborted();
    const { body, encode, ...file } = await spec.open(context);
    const counter = new ByteCounter(context);
    const output = encode ?? counter;
    const streams = encode ? [body, counter, encode] : [body, counter];
    void Promise.all([pipeline(streams, { signal: context.signal }), finished(output)]).then(
      () => gate.resolve({ kind: 'bytes', bytes: counter.bytes }),
      (error: unknown) => {
        if (isDeparture(error)) cancel();
        gate.reject(error);
      },
    );
    return { ...file, body: output };
  } catch (error) {
    gate.reject(error);
    throw error;
  }
}

async function acceptUpload(
  gate: TransferGate,
  spec: UploadSpec,
  source: Readable,
  cancel: () => void,
): Promise<void> {
  const end = new UploadEnd();
  try {
    const context = await gate.context;
    context.signal.throwIfAborted();
    const counter = new ByteCounter(context, spec.sizeBytes);
    end.observe(source, counter);
    // What goes wrong here reaches `accept` through the counter.
    pipeline(source, counter, { signal: context.signal }).catch(() => {});
    const result = await spec.accept(counter, context);
    // An engine may know enough before the last byte.
    counter.resume();
    gate.resolve(result);
  } catch (error) {
    if (end.bySource) cancel();
    gate.reject(error);
    throw error;
  }
}

/** Whose end of an upload broke first; each end takes the other with it. */
class UploadEnd {
  bySource = false;

  observe(source: Readable, counter: Readable): void {
    let isBroken = false;
    source.once('close', () => {
      if (!isBroken && !source.readableEnded) this.bySource = true;
      isBroken = true;
    });
    counter.once('close', () => {
      isBroken = true;
    });
  }
}

/** Passes bytes on and tells the job how many. */
class ByteCounter extends Transform {
  bytes = 0;

  constructor(
    private readonly context: JobContext,
    private readonly total?: number | undefined,
  ) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: string, done: (error: null, chunk: Buffer) => void): void {
    this.bytes += chunk.length;
    const total = this.total === undefined ? {} : { total: this.total };
    this.context.progress({ kind: 'bytes', done: this.bytes, ...total });
    done(null, chunk);
  }
}

/** The reader closed the stream before its end; a fault of the engine is an AppError. */
function isDeparture(error: unknown): boolean {
  if (isAppError(error) || !(error instanceof Error)) return false;
  return error.name === 'AbortError' || ('code' in error && error.code === 'ERR_STREAM_PREMATURE_CLOSE');
}

/** The job may have ended by itself in the meantime. */
function cancelJob(jobs: JobRegistry, jobId: string): void {
  try {
    jobs.cancel(jobId);
  } catch (error) {
    if (
      !isAppError(error) ||
      !(['failed_precondition', 'not_found'] as AppError['code'][]).includes(error.code)
    ) {
      throw error;
    }
  }
}
