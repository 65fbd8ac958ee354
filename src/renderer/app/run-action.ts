import { useCallback } from 'react';
import { isCanceled } from '../../common/errors';
import { useActionRegistry } from '../lib/actions';
import { toFailureToast } from '../lib/jobs';
import { useMessages } from '../lib/messages';
import { useToasts } from '../lib/toasts';

/** Runs a registered action by its id; says why when it cannot be done, and what failed when it did. */
export function useRunAction(): (id: string) => void {
  const registry = useActionRegistry();
  const messages = useMessages();
  const toasts = useToasts();
  return useCallback(
    (id) => {
      const action = registry.find(id);
      if (!action) return;
      if (action.disabled !== undefined) {
        toasts.show({ id: `action:${id}`, tone: 'info', title: action.title, text: action.disabled });
        return;
      }
      void Promise.resolve()
        .then(() => action.run())
        .catch((thrown: unknown) => {
          if (!isCanceled(thrown)) toasts.show(toFailureToast(messages, thrown));
        });
    },
    [registry, messages, toasts],
  );
}
