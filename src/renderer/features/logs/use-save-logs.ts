import { useCallback } from 'react';
import type { LogTime } from '../../../common/contract/logs';
import { toAppError } from '../../../common/errors';
import { useClient } from '../../lib/client';
import { describeError } from '../../lib/error-text';
import { useHost } from '../../lib/host-services';
import { useMessages } from '../../lib/messages';
import { useToasts } from '../../lib/toasts';
import type { LogSource } from './log-session';

interface SaveChoice {
  readonly containers: readonly LogSource[];
  readonly streams: 'both' | 'stdout' | 'stderr';
  readonly timestamps: boolean;
  readonly only?: LogTime;
}

/** Saves logs as a file; says so when they cannot be read. */
export function useSaveLogs(engineId: string): (choice: SaveChoice) => Promise<void> {
  const client = useClient();
  const host = useHost();
  const messages = useMessages();
  const toasts = useToasts();
  return useCallback(
    async ({ containers, ...choice }) => {
      try {
        const ticket = await client.logs.save({ engineId, containers: [...containers], ...choice });
        const [only, second] = containers;
        await host.download(ticket, only && !second ? `${only.name}.log` : `logs-${containers.length}.log`);
      } catch (thrown) {
        if (toAppError(thrown).code === 'canceled') return;
        const { title, engineWords } = describeError(messages, thrown);
        toasts.show({ tone: 'bad', title, text: engineWords ?? '' });
      }
    },
    [engineId, client, host, messages, toasts],
  );
}
