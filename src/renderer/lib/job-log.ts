import { useMemo, useSyncExternalStore } from 'react';
import type { JobLogLine } from '../../common/contract/jobs';
import type { WireError } from '../../common/errors';
import { useClient, useConnection } from './client';
import { createLiveStore, type LiveStore } from './live-store';
import { toVisibleLines } from './resources/visible-text';

export interface JobLog {
  readonly status: 'loading' | 'fresh' | 'stale';
  /** Oldest first; the back end keeps 2,000. */
  readonly lines: readonly JobLogLine[];
  readonly error?: WireError;
}

const emptyLog: JobLog = { status: 'loading', lines: [] };
const mostLines = 2000;

/** Adds lines with nothing hidden in them; those delivered before (after a reconnect) are left out. */
export function appendLog(log: JobLog, lines: readonly JobLogLine[]): JobLog {
  const last = log.lines.at(-1)?.sequence ?? -1;
  const fresh = lines.filter((line) => line.sequence > last);
  if (fresh.length === 0 && log.status === 'fresh') return log;
  const readable = fresh.map((line) => ({ ...line, text: toVisibleLines(line.text) }));
  return { status: 'fresh', lines: [...log.lines, ...readable].slice(-mostLines) };
}

const noLog: LiveStore<JobLog> = { subscribe: () => () => undefined, getState: () => emptyLog };

/** The log of one job, live until the job ends. */
export function useJobLog(jobId: string | undefined): JobLog {
  const client = useClient();
  const connection = useConnection();
  const store = useMemo(() => {
    if (jobId === undefined) return noLog;
    return createLiveStore<JobLog, readonly JobLogLine[]>(
      {
        initial: emptyLog,
        ready: (signal) => connection.whenOpen(signal),
        open: async function* (signal) {
          // Also a job without a log is loaded: with no lines.
          yield [];
          yield* await client.jobs.log({ jobId, after: 0 }, { signal });
        },
        reduce: appendLog,
        lost: (log, _at, error) => ({
          status: log.status === 'loading' ? 'loading' : 'stale',
          lines: log.lines,
          ...(error ? { error } : {}),
        }),
        ends: true,
      },
      { lingerMs: 0 },
    );
  }, [client, connection, jobId]);
  return useSyncExternalStore(store.subscribe, store.getState);
}
