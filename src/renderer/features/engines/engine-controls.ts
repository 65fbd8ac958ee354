import { useState } from 'react';
import { isCanceled } from '../../../common/errors';
import { useClient } from '../../lib/client';
import { toFailureToast } from '../../lib/jobs';
import { useMessages } from '../../lib/messages';
import { useToasts } from '../../lib/toasts';

/** Connects and disconnects one engine; what fails is told. */
export function useEngineControls(engineId: string) {
  const client = useClient();
  const messages = useMessages();
  const toasts = useToasts();
  const [busy, setBusy] = useState(false);
  const run = (call: () => Promise<unknown>) => (): void => {
    setBusy(true);
    call()
      .catch((thrown: unknown) => {
        if (!isCanceled(thrown)) toasts.show(toFailureToast(messages, thrown));
      })
      .finally(() => setBusy(false));
  };
  return {
    busy,
    connect: run(() => client.engines.connect({ engineId })),
    disconnect: run(() => client.engines.disconnect({ engineId })),
  } as const;
}
