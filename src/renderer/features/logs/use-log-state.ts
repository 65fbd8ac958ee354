import { useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useClient, useConnection } from '../../lib/client';
import { SlowExpressionError } from './expression-client';
import { type LineMarks, noMarks } from './line-marks';
import { guessLevel, type LogLevel, logLevels } from './log-level';
import { showAll } from './log-look';
import { LogSession, type LogSource } from './log-session';
import { compileSearch, type SearchFault } from './search-pattern';

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

const withoutMarks: LineMarks = () => noMarks;

export interface LogState {
  readonly session: LogSession;
  /** Rises with every change; what is read from the session belongs to it. */
  readonly version: number;
  readonly options: LogOptions;
  readonly change: (change: Partial<LogOptions>) => void;
  /** Where the lines that are drawn match. */
  readonly marksOf: LineMarks;
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
    const isAll = stream === 'both' && levels.size === logLevels.length;
    session.look({
      pattern,
      onlyMatches,
      isShown: isAll
        ? undefined
        : ({ text, stderr }) =>
            (stream === 'both' || stderr === (stream === 'stderr')) &&
            (levels.size === logLevels.length || levels.has(guessLevel(text))),
    });
    return () => session.look(showAll);
  }, [session, stream, levels, onlyMatches, pattern]);
  const { error, marks } = session.shown;
  const failure = error === undefined ? undefined : error instanceof SlowExpressionError ? 'slow' : 'failed';
  const fault = compiled && 'fault' in compiled ? compiled.fault : failure;
  const change = useMemo(() => (part: Partial<LogOptions>) => setOptions((old) => ({ ...old, ...part })), []);
  return { session, version, options, change, marksOf: marks ?? withoutMarks, fault };
}

/** The lines that are shown, by index: all, or those that the filter found. */
export function shownLines({ shown: { filter }, buffer }: LogSession) {
  return {
    count: filter ? filter.count : buffer.length,
    positionOf: (index: number): number => (filter ? (filter.at(index) ?? buffer.end) : buffer.first + index),
    indexOf: (position: number): number =>
      filter ? filter.indexFrom(position) : Math.max(0, position - buffer.first),
  };
}
