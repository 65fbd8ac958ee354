import type { MenuEntry } from '../../components/menu-entry';
import type { TerminalScreenHandle } from '../../components/terminal-screen';
import { useMessages } from '../../lib/messages';
import { isMac } from '../../lib/platform';
import { useCopyText } from '../../lib/resources/use-copy-text';
import { formatShortcut } from '../../lib/shortcuts';
import { useToasts } from '../../lib/toasts';

/** The screen's keys as this keyboard has them. Without Command, Ctrl+C and Ctrl+V are the program's. */
export function useTerminalKeyNames(): {
  readonly copy: string;
  readonly paste: string;
  readonly leave: string;
} {
  const { keys } = useMessages().common;
  const name = (shortcut: string): string => formatShortcut(shortcut, keys, isMac);
  const [copy, paste] = isMac ? ['Mod+C', 'Mod+V'] : ['Mod+Shift+C', 'Mod+Shift+V'];
  return { copy: name(copy), paste: name(paste), leave: name('Shift+Tab') };
}

/** What the right button offers on the screen. */
export function useScreenMenu(
  screen: () => TerminalScreenHandle | undefined,
  paste: (text: string) => void,
): readonly MenuEntry[] {
  const { terminal: texts } = useMessages();
  const keys = useTerminalKeyNames();
  const copy = useCopyText();
  const toasts = useToasts();
  const pasteClipboard = async (): Promise<void> => {
    try {
      paste(await navigator.clipboard.readText());
    } catch {
      toasts.show({ id: 'terminal-paste', tone: 'warn', title: texts.pasteDenied });
    }
  };
  const copySelection = (): void => {
    const text = screen()?.selection() ?? '';
    // With nothing selected the clipboard keeps what it has.
    if (text !== '') copy(text);
  };
  const item = (id: string, label: string, onSelect: () => void, shortcut?: string) =>
    ({ kind: 'item', id, label, onSelect, ...(shortcut ? { shortcut } : {}) }) as const;
  return [
    item('copy', texts.copy, copySelection, keys.copy),
    item('paste', texts.paste, () => void pasteClipboard(), keys.paste),
    item('all', texts.selectAll, () => screen()?.selectAll()),
    item('clear', texts.clear, () => screen()?.clear()),
  ];
}
