import type { Job } from '../../../common/contract/jobs';
import type { TransferTicket } from '../../../common/contract/shared';
import { useClient } from '../client';
import { useHost } from '../host-services';
import { useRunJob } from './use-run-job';

/**
 * Sends a file with the ticket that `start` gets. What becomes of it is told by the ticket's job, which can be canceled;
 * undefined when it could not be started, which the user has been told.
 */
export type SendFile = (start: () => Promise<TransferTicket>, file: File) => Promise<Job | undefined>;

export function useSendFile(): SendFile {
  const client = useClient();
  const host = useHost();
  const run = useRunJob();
  return async (start, file) => {
    const stop = new AbortController();
    const job = await run(async () => {
      const ticket = await start();
      host.upload(ticket, file, stop.signal).catch(() => {
        // The job knows better why. When not even the first byte arrived it would wait: then it is canceled.
        client.jobs.cancel({ jobId: ticket.jobId }).catch(() => undefined);
      });
      return ticket;
    });
    // Cancelling the job ends the reading of the file, too.
    stop.abort();
    return job;
  };
}
