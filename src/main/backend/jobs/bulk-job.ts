import type { JobResult, JobSubject } from '../../../common/contract/jobs';
import { AppError, toWireError, type WireError } from '../../../common/errors';
import type { JobContext } from './job-registry';

type ItemsResult = Extract<JobResult, { kind: 'items' }>;

/** What one item's action has to tell. */
export interface ItemOutcome {
  /** Bytes that the engine said it freed. */
  readonly freedBytes?: number | undefined;
  readonly notes?: readonly string[] | undefined;
}

/** Throws when the item failed. Stops soon after the signal aborts. */
export type ItemAction<Subject> = (
  subject: Subject,
  signal: AbortSignal,
) => Promise<ItemOutcome | undefined> | Promise<void>;

export interface BulkOptions {
  /** Items at work at the same time. Default 6. */
  readonly concurrency?: number;
}

/**
 * Does the same to many objects, a few at a time, and goes on after failures. On cancel no further item is begun: those
 * not begun are in the result as failed with `canceled`. The result keeps the order of `subjects`.
 */
export async function runBulk<Subject extends JobSubject>(
  context: JobContext,
  subjects: readonly Subject[],
  action: ItemAction<Subject>,
  options: BulkOptions = {},
): Promise<ItemsResult> {
  const results: (ItemResult | undefined)[] = new Array(subjects.length).fill(undefined);
  const queue = subjects.entries();
  const report = createReport(context, subjects.length);
  const worker = async () => {
    // All workers draw from the one iterator.
    for (const [index, subject] of queue) {
      if (context.signal.aborted) return;
      const result = await runItem(context, subject, action);
      results[index] = result;
      report(result);
    }
  };
  const workers = Math.max(1, Math.min(options.concurrency ?? 6, subjects.length));
  await Promise.all(Array.from({ length: workers }, worker));
  return summarize(subjects, results);
}

type ItemResult =
  | { readonly kind: 'done'; readonly outcome: ItemOutcome }
  | { readonly kind: 'failed'; readonly error: WireError };

async function runItem<Subject extends JobSubject>(
  context: JobContext,
  subject: Subject,
  action: ItemAction<Subject>,
): Promise<ItemResult> {
  try {
    return { kind: 'done', outcome: (await action(subject, context.signal)) ?? {} };
  } catch (thrown) {
    const error = context.describeError(thrown);
    context.log(`${subject.name}: ${error.message}`);
    return { kind: 'failed', error };
  }
}

function createReport(context: JobContext, total: number): (result: ItemResult) => void {
  let done = 0;
  let failed = 0;
  context.progress({ kind: 'items', done, failed, total });
  return (result) => {
    done += 1;
    if (result.kind === 'failed') failed += 1;
    context.progress({ kind: 'items', done, failed, total });
  };
}

function summarize(
  subjects: readonly JobSubject[],
  results: readonly (ItemResult | undefined)[],
): ItemsResult {
  const notBegun = toWireError(new AppError('canceled', 'canceled before it began'));
  const succeeded: JobSubject[] = [];
  const failed: ItemsResult['failed'] = [];
  const outcomes: ItemOutcome[] = [];
  for (const [index, { id, name }] of subjects.entries()) {
    const result = results[index];
    if (result?.kind === 'done') {
      succeeded.push({ id, name });
      outcomes.push(result.outcome);
    } else {
      failed.push({ subject: { id, name }, error: result?.error ?? notBegun });
    }
  }
  return { kind: 'items', succeeded, failed, ...sumOutcomes(outcomes) };
}

function sumOutcomes(outcomes: readonly ItemOutcome[]): Pick<ItemsResult, 'freedBytes' | 'notes'> {
  const freed = outcomes.flatMap(({ freedBytes }) => (freedBytes === undefined ? [] : [freedBytes]));
  const notes = outcomes.flatMap((outcome) => outcome.notes ?? []);
  return {
    ...(freed.length > 0 ? { freedBytes: freed.reduce((sum, bytes) => sum + bytes, 0) } : {}),
    ...(notes.length > 0 ? { notes } : {}),
  };
}
