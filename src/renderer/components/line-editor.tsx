import { CircleAlert, Plus, Trash2 } from 'lucide-react';
import { useId, useRef } from 'react';
import { Button } from './button';
import { IconButton } from './icon-button';
import { TextInput } from './text-input';

export interface LineEditorProps {
  /** What the lines are: the name of the group. */
  readonly label: string;
  /** Never empty: one empty line stands for none. */
  readonly lines: readonly string[];
  readonly onChange: (lines: readonly string[]) => void;
  readonly placeholder?: string | undefined;
  /** What can be picked in each line. */
  readonly suggestions?: readonly string[] | undefined;
  /** Error of a line by its place. */
  readonly errorOf: (at: number) => string | undefined;
  readonly labels: {
    readonly add: string;
    readonly line: (at: number) => string;
    readonly remove: (text: string) => string;
  };
}

/** Pasted text of several lines becomes several lines, without empty ones and comments. */
function pasted(text: string): readonly string[] | undefined {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
  return lines.length > 1 ? lines : undefined;
}

/** Several values of the same kind, one a line: ports, volumes, variables. Enter adds a line, pasting several fills several. */
export const LineEditor = (props: LineEditorProps) => {
  const { label, lines, onChange, placeholder, suggestions = [], errorOf, labels } = props;
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const focusLast = (): void => {
    // After the new line is there.
    requestAnimationFrame(() => list.current?.querySelector<HTMLElement>('li:last-child input')?.focus());
  };
  const replace = (at: number, values: readonly string[]): void =>
    onChange([...lines.slice(0, at), ...values, ...lines.slice(at + 1)]);
  const add = (): void => {
    onChange([...lines, '']);
    focusLast();
  };
  const remove = (at: number): void => {
    const left = lines.filter((_, other) => other !== at);
    onChange(left.length > 0 ? left : ['']);
  };
  return (
    <fieldset className="m-0 flex min-w-0 flex-col gap-1.5 border-0 p-0">
      <legend className="mb-1 p-0 font-medium text-ink-2">{label}</legend>
      <ul ref={list} className="m-0 flex list-none flex-col gap-1.5 p-0">
        {lines.map((line, at) => {
          const error = errorOf(at);
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: a line has nothing but its place; its text changes with every key.
            <li key={at} className="flex flex-col gap-1">
              <div className="flex items-center gap-1.5">
                <TextInput
                  mono
                  autoComplete="off"
                  aria-label={labels.line(at)}
                  placeholder={placeholder}
                  list={suggestions.length > 0 ? `${id}-list` : undefined}
                  aria-invalid={error !== undefined || undefined}
                  aria-describedby={error === undefined ? undefined : `${id}-${at}`}
                  value={line}
                  onChange={(value) => replace(at, [value])}
                  onKeyDown={(event) => {
                    if (event.key !== 'Enter' || line === '') return;
                    event.preventDefault();
                    add();
                  }}
                  onPaste={(event) => {
                    const several = pasted(event.clipboardData.getData('text/plain'));
                    if (!several) return;
                    event.preventDefault();
                    replace(at, several);
                  }}
                />
                <IconButton
                  icon={Trash2}
                  label={labels.remove(line)}
                  variant="danger"
                  tooltip="native"
                  disabled={lines.length === 1 && line === ''}
                  onClick={() => remove(at)}
                />
              </div>
              {error === undefined ? undefined : (
                <p id={`${id}-${at}`} role="alert" className="m-0 flex items-start gap-1 text-sm text-bad">
                  <CircleAlert aria-hidden size={12} className="mt-0.5 shrink-0" />
                  {error}
                </p>
              )}
            </li>
          );
        })}
      </ul>
      {suggestions.length > 0 ? (
        <datalist id={`${id}-list`}>
          {suggestions.map((value) => (
            <option key={value} value={value} />
          ))}
        </datalist>
      ) : undefined}
      <Button size="sm" icon={Plus} className="self-start" aria-label={labels.add} onClick={add}>
        {label}
      </Button>
    </fieldset>
  );
};
