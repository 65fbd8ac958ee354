import type { TransferTicket } from '../../../common/contract/shared';
import { useClient } from '../../lib/client';
import { useHost } from '../../lib/host-services';
import { useRunJob } from '../../lib/resources/use-run-job';
import { parseChanges } from './image-rules';
import type { ImportForm } from './import-form';

/**
 * Sends files to the engine, each as one job. Resolves when the jobs have started; the bytes travel on after that, and
 * what becomes of them is told by the jobs.
 */
export function useBringIn(engineId: string) {
  const client = useClient();
  const host = useHost();
  const run = useRunJob();
  const send = (ticket: TransferTicket, file: File): void => {
    const stop = new AbortController();
    // Cancelling the job ends the reading of the file, too.
    void run(async () => ticket).then(() => stop.abort());
    host.upload(ticket, file, stop.signal).catch(() => {
      // The job knows better why. When not even the first byte arrived it would wait: then it is canceled.
      client.jobs.cancel({ jobId: ticket.jobId }).catch(() => undefined);
    });
  };
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
