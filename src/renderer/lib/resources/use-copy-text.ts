import { useCallback } from 'react';
import { useHost } from '../host-services';
import { toFailureToast } from '../jobs';
import { useMessages } from '../messages';
import { useToasts } from '../toasts';

/** Puts a text on the clipboard and says so. */
export function useCopyText(): (text: string) => void {
  const host = useHost();
  const toasts = useToasts();
  const messages = useMessages();
  return useCallback(
    (text) => {
      host.copy(text).then(
        () => toasts.show({ id: 'copied', tone: 'ok', title: messages.common.copied }),
        (thrown: unknown) => toasts.show(toFailureToast(messages, thrown)),
      );
    },
    [host, toasts, messages],
  );
}
