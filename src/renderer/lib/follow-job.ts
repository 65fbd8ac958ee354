import type { Job } from '../../common/contract/jobs';
import { AppError } from '../../common/errors';
import { isEnded } from './job-text';
import type { LiveList } from './list-state';
import type { LiveStore } from './live-store';

/**
 * Resolves with the job when it has ended. It lives on when the component that started it is gone.
 * @param onChange called with every state of the job before that
 * @throws AppError not_found when the job was dismissed or forgotten by a restart of the back end
 */
export function followJob(
  store: LiveStore<LiveList<Job>>,
  jobId: string,
  onChange: (job: Job) => void,
): Promise<Job> {
  return new Promise((resolve, reject) => {
    let seen: Job | undefined;
    // A list from before the start of the job does not know it yet.
    const startedAt = store.getState().at ?? 0;
    const leave = store.subscribe(look);
    look();

    function look(): void {
      const state = store.getState();
      const job = state.byId.get(jobId);
      if (!job) forget(state);
      if (!job || job === seen) return;
      seen = job;
      if (isEnded(job)) {
        leave();
        resolve(job);
      } else onChange(job);
    }
    function forget(state: LiveList<Job>): void {
      if (!seen || state.status !== 'fresh' || (state.at ?? 0) <= startedAt) return;
      leave();
      reject(new AppError('not_found', `the job ${jobId} is no longer known`));
    }
  });
}
