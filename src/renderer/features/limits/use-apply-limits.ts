import { useCallback, useState } from 'react';
import type { LimitUpdate, LimitValues } from '../../../common/contract/limits';
import { useClient } from '../../lib/client';
import { useMessages } from '../../lib/messages';
import { useErrorLine } from '../../lib/resources/use-error-line';
import { useToasts } from '../../lib/toasts';

interface ApplyState {
  readonly busy: boolean;
  /** The engine's refusal. */
  readonly error?: string | undefined;
  /** What was done last; for undo. */
  readonly last?: LimitUpdate | undefined;
}

/**
 * Changes the limits and takes the change back.
 * @param onSettled called after every attempt: a refused update may be half applied
 */
export function useApplyLimits(
  scope: { readonly engineId: string; readonly id: string },
  onSettled: () => void,
) {
  const client = useClient();
  const toasts = useToasts();
  const errorLine = useErrorLine();
  const texts = useMessages().limits;
  const { engineId, id } = scope;
  const [state, setState] = useState<ApplyState>({ busy: false });
  const apply = useCallback(
    async (values: LimitValues, isUndo = false): Promise<void> => {
      setState((old) => ({ ...old, busy: true, error: undefined }));
      try {
        const last = await client.limits.update({ engineId, id, values });
        setState({ busy: false, last: isUndo ? undefined : last });
        toasts.show({ id: `limits-${id}`, tone: 'ok', title: isUndo ? texts.undone : texts.applied });
      } catch (thrown) {
        setState((old) => ({ ...old, busy: false, error: errorLine(thrown) }));
      }
      onSettled();
    },
    [client, engineId, id, toasts, texts, errorLine, onSettled],
  );
  return { ...state, apply };
}
