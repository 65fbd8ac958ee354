import { Pencil, Plus, X } from 'lucide-react';
import { useState } from 'react';
import type { TerminalSession } from '../../../common/contract/terminal';
import { Button } from '../../components/button';
import { IconButton } from '../../components/icon-button';
import { TextInput } from '../../components/text-input';
import { useMessages } from '../../lib/messages';
import { sessionLabel } from './session-label';

export interface SessionTabsProps {
  readonly sessions: readonly TerminalSession[];
  /** A session's id, or `new`. */
  readonly current: string;
  readonly onChoose: (id: string) => void;
  readonly onClose: (id: string) => void;
  readonly onRename: (id: string, name: string) => void;
  /** A key has ended the input of a name: the focus belongs to the terminal again. */
  readonly onLeaveName: () => void;
}

const NameInput = ({
  session,
  onDone,
}: {
  readonly session: TerminalSession;
  readonly onDone: (by: 'key' | 'blur', name?: string) => void;
}) => {
  const { terminal: texts } = useMessages();
  const [name, setName] = useState(session.name ?? '');
  return (
    <TextInput
      autoFocus
      aria-label={texts.rename}
      placeholder={texts.renameHint}
      maxLength={100}
      value={name}
      onChange={setName}
      onBlur={() => onDone('blur')}
      onKeyDown={(event) => {
        if (event.key === 'Enter') onDone('key', name);
        if (event.key === 'Escape') onDone('key');
      }}
    />
  );
};

/** The terminals of one container side by side: choose, name, close, and one more. */
export const SessionTabs = (props: SessionTabsProps) => {
  const { sessions, current, onChoose, onClose, onRename, onLeaveName } = props;
  const messages = useMessages();
  const { terminal: texts } = messages;
  const [renamed, setRenamed] = useState<string | undefined>(undefined);
  return (
    <fieldset
      aria-label={texts.sessions}
      className="m-0 flex flex-wrap items-center gap-1 border-0 border-b border-line bg-panel px-3 py-1.5"
    >
      {sessions.map((session) => {
        const label = sessionLabel(session, messages);
        if (renamed === session.id) {
          const done = (by: 'key' | 'blur', name?: string): void => {
            setRenamed(undefined);
            if (by === 'key') onLeaveName();
            if (name !== undefined) onRename(session.id, name);
          };
          return <NameInput key={session.id} session={session} onDone={done} />;
        }
        const isCurrent = session.id === current;
        return (
          <span key={session.id} className="inline-flex items-center">
            <Button
              size="sm"
              variant="ghost"
              aria-pressed={isCurrent}
              className="max-w-60"
              onClick={() => onChoose(session.id)}
              onDoubleClick={() => setRenamed(session.id)}
            >
              <span className="truncate">{label}</span>
            </Button>
            {isCurrent ? (
              <IconButton
                size="sm"
                icon={Pencil}
                label={texts.rename}
                onClick={() => setRenamed(session.id)}
              />
            ) : undefined}
            <IconButton
              size="sm"
              icon={X}
              label={texts.closeOne(label)}
              onClick={() => onClose(session.id)}
            />
          </span>
        );
      })}
      <Button
        size="sm"
        variant="ghost"
        icon={Plus}
        aria-pressed={current === 'new'}
        onClick={() => onChoose('new')}
      >
        {texts.newSession}
      </Button>
    </fieldset>
  );
};
