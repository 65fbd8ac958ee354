import { useCallback, useEffect, useId, useMemo, useRef, useState } from 'react';
import type { TerminalSession } from '../../../common/contract/terminal';
import { isCanceled } from '../../../common/errors';
import { Banner } from '../../components/banner';
import { Button } from '../../components/button';
import { ContextMenu } from '../../components/context-menu';
import { TerminalScreen, type TerminalScreenHandle } from '../../components/terminal-screen';
import { TextInput } from '../../components/text-input';
import { useClient } from '../../lib/client';
import { useMessages } from '../../lib/messages';
import { useCopyText } from '../../lib/resources/use-copy-text';
import { useErrorLine } from '../../lib/resources/use-error-line';
import { useToasts } from '../../lib/toasts';
import { createInputQueue } from './input-queue';
import { OutcomeBanner, type OutcomeBannerProps } from './outcome-banner';
import { SearchBar } from './search-bar';
import { sessionLabel } from './session-label';
import { drawOutput } from './session-stream';
import { usePaste } from './use-paste';
import { useScreenMenu } from './use-screen-menu';

export interface SessionViewProps extends OutcomeBannerProps {
  readonly onEnded: () => void;
  /** The screen takes the focus with each change. */
  readonly focusCount: number;
}

/** The screen's connection to the session: output drawn as it comes, input in order. */
function useSessionScreen(session: TerminalSession, onEnded: () => void) {
  const client = useClient();
  const toasts = useToasts();
  const errorLine = useErrorLine();
  const { terminal: texts } = useMessages();
  const screen = useRef<TerminalScreenHandle>(undefined);
  const isLive = useRef(false);
  const [truncated, setTruncated] = useState(false);
  const { id: sessionId } = session;
  const tell = useRef({ onEnded, fail: (_thrown: unknown) => {} });
  tell.current = {
    onEnded,
    fail: (thrown) =>
      toasts.show({ id: 'terminal-input', tone: 'bad', title: texts.inputFailed, text: errorLine(thrown) }),
  };
  const queue = useMemo(
    () =>
      createInputQueue(
        (data, encoding) => client.terminal.write({ sessionId, data, encoding }),
        (thrown) => tell.current.fail(thrown),
      ),
    [client, sessionId],
  );
  const type = useCallback(
    (data: string, encoding: 'utf8' | 'binary' = 'utf8') => {
      if (!isLive.current) return;
      if (!queue(data, encoding))
        toasts.show({ id: 'terminal-full', tone: 'warn', title: texts.tooMuchInput });
    },
    [queue, toasts, texts],
  );
  const resize = useCallback(
    (size: { readonly cols: number; readonly rows: number }) =>
      void client.terminal.resize({ sessionId, size: { ...size } }).catch(() => {}),
    [client, sessionId],
  );
  const connect = useCallback(
    (handle: TerminalScreenHandle) => {
      screen.current = handle;
      const stop = new AbortController();
      const read = async (): Promise<void> => {
        resize(handle.size);
        await drawOutput(await client.terminal.watch({ sessionId }, { signal: stop.signal }), {
          write: (bytes) => handle.write(bytes),
          live: (isCut) => {
            isLive.current = true;
            setTruncated(isCut);
            handle.focus();
          },
          ended: () => {
            isLive.current = false;
            tell.current.onEnded();
          },
        });
      };
      read().catch((thrown: unknown) => {
        if (!stop.signal.aborted && !isCanceled(thrown)) tell.current.onEnded();
      });
      return () => {
        isLive.current = false;
        stop.abort();
      };
    },
    [client, sessionId, resize],
  );
  return { screen, type, resize, connect, truncated };
}

const LineInput = ({
  session,
  onLine,
}: {
  readonly session: TerminalSession;
  readonly onLine: (line: string) => void;
}) => {
  const client = useClient();
  const { terminal: texts } = useMessages();
  const [line, setLine] = useState('');
  return (
    <form
      className="flex gap-2 border-t border-line bg-panel p-2"
      onSubmit={(event) => {
        event.preventDefault();
        onLine(`${line}\n`);
        setLine('');
      }}
    >
      <TextInput
        mono
        className="flex-1"
        aria-label={texts.line}
        autoComplete="off"
        value={line}
        onChange={setLine}
      />
      <Button type="submit">{texts.send}</Button>
      {session.inputEnds ? (
        <Button onClick={() => void client.terminal.endInput({ sessionId: session.id }).catch(() => {})}>
          {texts.endInput}
        </Button>
      ) : undefined}
    </form>
  );
};

/** One session: what there is to know about it, its screen, and how it ended. */
export const SessionView = ({ onEnded, focusCount, ...ending }: SessionViewProps) => {
  const messages = useMessages();
  const { terminal: texts } = messages;
  const copy = useCopyText();
  const { session } = ending;
  const { helper, program } = session;
  const { screen, type, resize, connect, truncated } = useSessionScreen(session, onEnded);
  const handle = useCallback(() => screen.current, [screen]);
  const takesInput = session.tty && !session.outcome && (program.kind !== 'attach' || program.stdin);
  const { paste, pasteDialog } = usePaste(handle, takesInput);
  const entries = useScreenMenu(handle, paste);
  const keysId = useId();
  useEffect(() => {
    if (focusCount > 0) handle()?.focus();
  }, [focusCount, handle]);
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      {helper ? (
        <Banner flush tone="info" title={texts.helperOpen(helper.name, helper.shell)}>
          {helper.targetRoot === undefined ? texts.helperNoRoot : texts.helperRoot(helper.targetRoot)}
        </Banner>
      ) : undefined}
      {program.kind === 'attach' && session.tty && program.stdin ? (
        <Banner flush tone="warn" title={texts.attachCtrlC} />
      ) : undefined}
      {session.outcome ? <OutcomeBanner {...ending} /> : undefined}
      <SearchBar screen={handle} keysId={keysId} />
      {truncated ? <p className="m-0 px-3 py-1 text-sm text-ink-3">{texts.truncated}</p> : undefined}
      <ContextMenu entries={entries}>
        <div className="relative min-h-48 flex-1 bg-[#11151c]">
          <TerminalScreen
            label={texts.screen(sessionLabel(session, messages))}
            describedBy={keysId}
            plainLines={!session.tty}
            onReady={connect}
            onInput={type}
            onResize={resize}
            onCopy={copy}
            onPaste={paste}
          />
        </div>
      </ContextMenu>
      {pasteDialog}
      {!session.tty && !session.outcome && program.kind === 'attach' && program.stdin ? (
        <LineInput session={session} onLine={type} />
      ) : undefined}
    </div>
  );
};
