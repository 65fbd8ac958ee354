import { type ReactNode, useCallback, useRef, useState } from 'react';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import type { TerminalScreenHandle } from '../../components/terminal-screen';
import { useMessages } from '../../lib/messages';
import { toVisibleText } from '../../lib/resources/visible-text';
import { cleanPaste, linesOf } from './paste';

/** More are not looked through; their number is said. */
const maxShown = 100;

/** With tabs as they are: they are nothing to be warned of. */
const toShown = (line: string): string => line.split('\t').map(toVisibleText).join('\t');

interface PasteDialogProps {
  readonly text: string;
  readonly onPaste: () => void;
  readonly onClose: () => void;
}

const PasteDialog = ({ text, onPaste, onClose }: PasteDialogProps) => {
  const { common, terminal: texts } = useMessages();
  const confirm = useRef<HTMLButtonElement>(null);
  const lines = linesOf(text);
  const more = lines.length - maxShown;
  return (
    <Dialog
      open
      role="alertdialog"
      onOpenChange={onClose}
      title={texts.pasteTitle(lines.length)}
      description={texts.pasteText}
      initialFocus={confirm}
      labels={{ close: common.close }}
      footer={
        <>
          <Button onClick={onClose}>{common.cancel}</Button>
          <Button
            ref={confirm}
            variant="primary"
            onClick={() => {
              onPaste();
              onClose();
            }}
          >
            {texts.paste}
          </Button>
        </>
      }
    >
      <pre className="m-0 font-mono text-sm break-all whitespace-pre-wrap">
        {lines.slice(0, maxShown).map(toShown).join('\n')}
      </pre>
      {more > 0 ? <p className="mt-2 mb-0 text-ink-3">{texts.pasteMore(more)}</p> : undefined}
    </Dialog>
  );
};

/**
 * Pastes into a screen. A program that asked for it gets the text marked as pasted; another one would run several lines
 * as they come, so the user is asked before.
 * @param takesInput false: the program has ended or reads nothing
 */
export function usePaste(
  screen: () => TerminalScreenHandle | undefined,
  takesInput: boolean,
): { readonly paste: (text: string) => void; readonly pasteDialog: ReactNode } {
  const [asked, setAsked] = useState<string | undefined>(undefined);
  const paste = useCallback(
    (pasted: string) => {
      const text = cleanPaste(pasted);
      if (!takesInput || text === '') return;
      if (screen()?.marksPaste || linesOf(text).length < 2) screen()?.paste(text);
      else setAsked(text);
    },
    [screen, takesInput],
  );
  return {
    paste,
    pasteDialog:
      asked === undefined ? undefined : (
        <PasteDialog
          text={asked}
          onPaste={() => screen()?.paste(asked)}
          onClose={() => setAsked(undefined)}
        />
      ),
  };
}
