import { useCallback } from 'react';
import { describeError } from '../error-text';
import { useMessages } from '../messages';

/** An error in one or two sentences, for a dialog that stays open: what it is, and the engine's own words. */
export function useErrorLine(): (error: unknown) => string {
  const messages = useMessages();
  return useCallback(
    (error) => {
      const { title, text, engineWords } = describeError(messages, error);
      return `${title}: ${engineWords ?? text}`;
    },
    [messages],
  );
}
