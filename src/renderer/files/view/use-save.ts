import { useCallback } from 'react';
import type { TransferTicket } from '../../../common/contract/shared';
import { useClient } from '../../lib/client';
import { useHost } from '../../lib/host-services';
import { useRunJob } from '../../lib/resources/use-run-job';

/** Downloads what a ticket stands for, as a job with progress; a call that is refused is told by its toast. */
export function useSave(): (start: () => Promise<TransferTicket>, fileName: string) => Promise<void> {
  const client = useClient();
  const host = useHost();
  const run = useRunJob();
  return useCallback(
    async (start, fileName) => {
      await run(async () => {
        const ticket = await start();
        const cancel = (): void => {
          client.jobs.cancel({ jobId: ticket.jobId }).catch(() => undefined);
        };
        host.download(ticket, fileName).then((saved) => (saved ? undefined : cancel()), cancel);
        return ticket;
      });
    },
    [client, host, run],
  );
}
