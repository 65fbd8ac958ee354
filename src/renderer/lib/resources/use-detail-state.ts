import { toAppError } from '../../../common/errors';
import { useErrorView, useStaleText } from '../labels';
import type { LiveList } from '../list-state';
import { useFormat, useMessages } from '../messages';
import type { Presence } from './use-presence';
import { toInlineName } from './visible-text';

interface Query {
  readonly data: unknown;
  readonly error: unknown;
  readonly refetch: () => Promise<unknown>;
}

export interface DetailInput<T> {
  readonly list: LiveList<T>;
  readonly presence: Presence<T>;
  readonly query: Query;
  /** What kind of thing it is, in the language in use, as it stands behind 'There is no'. */
  readonly what: string;
  readonly name: string;
  /** The list it belongs to. */
  readonly back: { readonly label: string; readonly href: string };
}

/** What a detail page shows, in the form of the design system's DetailPage. */
export function useDetailState<T>({ list, presence, query, what, name, back }: DetailInput<T>) {
  const { common, resources } = useMessages();
  const error = useErrorView(query.error);
  const absent = {
    kind: 'absent',
    title: resources.notFound(`${what} ${toInlineName(name)}`),
    text: resources.notFoundText,
    back: { ...back, label: resources.backTo(back.label) },
  } as const;
  const retry = (): void => {
    // A failure is in the query's own state.
    query.refetch().catch(() => undefined);
  };
  const toState = () => {
    if (query.data !== undefined) return { kind: 'ready' } as const;
    if (presence.kind === 'removed') return absent;
    if (!query.error) return { kind: 'loading', label: common.loading } as const;
    if (toAppError(query.error).code === 'not_found') return absent;
    return { kind: 'error', error, retry: { label: common.retry, onRetry: retry } } as const;
  };
  const notices = useNotices({ list, presence, query, name });
  return { state: toState(), notices } as const;
}

function useNotices<T>({ list, presence, query, name }: Omit<DetailInput<T>, 'what' | 'back'>) {
  const { resources } = useMessages();
  const format = useFormat();
  const stale = useStaleText(list);
  const { answer, title } = useErrorView(query.error);
  if (presence.kind === 'removed') {
    const text = query.data === undefined ? resources.notFoundText : resources.removedText;
    const time = format.time(presence.at);
    return [{ tone: 'warn', title: resources.removed(toInlineName(name), time), text }] as const;
  }
  if (stale) return [{ tone: 'warn', ...stale }] as const;
  if (query.error && query.data !== undefined) {
    return [{ tone: 'warn', title: resources.staleTitle, text: answer ?? title }] as const;
  }
  return [];
}
