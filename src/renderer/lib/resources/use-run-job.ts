import { useCallback } from 'react';
import type { Job } from '../../../common/contract/jobs';
import { type FollowOptions, useFollowJob } from '../jobs';

/** Starts a job and follows it to its end; undefined when it could not be started, which the user has been told. */
export type RunJob = (
  start: () => Promise<{ readonly jobId: string }>,
  options?: FollowOptions,
) => Promise<Job | undefined>;

/** For event handlers, which have nothing to add to what `useFollowJob` says. */
export function useRunJob(): RunJob {
  const follow = useFollowJob();
  return useCallback((start, options) => follow(start, options).catch(() => undefined), [follow]);
}
