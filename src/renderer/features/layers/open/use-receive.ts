import { useState } from 'react';
import { useLocation } from 'wouter';
import { useClient } from '../../../lib/client';
import { useSendFile } from '../../../lib/resources/use-send-file';
import { toAddress } from './location-address';

/**
 * Sends an archive of which only the browser knows where it is, and opens its page. The job tells how it goes on and
 * what went wrong, and can be canceled.
 */
export function useReceive() {
  const client = useClient();
  const sendFile = useSendFile();
  const [, navigate] = useLocation();
  const [isReceiving, setReceiving] = useState(false);
  const receive = async (file: File): Promise<void> => {
    let path = '';
    setReceiving(true);
    const facts = { fileName: file.name.slice(0, 255), sizeBytes: file.size };
    const job = await sendFile(async () => {
      const ticket = await client.layers.receive(facts);
      path = ticket.file;
      return ticket;
    }, file);
    setReceiving(false);
    if (job?.state === 'succeeded') navigate(toAddress({ kind: 'archive', path }));
  };
  return { isReceiving, receive } as const;
}
