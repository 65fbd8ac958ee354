import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { TerminalProgram } from '../../../common/contract/terminal';
import { useClient } from '../../lib/client';
import { useMessages } from '../../lib/messages';
import { useApi } from '../../lib/query';
import { useErrorLine } from '../../lib/resources/use-error-line';
import { useToasts } from '../../lib/toasts';

/** Before the screen has been measured. */
const firstSize = { cols: 80, rows: 24 };

/** The container's sessions and what is done with them. The chosen one is undefined for the form of a new one. */
export function useSessions(scope: { readonly engineId: string; readonly id: string }) {
  const client = useClient();
  const toasts = useToasts();
  const errorLine = useErrorLine();
  const { terminal: texts } = useMessages();
  const query = useQuery({ ...useApi().terminal.list.queryOptions({ input: scope }), staleTime: 0 });
  const [chosen, setChosen] = useState<string | undefined>(undefined);
  const [draft, setDraft] = useState<TerminalProgram | undefined>(undefined);
  const [busy, setBusy] = useState(false);
  const [error, setError] = useState<string | undefined>(undefined);
  const sessions = query.data ?? [];
  const first = sessions[0]?.id ?? 'new';
  const current = chosen === 'new' || sessions.some(({ id }) => id === chosen) ? (chosen ?? first) : first;

  async function open(program: TerminalProgram): Promise<void> {
    setBusy(true);
    setError(undefined);
    try {
      const session = await client.terminal.open({ ...scope, program, size: firstSize });
      await query.refetch();
      choose(session.id);
    } catch (thrown) {
      setError(errorLine(thrown));
      setChosen('new');
    }
    setBusy(false);
  }

  async function close(sessionId: string): Promise<void> {
    try {
      const closing = await client.terminal.close({ sessionId });
      if (closing.process === 'stays') {
        const pid = closing.pid === undefined ? texts.unknownPid : String(closing.pid);
        toasts.show({
          id: `stays-${sessionId}`,
          tone: 'warn',
          title: texts.stays,
          text: texts.staysText(pid),
        });
      }
    } catch (thrown) {
      toasts.show({ id: `close-${sessionId}`, tone: 'bad', title: errorLine(thrown) });
    }
    await query.refetch();
  }

  async function rename(sessionId: string, name: string): Promise<void> {
    await client.terminal.rename({ sessionId, name }).catch(() => {});
    await query.refetch();
  }

  async function again(sessionId: string, program: TerminalProgram): Promise<void> {
    await close(sessionId);
    await open(program);
  }

  /** Shows the form with what a session was asked for, in place of the session. */
  async function change(sessionId: string, program: TerminalProgram): Promise<void> {
    setDraft(program);
    setError(undefined);
    setChosen('new');
    await close(sessionId);
  }

  function choose(next: string): void {
    setDraft(undefined);
    setChosen(next);
  }

  return { query, sessions, current, choose, draft, busy, error, open, close, rename, again, change };
}
