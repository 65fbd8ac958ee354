import { CircleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { CommandLine } from './command-line';
import { CopyButton, type CopyLabels } from './copy-button';

export interface ErrorStateLabels extends CopyLabels {
  /** Heading above the engine's words. */
  readonly answer: string;
  readonly details: string;
  /** In front of the id under which the log has the stack. */
  readonly errorId: string;
}

export interface ErrorStateProps {
  readonly title: ReactNode;
  /** What was tried. */
  readonly tried?: ReactNode;
  /** What the engine answered, in its own words. */
  readonly answer?: string | undefined;
  /** What to do now, in words, and as a command. */
  readonly nextStep?: ReactNode;
  readonly command?: string | undefined;
  readonly actions?: ReactNode;
  /** Code and context, folded away. */
  readonly details?: string | undefined;
  readonly errorId?: string | undefined;
  readonly labels: ErrorStateLabels;
  readonly level?: 2 | 3 | undefined;
}

const Details = ({ details, errorId, labels }: Pick<ErrorStateProps, 'details' | 'errorId' | 'labels'>) => {
  const text = [errorId === undefined ? '' : `${labels.errorId} ${errorId}`, details ?? '']
    .filter(Boolean)
    .join('\n');
  if (text === '') return undefined;
  return (
    <details className="text-sm text-ink-2">
      <summary className="w-max rounded-xs py-1 text-ink-3 hover:text-ink">{labels.details}</summary>
      <div className="flex items-start gap-1 rounded-md border border-line bg-sunk pl-2.5">
        <pre className="m-0 max-h-50 min-w-0 flex-1 overflow-auto py-1.5 whitespace-pre-wrap">{text}</pre>
        <CopyButton value={text} labels={labels} />
      </div>
    </details>
  );
};

/** Something failed: what was tried, what the engine said, what to do next. */
export const ErrorState = (props: ErrorStateProps) => {
  const { title, tried, answer, nextStep, command, actions, labels, level = 2 } = props;
  const Heading = `h${level}` as const;
  return (
    <div
      role="alert"
      className="mx-auto flex w-full max-w-150 flex-1 flex-col justify-center gap-3 px-6 py-8"
    >
      <div className="flex items-start gap-2.5">
        <CircleAlert aria-hidden size={18} className="mt-0.5 shrink-0 text-bad" />
        <div className="min-w-0">
          <Heading className="m-0 text-md font-semibold break-words">{title}</Heading>
          {tried === undefined ? undefined : <p className="m-0 mt-0.5 break-words text-ink-2">{tried}</p>}
        </div>
      </div>
      {answer === undefined ? undefined : (
        <div>
          <div className="mb-1 text-sm text-ink-3">{labels.answer}</div>
          <pre className="m-0 max-h-40 overflow-auto rounded-md border border-line bg-sunk px-2.5 py-1.5 break-words whitespace-pre-wrap">
            {answer}
          </pre>
        </div>
      )}
      {nextStep === undefined ? undefined : <div>{nextStep}</div>}
      {command === undefined ? undefined : <CommandLine command={command} labels={labels} />}
      {actions === undefined ? undefined : <div className="flex flex-wrap gap-2">{actions}</div>}
      <Details {...props} />
    </div>
  );
};
