import { ArrowDown, ScrollText } from 'lucide-react';
import { useState } from 'react';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { EmptyState } from '../../components/empty-state';
import { ErrorState } from '../../components/error-state';
import { useErrorView } from '../../lib/labels';
import { useMessages } from '../../lib/messages';
import { toVisibleText } from '../../lib/resources/visible-text';
import { LineDetails } from './line-details';
import { maxCharacters, maxLines } from './log-buffer';
import { logLevels } from './log-level';
import { type LineChoice, LogList } from './log-list';
import type { LogSource, SourceState } from './log-session';
import { LogToolbar, type SearchSteps } from './log-toolbar';
import { type LogScroll, useLogScroll } from './use-log-scroll';
import { type LogState, shownLines, useLogState } from './use-log-state';
import { useSaveLogs } from './use-save-logs';
import { maxWrappedLines, WrappedList } from './wrapped-list';

/** Steps from match to match: the chosen line is where one is. */
function useSteps(
  { session }: LogState,
  scroll: LogScroll,
  choice: LineChoice | undefined,
  onChoose: (choice: LineChoice) => void,
): SearchSteps {
  const { search } = session.shown;
  const count = search?.count ?? 0;
  const index = choice && search ? search.indexFrom(choice.to) : 0;
  const isAt = choice !== undefined && search?.at(index) === choice.to;
  const go = (direction: 1 | -1): void => {
    if (!search || count === 0) return;
    const from =
      choice === undefined
        ? direction === 1
          ? 0
          : count - 1
        : isAt
          ? index + direction
          : direction === 1
            ? index
            : index - 1;
    const next = search.at((from + count) % count);
    if (next === undefined) return;
    onChoose({ from: next, to: next });
    scroll.showIndex(shownLines(session).indexOf(next));
  };
  return { at: isAt ? index + 1 : 0, count, searching: search !== undefined && !search.done, go };
}

const Status = ({ state, name }: { readonly state: SourceState; readonly name: string | undefined }) => {
  const { logs } = useMessages();
  const text = state.status === 'exited' ? logs.state.exited(state.exitCode) : logs.state[state.status];
  const tone =
    state.status === 'following' ? 'text-ok' : state.status === 'failed' ? 'text-bad' : 'text-ink-3';
  return (
    <span className={tone}>
      {name === undefined ? '' : `${name}: `}
      {text}
    </span>
  );
};

const Footer = ({ state, sources }: { readonly state: LogState; readonly sources: readonly LogSource[] }) => {
  const { logs } = useMessages();
  const { session, options } = state;
  const { buffer, missing } = session;
  return (
    <div
      data-received={session.received}
      data-missing={missing}
      className="tabular flex min-h-7 shrink-0 flex-wrap items-center gap-x-4 border-t border-line px-3 py-1 text-sm text-ink-3"
    >
      <span>{logs.count(shownLines(session).count, buffer.length)}</span>
      {buffer.dropped > 0 ? <span>{logs.dropped(buffer.dropped, maxLines, maxCharacters)}</span> : undefined}
      {missing > 0 ? <span className="text-bad">{logs.missing(missing)}</span> : undefined}
      {options.wrap && buffer.length > maxWrappedLines ? (
        <span>{logs.wrapped(maxWrappedLines)}</span>
      ) : undefined}
      <span className="flex-1" />
      {session.states.map((source, index) => (
        <Status
          key={sources[index]?.id}
          state={source}
          name={sources.length > 1 ? sources[index]?.name : undefined}
        />
      ))}
    </div>
  );
};

const Failure = ({ error }: { readonly error: unknown }) => <ErrorState {...useErrorView(error)} level={2} />;

/** What stands instead of lines when there is none. */
const Nothing = ({ state }: { readonly state: LogState }) => {
  const { logs } = useMessages();
  const { session, change } = state;
  if (session.states.every(({ status }) => status === 'loading')) {
    return <EmptyState icon={ScrollText} title={logs.loading} />;
  }
  const failed = session.states.find(({ status }) => status === 'failed');
  if (failed) return <Failure error={failed.error} />;
  if (session.buffer.length === 0) {
    return (
      <EmptyState icon={ScrollText} title={logs.empty}>
        {logs.emptyText}
      </EmptyState>
    );
  }
  const showAll = (): void => change({ stream: 'both', levels: new Set(logLevels), onlyMatches: false });
  return (
    <EmptyState
      icon={ScrollText}
      title={logs.noMatch}
      actions={<Button onClick={showAll}>{logs.showAll}</Button>}
    />
  );
};

/** Search, filter, lines and state of the logs of one or several containers. `sources` is stable. */
export const LogView = ({
  engineId,
  sources,
}: {
  readonly engineId: string;
  readonly sources: readonly LogSource[];
}) => {
  const { logs } = useMessages();
  const state = useLogState(engineId, sources);
  const { session, options, fault } = state;
  const scroll = useLogScroll(session);
  const [choice, setChoice] = useState<LineChoice | undefined>(undefined);
  const [isOpen, setOpen] = useState(false);
  const steps = useSteps(state, scroll, choice, setChoice);
  const save = useSaveLogs(engineId);
  const line = choice && session.buffer.at(choice.to);
  const List = options.wrap ? WrappedList : LogList;
  const source = line && sources[line.source];
  return (
    <div className="flex min-h-0 min-w-0 flex-1 flex-col">
      <LogToolbar
        state={state}
        steps={steps}
        following={scroll.following}
        onFollow={(on) => (on ? scroll.follow() : scroll.pause())}
        onSave={(timestamps) => void save({ containers: sources, streams: options.stream, timestamps })}
      />
      {fault === undefined ? undefined : <Banner flush tone="warn" title={logs.faults[fault]} />}
      {session.canLoadEarlier && !scroll.following ? (
        <div className="border-b border-line-2 px-3 py-1">
          <Button size="sm" loading={session.loadingEarlier} onClick={() => void session.loadEarlier()}>
            {logs.earlier}
          </Button>
        </div>
      ) : undefined}
      <div className="relative flex min-h-0 flex-1 flex-col">
        {shownLines(session).count === 0 ? (
          <Nothing state={state} />
        ) : (
          <List {...{ state, sources, scroll, choice }} onChoose={setChoice} onOpen={() => setOpen(true)} />
        )}
        {scroll.newLines > 0 ? (
          <Button
            variant="primary"
            icon={ArrowDown}
            className="absolute! right-4 bottom-3 shadow-md"
            onClick={scroll.follow}
          >
            {logs.newLines(scroll.newLines)}
          </Button>
        ) : undefined}
      </div>
      {isOpen && line ? (
        <LineDetails
          line={line}
          name={sources.length > 1 ? source?.name : undefined}
          onClose={() => setOpen(false)}
          onSaveFull={() =>
            source &&
            void save({
              containers: [source],
              streams: line.stderr ? 'stderr' : 'stdout',
              timestamps: false,
              only: { ms: line.ms, nanos: line.nanos },
            })
          }
        />
      ) : undefined}
      <Footer state={state} sources={sources} />
    </div>
  );
};

/** A container as a source, with its name made visible. */
export function toSource({ id, name }: LogSource): LogSource {
  return { id, name: toVisibleText(name) };
}
