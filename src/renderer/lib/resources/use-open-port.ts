import { useCallback } from 'react';
import type { PortMapping } from '../../../common/contract/containers';
import { useEngine } from '../engine';
import { useHost } from '../host-services';
import { toFailureToast } from '../jobs';
import { useMessages } from '../messages';
import { useToasts } from '../toasts';
import { portUrl } from './port-link';

export interface PortOpener {
  /** Undefined where this machine cannot reach the port. */
  readonly urlOf: (port: PortMapping) => string | undefined;
  readonly open: (url: string) => void;
}

/** Opens published ports in the user's browser. */
export function useOpenPort(): PortOpener {
  const host = useHost();
  const messages = useMessages();
  const toasts = useToasts();
  const engineHost = useEngine()?.host ?? '';
  const urlOf = useCallback(
    (port: PortMapping) => {
      // A desktop window is served by its own scheme; its engine is on this machine.
      const pageHost = host.kind === 'browser' ? window.location.hostname : 'localhost';
      return portUrl(port, engineHost, pageHost);
    },
    [host, engineHost],
  );
  const open = useCallback(
    (url: string) => {
      if (host.kind === 'browser') {
        // A published port is rarely https, and its address is made of host and number only.
        window.open(url, '_blank', 'noopener,noreferrer');
        return;
      }
      host.openExternal(url).catch((thrown: unknown) => toasts.show(toFailureToast(messages, thrown)));
    },
    [host, toasts, messages],
  );
  return { urlOf, open };
}
