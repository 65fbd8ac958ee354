import { describeError } from './error-text';
import { useFormat, useMessages } from './messages';

/** Texts of the design system's CopyButton and CommandLine. */
export function useCopyLabels() {
  const { common } = useMessages();
  return { copy: common.copy, copied: common.copied, failed: common.copyFailed } as const;
}

/** Everything that the design system's ErrorState says about an error: `<ErrorState {...useErrorView(error)} />`. */
export function useErrorView(error: unknown) {
  const messages = useMessages();
  const copy = useCopyLabels();
  const { title, text, nextStep, command, errorId, engineWords } = describeError(messages, error);
  const { common } = messages;
  return {
    title,
    tried: text,
    answer: engineWords,
    nextStep,
    command,
    errorId,
    labels: { ...copy, answer: common.engineWords, details: common.details, errorId: common.errorNumber },
  } as const;
}

/** Since when a list is no longer live, for the Banner above it; undefined while it is. */
export function useStaleText(list: {
  readonly status: 'loading' | 'fresh' | 'stale';
  readonly staleSince?: number;
}): { readonly title: string; readonly text: string } | undefined {
  const { common } = useMessages();
  const format = useFormat();
  if (list.status !== 'stale' || list.staleSince === undefined) return undefined;
  return { title: common.staleSince(format.time(list.staleSince)), text: common.staleText };
}
