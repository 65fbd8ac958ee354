import { X } from 'lucide-react';
import { maxLineBytes } from '../../../common/log-limits';
import { Button } from '../../components/button';
import { CopyButton } from '../../components/copy-button';
import { IconButton } from '../../components/icon-button';
import { useCopyLabels } from '../../lib/labels';
import { useFormat, useMessages } from '../../lib/messages';
import { toVisibleText } from '../../lib/resources/visible-text';
import { stripAnsi } from './ansi';
import { readJsonFields } from './json-fields';
import type { LogLine } from './log-buffer';
import { guessLevel } from './log-level';

/** A line break every so many characters would cost; a box that scrolls holds what is kept of the line. */
const maxShown = 64 * 1024;

export interface LineDetailsProps {
  readonly line: LogLine;
  readonly name: string | undefined;
  readonly onClose: () => void;
  readonly onSaveFull: () => void;
}

function stampOf({ ms, nanos }: LogLine): string {
  return `${new Date(ms).toISOString().slice(0, 23)}${String(nanos).padStart(6, '0')}Z`;
}

const Facts = ({ line, name }: Pick<LineDetailsProps, 'line' | 'name'>) => {
  const { logs } = useMessages();
  const format = useFormat();
  const { details } = logs;
  const length = format.bytes(line.cutBytes ?? new Blob([line.text]).size);
  const rows: readonly (readonly [string, string])[] = [
    [details.time, line.ms > 0 ? stampOf(line) : details.noTime],
    ...(name === undefined ? [] : [[details.container, name] as const]),
    [details.stream, line.stderr ? 'stderr' : 'stdout'],
    [details.level, logs.levelNames[guessLevel(line.text)]],
    ...(line.headless ? [[details.beginning, details.headless] as const] : []),
    [details.length, line.cutBytes === undefined ? length : details.cut(format.bytes(maxLineBytes), length)],
  ];
  const fields = readJsonFields(line.text) ?? [];
  return (
    <dl className="m-0 grid grid-cols-[minmax(80px,auto)_1fr] gap-x-4 gap-y-1">
      {[...rows, ...fields.map(({ name: key, value }) => [key, value] as const)].map(([key, value]) => (
        <div key={key} className="contents">
          <dt className="text-ink-3">{toVisibleText(key)}</dt>
          <dd className="m-0 min-w-0 break-words font-mono">{toVisibleText(value)}</dd>
        </div>
      ))}
    </dl>
  );
};

/** One line with all that is known about it, below the log. */
export const LineDetails = ({ line, name, onClose, onSaveFull }: LineDetailsProps) => {
  const { logs } = useMessages();
  const copy = useCopyLabels();
  return (
    <section
      aria-label={logs.details.title}
      className="flex max-h-[45%] min-h-32 shrink-0 flex-col border-t border-line bg-panel"
    >
      <div className="flex items-center gap-2 border-b border-line-2 px-3 py-1">
        <h2 className="m-0 flex-1 text-base font-semibold">{logs.details.title}</h2>
        {line.cutBytes !== undefined || line.headless ? (
          <Button size="sm" onClick={onSaveFull}>
            {logs.details.saveFull}
          </Button>
        ) : undefined}
        <CopyButton value={line.text} labels={{ ...copy, copy: logs.details.copy }} />
        <IconButton icon={X} label={logs.details.close} onClick={onClose} />
      </div>
      <section
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, so keys must reach it.
        tabIndex={0}
        aria-label={logs.details.text}
        className="focus-inset min-h-0 flex-1 overflow-auto p-3"
      >
        <Facts line={line} name={name} />
        <pre className="mt-3 mb-0 whitespace-pre-wrap break-all rounded-md bg-sunk p-2 font-mono text-sm">
          {toVisibleText(stripAnsi(line.text.slice(0, maxShown)))}
        </pre>
      </section>
    </section>
  );
};
