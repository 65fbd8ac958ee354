import { useCallback } from 'react';
import type { ViewSpec } from '../../../../common/contract/layer-tree';
import { useClient } from '../../../lib/client';
import { useHost } from '../../../lib/host-services';
import { useRunJob } from '../../../lib/resources/use-run-job';

export interface Extraction {
  readonly mode: ViewSpec['mode'];
  readonly layer: number;
  readonly node: number;
  readonly name: string;
  readonly isFolder: boolean;
}

const invisible = /[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

/** A name that every file system takes: no separators, no control characters, not only dots. */
export function toFileName(name: string, isFolder: boolean): string {
  const visible = [...name].map((letter) => (letter < ' ' || letter === '\u007f' ? '_' : letter)).join('');
  const safe = visible
    .replace(/[\\/:*?"<>|]/g, '_')
    .replace(invisible, '_')
    .replace(/^\.+$/, '_');
  const cut = safe.slice(0, 200) || 'file';
  return isFolder ? `${cut}.tar` : cut;
}

/** Downloads a file, or a folder as .tar, as a job with progress. */
export function useExtract(analysisId: string): (what: Extraction) => Promise<void> {
  const client = useClient();
  const host = useHost();
  const run = useRunJob();
  return useCallback(
    async ({ mode, layer, node, name, isFolder }) => {
      // A refused call is told by the toast of the job that did not start.
      await run(async () => {
        const ticket = await client.layers.extract({ analysisId, mode, layer, node });
        const cancel = (): void => {
          client.jobs.cancel({ jobId: ticket.jobId }).catch(() => undefined);
        };
        host
          .download(ticket, toFileName(name, isFolder))
          .then((saved) => (saved ? undefined : cancel()), cancel);
        return ticket;
      });
    },
    [analysisId, client, host, run],
  );
}
