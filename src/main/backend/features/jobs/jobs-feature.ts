import { implement } from '@orpc/server';
import { jobsContract } from '../../../../common/contract/jobs';
import type { JobRegistry } from '../../jobs/job-registry';

/** For callers that hand in no signal: they wait for ever. */
const never = new AbortController().signal;

/** The procedures of `contract.jobs`. */
export function createJobsFeature({ jobs }: { readonly jobs: JobRegistry }) {
  const os = implement(jobsContract);
  return os.router({
    list: os.list.handler(() => [...jobs.list()]),
    watch: os.watch.handler(async function* ({ input, signal = never }) {
      for await (const { changed, removed } of jobs.watch(input.since, signal)) {
        yield { changed: [...changed], removed: [...removed] };
      }
    }),
    get: os.get.handler(({ input }) => jobs.get(input.jobId)),
    wait: os.wait.handler(({ input, signal = never }) => jobs.wait(input.jobId, signal)),
    log: os.log.handler(async function* ({ input, signal = never }) {
      for await (const lines of jobs.log(input.jobId, input.after, signal)) yield [...lines];
    }),
    cancel: os.cancel.handler(({ input }) => jobs.cancel(input.jobId)),
    dismiss: os.dismiss.handler(({ input }) => jobs.dismiss(input.jobId)),
  });
}
