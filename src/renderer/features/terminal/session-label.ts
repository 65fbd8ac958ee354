import type { TerminalSession } from '../../../common/contract/terminal';
import type { Messages } from '../../lib/messages';
import { toVisibleText } from '../../lib/resources/visible-text';

/** `1 · sh`, or the name that the user gave. */
export function sessionLabel({ number, name, program }: TerminalSession, { terminal }: Messages): string {
  const own =
    program.kind === 'exec'
      ? (program.command[0]?.split('/').at(-1) ?? '')
      : program.kind === 'attach'
        ? terminal.attachLabel
        : terminal.debugLabel;
  return `${number} · ${toVisibleText(name ?? own)}`;
}
