import { useCallback } from 'react';
import { toAppError } from '../../../../common/errors';
import { useClient } from '../../../lib/client';
import { describeError } from '../../../lib/error-text';
import { useHost } from '../../../lib/host-services';
import { useMessages } from '../../../lib/messages';
import { useToasts } from '../../../lib/toasts';

interface StoredFile {
  readonly path: string;
  readonly layer: number;
  readonly node?: number | undefined;
}

/** Saves one layer's version of a file; says so when it could not be read. */
export function useSaveFile(analysisId: string): (file: StoredFile) => Promise<void> {
  const client = useClient();
  const host = useHost();
  const messages = useMessages();
  const toasts = useToasts();
  return useCallback(
    async ({ path, layer, node }) => {
      if (node === undefined) return;
      try {
        const ticket = await client.layers.extract({ analysisId, mode: 'layer', layer, node });
        await host.download(ticket, path.split('/').at(-1) ?? path);
      } catch (thrown) {
        if (toAppError(thrown).code === 'canceled') return;
        const { title, engineWords } = describeError(messages, thrown);
        toasts.show({ tone: 'bad', title, text: engineWords ?? '' });
      }
    },
    [analysisId, client, host, messages, toasts],
  );
}
