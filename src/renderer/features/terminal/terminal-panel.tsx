import { useQuery } from '@tanstack/react-query';
import { SquareTerminal } from 'lucide-react';
import { useState } from 'react';
import { EmptyState } from '../../components/empty-state';
import { ErrorState } from '../../components/error-state';
import { SkeletonRows } from '../../components/skeleton';
import type { ContainerTabProps } from '../../lib/contributions';
import { useErrorView } from '../../lib/labels';
import { useMessages } from '../../lib/messages';
import { useApi } from '../../lib/query';
import { useContainerState } from '../../lib/resources/use-container-state';
import { useRefetchOnChange } from '../../lib/resources/use-refetch-on-change';
import { SessionTabs } from './session-tabs';
import { SessionView } from './session-view';
import { StartView } from './start-view';
import { useSessions } from './use-sessions';

const Failure = ({ error }: { readonly error: unknown }) => <ErrorState {...useErrorView(error)} />;

type Sessions = ReturnType<typeof useSessions>;

const NewSession = ({ engineId, details, sessions }: ContainerTabProps & { readonly sessions: Sessions }) => {
  const { common, terminal: texts } = useMessages();
  const query = useQuery({
    ...useApi().terminal.target.queryOptions({ input: { engineId, id: details.id } }),
    staleTime: 0,
  });
  useRefetchOnChange(details, query.refetch);
  if (!query.data) {
    return query.error ? <Failure error={query.error} /> : <SkeletonRows label={common.loading} />;
  }
  const { running, paused } = query.data;
  if (!running || paused) {
    return (
      <EmptyState icon={SquareTerminal} title={paused ? texts.paused : texts.notRunning}>
        {paused ? texts.pausedText : texts.notRunningText}
      </EmptyState>
    );
  }
  return (
    <StartView
      engineId={engineId}
      target={query.data}
      draft={sessions.draft}
      busy={sessions.busy}
      error={sessions.error}
      onOpen={(program) => void sessions.open(program)}
    />
  );
};

/** The tab: terminals that are open in this container, and the form for one more. */
export const TerminalPanel = ({ engineId, details }: ContainerTabProps) => {
  const { common } = useMessages();
  const sessions = useSessions({ engineId, id: details.id });
  const state = useContainerState({ engineId, details });
  const [focusCount, setFocusCount] = useState(0);
  const { query, current } = sessions;
  if (!query.data) {
    return query.error ? <Failure error={query.error} /> : <SkeletonRows label={common.loading} />;
  }
  const session = sessions.sessions.find(({ id }) => id === current);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {sessions.sessions.length === 0 ? undefined : (
        <SessionTabs
          sessions={sessions.sessions}
          current={current}
          onChoose={sessions.choose}
          onClose={(id) => void sessions.close(id)}
          onRename={(id, name) => void sessions.rename(id, name)}
          onLeaveName={() => setFocusCount(focusCount + 1)}
        />
      )}
      {session ? (
        <SessionView
          key={session.id}
          session={session}
          state={state}
          focusCount={focusCount}
          onAgain={() => void sessions.again(session.id, session.program)}
          onChange={() => void sessions.change(session.id, session.program)}
          onClose={() => void sessions.close(session.id)}
          onEnded={() => void query.refetch()}
        />
      ) : (
        <NewSession engineId={engineId} details={details} sessions={sessions} />
      )}
    </div>
  );
};
