import type { JobKind, JobSubject } from '../../../common/contract/jobs';
import type { JobReference } from '../../../common/contract/shared';
import { type BulkOptions, type ItemAction, runBulk } from './bulk-job';
import type { JobRegistry } from './job-registry';

export interface BulkJob<Subject extends JobSubject> {
  readonly kind: JobKind;
  readonly engineId: string;
  readonly subjects: readonly Subject[];
  readonly action: ItemAction<Subject>;
  readonly options?: BulkOptions;
}

/** One job that does the same to many objects; see `runBulk`. */
export function startBulkJob<Subject extends JobSubject>(
  jobs: JobRegistry,
  { kind, engineId, subjects, action, options }: BulkJob<Subject>,
): JobReference {
  const job = jobs.start({
    kind,
    engineId,
    subjects: subjects.map(({ id, name }) => ({ id, name })),
    work: (context) => runBulk(context, subjects, action, options),
  });
  return { jobId: job.id };
}
