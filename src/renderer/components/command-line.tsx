import { toVisibleLines } from '../lib/resources/visible-text';
import { CopyButton, type CopyLabels } from './copy-button';

export interface CommandLineProps {
  readonly command: string;
  readonly labels: CopyLabels;
}

/** A command to run in a terminal, with a button that copies it. Nothing in it stays hidden to the eye. */
export const CommandLine = ({ command, labels }: CommandLineProps) => (
  <div className="flex min-w-0 items-center gap-1 rounded-md border border-line bg-sunk py-0.5 pr-0.5 pl-2.5">
    <span aria-hidden className="select-none font-mono text-sm text-ink-3">
      $
    </span>
    <code className="min-w-0 flex-1 py-1 break-all whitespace-pre-wrap">{toVisibleLines(command)}</code>
    <CopyButton value={command} labels={labels} />
  </div>
);
