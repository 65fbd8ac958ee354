import { FitAddon } from '@xterm/addon-fit';
import { SearchAddon } from '@xterm/addon-search';
import { Terminal } from '@xterm/xterm';
import '@xterm/xterm/css/xterm.css';
import { useEffect, useRef } from 'react';
import { ownerOfKey } from './terminal-keys';

/** What the owner of a screen can do with it. */
export interface TerminalScreenHandle {
  /** Resolves when it is drawn: write no more before, and a flood cannot freeze the page. */
  write(bytes: Uint8Array): Promise<void>;
  paste(text: string): void;
  /** The program asked for bracketed paste: it tells pasted text from typed, and runs none of it by itself. */
  readonly marksPaste: boolean;
  selection(): string;
  selectAll(): void;
  clear(): void;
  focus(): void;
  find(text: string, direction: 'next' | 'previous'): void;
  readonly size: { readonly cols: number; readonly rows: number };
}

export interface TerminalScreenProps {
  readonly label: string;
  /** The id of the text that tells its keys. */
  readonly describedBy: string;
  /** Lines end with a line feed alone: output that was made for no terminal. */
  readonly plainLines: boolean;
  readonly onReady: (screen: TerminalScreenHandle) => () => void;
  readonly onInput: (data: string, encoding: 'utf8' | 'binary') => void;
  readonly onResize: (size: { readonly cols: number; readonly rows: number }) => void;
  readonly onCopy: (text: string) => void;
  /** A text that the browser pastes; it is the owner who puts it on the screen. */
  readonly onPaste: (text: string) => void;
}

/** Dark in both themes: programs choose their colours for that. */
const theme = {
  background: '#11151c',
  foreground: '#e3e7ee',
  cursor: '#e3e7ee',
  selectionBackground: '#3d5a80',
};

/**
 * A screen of characters with keyboard, for one program. Ctrl+Shift+C copies, Ctrl+Shift+V pastes, Shift+Tab leaves it: in
 * the mode for screen readers the browser moves the focus by it in any case.
 */
export const TerminalScreen = (props: TerminalScreenProps) => {
  const place = useRef<HTMLDivElement>(null);
  const textarea = useRef<HTMLTextAreaElement>(undefined);
  const latest = useRef(props);
  latest.current = props;
  const { label, describedBy, plainLines } = props;
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const terminal = new Terminal({
      theme,
      fontFamily: 'ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace',
      fontSize: 13,
      scrollback: 10_000,
      convertEol: plainLines,
      screenReaderMode: true,
      minimumContrastRatio: 4.5,
      disableStdin: plainLines,
    });
    const fit = new FitAddon();
    const search = new SearchAddon();
    terminal.loadAddon(fit);
    terminal.loadAddon(search);
    terminal.open(element);
    textarea.current = terminal.textarea;
    fit.fit();
    terminal.attachCustomKeyEventHandler((event) => {
      const owner = ownerOfKey(event, plainLines);
      if (owner === 'copy' || owner === 'program_only') event.preventDefault();
      if (owner === 'copy' && event.type === 'keydown' && terminal.hasSelection())
        latest.current.onCopy(terminal.getSelection());
      return owner === 'program' || owner === 'program_only';
    });
    const stopPastes = takePastes(element, (text) => latest.current.onPaste(text));
    terminal.onData((data) => latest.current.onInput(data, 'utf8'));
    terminal.onBinary((data) => latest.current.onInput(data, 'binary'));
    terminal.onResize(({ cols, rows }) => latest.current.onResize({ cols, rows }));
    const observer = new ResizeObserver(() => {
      if (element.clientWidth > 0 && element.clientHeight > 0) fit.fit();
    });
    observer.observe(element);
    const stop = latest.current.onReady(handleOf(terminal, search));
    return () => {
      observer.disconnect();
      stopPastes();
      stop();
      terminal.dispose();
    };
  }, [plainLines]);
  // Apart from the screen: a new name must not cost what it shows.
  useEffect(() => {
    textarea.current?.setAttribute('aria-label', label);
    textarea.current?.setAttribute('aria-describedby', describedBy);
  });
  return <div ref={place} className="absolute inset-2" />;
};

/** Before the screen sees them: it would send any text as it is. */
function takePastes(element: HTMLElement, onPaste: (text: string) => void): () => void {
  const take = (event: ClipboardEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    onPaste(event.clipboardData?.getData('text/plain') ?? '');
  };
  element.addEventListener('paste', take, true);
  return () => element.removeEventListener('paste', take, true);
}

function handleOf(terminal: Terminal, search: SearchAddon): TerminalScreenHandle {
  return {
    write: (bytes) => new Promise((resolve) => terminal.write(bytes, resolve)),
    paste: (text) => terminal.paste(text),
    selection: () => terminal.getSelection(),
    selectAll: () => terminal.selectAll(),
    clear: () => terminal.clear(),
    focus: () => terminal.focus(),
    find: (text, direction) =>
      void (direction === 'next' ? search.findNext(text) : search.findPrevious(text)),
    get marksPaste() {
      return terminal.modes.bracketedPasteMode;
    },
    get size() {
      return { cols: terminal.cols, rows: terminal.rows };
    },
  };
}
