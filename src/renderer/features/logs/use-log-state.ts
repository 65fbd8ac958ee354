import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useClient, useConnection } from '../../lib/client';
import { guessLevel, type LogLevel, logLevels } from './log-level';
import { LogSession, type LogSource } from './log-session';
import { compileSearch, type SearchFault, type SearchPattern } from './search-pattern';

export type StreamChoice = 'both' | 'stdout' | 'stderr';

export interface LogOptions {
  readonly query: string;
  readonly isRegex: boolean;
  readonly onlyMatches: boolean;
  readonly stream: StreamChoice;
  readonly levels: ReadonlySet<LogLevel>;
  readonly timestamps: boolean;
  readonly wrap: boolean;
  readonly fields: boolean;
}

const initialOptions: LogOptions = {
  query: '',
  isRegex: false,
  onlyMatches: false,
  stream: 'both',
  levels: new Set(logLevels),
  timestamps: true,
  wrap: false,
  fields: false,
};

export interface LogState {
  readonly session: LogSession;
  /** Rises with every change; what is read from the session belongs to it. */
  readonly version: number;
  readonly options: LogOptions;
  readonly change: (change: Partial<LogOptions>) => void;
  readonly pattern: SearchPattern | undefined;
  readonly fault: SearchFault | undefined;
}

/** The logs of these containers, read for as long as the component lives. `sources` is stable. */
export function useLogState(engineId: string, sources: readonly LogSource[]): LogState {
  const client = useClient();
  const connection = useConnection();
  const session = useMemo(
    () => new LogSession({ client, connection, engineId, sources }),
    [client, connection, engineId, sources],
  );
  useEffect(() => session.start(), [session]);
  const version = useSyncExternalStore(session.subscribe, session.getVersion);
  const [options, setOptions] = useState(initialOptions);
  const { query, isRegex, onlyMatches, stream, levels } = options;
  const compiled = useMemo(
    () => (query === '' ? undefined : compileSearch(query, isRegex)),
    [query, isRegex],
  );
  const pattern = compiled && 'pattern' in compiled ? compiled.pattern : undefined;
  useEffect(() => {
    session.setSearch(pattern && (({ text }) => pattern.test(text)));
  }, [session, pattern]);
  useEffect(() => {
    const isAll = stream === 'both' && levels.size === logLevels.length && !(onlyMatches && pattern);
    session.setFilter(
      isAll
        ? undefined
        : ({ text, stderr }) =>
            (stream === 'both' || stderr === (stream === 'stderr')) &&
            (levels.size === logLevels.length || levels.has(guessLevel(text))) &&
            (!onlyMatches || !pattern || pattern.test(text)),
    );
  }, [session, stream, levels, onlyMatches, pattern]);
  const slow = session.search?.error ?? session.filter?.error;
  const fault = compiled && 'fault' in compiled ? compiled.fault : slow === undefined ? undefined : 'slow';
  const change = useMemo(() => (part: Partial<LogOptions>) => setOptions((old) => ({ ...old, ...part })), []);
  return { session, version, options, change, pattern, fault };
}

/** The lines that are shown, by index: all, or those that the filter found. */
export function shownLines({ filter, buffer }: LogSession) {
  return {
    count: filter ? filter.count : buffer.length,
    positionOf: (index: number): number => (filter ? (filter.at(index) ?? buffer.end) : buffer.first + index),
    indexOf: (position: number): number =>
      filter ? filter.indexFrom(position) : Math.max(0, position - buffer.first),
  };
}
