import type { TransferTicket } from '../../../common/contract/shared';
import { useClient } from '../../lib/client';
import { useSendFile } from '../../lib/resources/use-send-file';
import { parseChanges } from './image-rules';
import type { ImportForm } from './import-form';

/**
 * Sends files to the engine, each as one job. Resolves when the jobs have started; the bytes travel on after that, and
 * what becomes of them is told by the jobs.
 */
export function useBringIn(engineId: string) {
  const client = useClient();
  const sendFile = useSendFile();
  const send = (ticket: TransferTicket, file: File): void => void sendFile(async () => ticket, file);
  const facts = (file: File) => ({ engineId, fileName: file.name.slice(0, 255), sizeBytes: file.size });
  const load = async (files: readonly File[]): Promise<void> => {
    for (const file of files) send(await client.images.load(facts(file)), file);
  };
  const importFile = async ([file]: readonly File[], form: ImportForm): Promise<void> => {
    if (!file) return;
    const reference = form.reference.trim();
    const message = form.message.trim();
    const ticket = await client.images.import({
      ...facts(file),
      ...(reference === '' ? {} : { reference }),
      ...(message === '' ? {} : { message }),
      changes: [...parseChanges(form.changes).changes],
    });
    send(ticket, file);
  };
  return { load, importFile };
}
