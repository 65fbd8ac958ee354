import { useState } from 'react';
import { useLocation } from 'wouter';
import { useClient } from '../../../lib/client';
import { useHost } from '../../../lib/host-services';
import { useRunJob } from '../../../lib/resources/use-run-job';
import { toAddress } from './location-address';

/**
 * Sends an archive of which only the browser knows where it is, and opens its page. The job tells how it goes on and
 * what went wrong, and can be canceled.
 */
export function useReceive() {
  const client = useClient();
  const host = useHost();
  const run = useRunJob();
  const [, navigate] = useLocation();
  const [isReceiving, setReceiving] = useState(false);
  const receive = async (file: File): Promise<void> => {
    const stop = new AbortController();
    let path = '';
    setReceiving(true);
    const job = await run(async () => {
      const ticket = await client.layers.receive({
        fileName: file.name.slice(0, 255),
        sizeBytes: file.size,
      });
      host.upload(ticket, file, stop.signal).catch(() => {
        // The job knows better why. When not even the first byte arrived it would wait: then it is canceled.
        client.jobs.cancel({ jobId: ticket.jobId }).catch(() => undefined);
      });
      path = ticket.file;
      return ticket;
    });
    stop.abort();
    setReceiving(false);
    if (job?.state === 'succeeded') navigate(toAddress({ kind: 'archive', path }));
  };
  return { isReceiving, receive } as const;
}
