import type { TerminalProgram, TerminalTarget } from '../../../common/contract/terminal';

export type StartKind = TerminalProgram['kind'];

/** The choice of a command that is not one of the shells found. */
export const otherCommand = '*';

export interface StartForm {
  readonly kind: StartKind;
  /** Index of a shell as text, or `otherCommand`. */
  readonly shell: string;
  /** A word per line. */
  readonly command: string;
  readonly user: string;
  readonly workingDir: string;
  readonly env: string;
  readonly stdin: boolean;
  readonly detachKeys: string;
  readonly image: string;
}

/** A container without a shell begins with the helper. */
export function initialForm({ shells, main }: TerminalTarget): StartForm {
  return {
    kind: shells.length > 0 ? 'exec' : 'debug',
    shell: shells.length > 0 ? '0' : otherCommand,
    command: '',
    user: '',
    workingDir: '',
    env: '',
    stdin: main.openStdin && (main.tty || !main.stdinOnce),
    detachKeys: 'ctrl-p,ctrl-q',
    image: '',
  };
}

/** The form that asks for this program; for a change to one that did not do what was wanted. */
export function toForm(program: TerminalProgram, target: TerminalTarget): StartForm {
  const form = { ...initialForm(target), kind: program.kind };
  if (program.kind === 'attach') {
    return { ...form, stdin: program.stdin, detachKeys: program.detachKeys ?? '' };
  }
  if (program.kind === 'debug') return { ...form, image: program.image };
  const command = program.command.join('\n');
  const shell = target.shells.findIndex((found) => found.command.join('\n') === command);
  return {
    ...form,
    ...(shell < 0 ? { shell: otherCommand, command } : { shell: String(shell) }),
    user: program.user ?? '',
    workingDir: program.workingDir ?? '',
    env: program.env?.join('\n') ?? '',
  };
}

const lines = (text: string): string[] => text.split('\n').filter((line) => line.trim() !== '');

/** What the form asks for; undefined while something is missing. */
export function toProgram(form: StartForm, { shells }: TerminalTarget): TerminalProgram | undefined {
  if (form.kind === 'attach') {
    const detachKeys = form.detachKeys.trim();
    return { kind: 'attach', stdin: form.stdin, ...(detachKeys === '' ? {} : { detachKeys }) };
  }
  if (form.kind === 'debug') {
    return form.image === '' ? undefined : { kind: 'debug', image: form.image };
  }
  const command = form.shell === otherCommand ? lines(form.command) : shells[Number(form.shell)]?.command;
  if (!command || command.length === 0) return undefined;
  const user = form.user.trim();
  const workingDir = form.workingDir.trim();
  const env = lines(form.env);
  return {
    kind: 'exec',
    command: [...command],
    ...(user === '' ? {} : { user }),
    ...(workingDir === '' ? {} : { workingDir }),
    ...(env.length === 0 ? {} : { env }),
  };
}
