import { cx } from 'class-variance-authority';
import { memo, type ReactNode } from 'react';
import { toVisibleText } from '../../lib/resources/visible-text';
import { type AnsiRun, parseAnsi, stripAnsi } from './ansi';
import type { Ranges } from './expression-match';
import { orderFields, readJsonFields } from './json-fields';
import { drawnText, maxDrawn } from './line-marks';
import type { LogLine } from './log-buffer';
import { guessLevel } from './log-level';

const colorOf = (color: AnsiRun['color']): string | undefined =>
  typeof color === 'number' ? `var(--ansi-${color})` : color;

function styleOf(run: AnsiRun): React.CSSProperties {
  const [color, background] = run.inverse
    ? [colorOf(run.background) ?? 'var(--panel)', colorOf(run.color) ?? 'var(--ink)']
    : [colorOf(run.color), colorOf(run.background)];
  return {
    color,
    background,
    fontWeight: run.bold ? 700 : undefined,
    opacity: run.dim ? 0.75 : undefined,
    fontStyle: run.italic ? 'italic' : undefined,
    textDecoration: run.underline ? 'underline' : undefined,
  };
}

const Marked = ({ text, marks }: { readonly text: string; readonly marks: Ranges }) => {
  const parts: ReactNode[] = [];
  let at = 0;
  for (const [from, to] of marks) {
    parts.push(toVisibleText(text.slice(at, from)));
    parts.push(
      <mark key={from} className="log-match">
        {toVisibleText(text.slice(from, to))}
      </mark>,
    );
    at = to;
  }
  return (
    <>
      {parts}
      {toVisibleText(text.slice(at))}
    </>
  );
};

const Coloured = ({ text }: { readonly text: string }) =>
  parseAnsi(text).map((run, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: runs have no other name than their place.
    <span key={index} style={styleOf(run)}>
      {toVisibleText(run.text)}
    </span>
  ));

const Fields = ({ fields }: { readonly fields: NonNullable<ReturnType<typeof readJsonFields>> }) => {
  const { message, rest } = orderFields(fields);
  return (
    <>
      {message === undefined ? undefined : <span>{toVisibleText(message)} </span>}
      {rest.map(({ name, value }) => (
        <span key={name} className="mr-2">
          <span className="log-field">{toVisibleText(name)}=</span>
          {toVisibleText(value)}
        </span>
      ))}
    </>
  );
};

interface ContentProps {
  readonly line: LogLine;
  /** Where the search matches; such a line is shown without colours and fields. */
  readonly marks: Ranges;
  readonly fields: boolean;
}

const Content = ({ line, marks, fields }: ContentProps) => {
  const drawn = drawnText(line);
  if (marks.length > 0) return <Marked text={stripAnsi(drawn)} marks={marks} />;
  const found = fields ? readJsonFields(line.text) : undefined;
  return found ? <Fields fields={found} /> : <Coloured text={drawn} />;
};

/** 10:15:03.123 in local time. */
function clock(ms: number): string {
  const date = new Date(ms);
  const two = (value: number): string => String(value).padStart(2, '0');
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${time}.${String(date.getMilliseconds()).padStart(3, '0')}`;
}

export interface LogLineProps extends ContentProps {
  /** Shown when several containers are merged. */
  readonly name: string | undefined;
  readonly timestamps: boolean;
  readonly wrap: boolean;
  readonly active: boolean;
  readonly stderrLabel: string;
  /** What stands before a line whose beginning may be missing. */
  readonly headlessLabel: string;
  /** What stands behind a line that is not drawn in full. */
  readonly moreLabel: (characters: number) => string;
}

/** The inside of a row: level, time, container, stream, text. */
export const LogLineView = memo((props: LogLineProps) => {
  const { line, name, timestamps, wrap, stderrLabel, headlessLabel, moreLabel, ...content } = props;
  const hidden = (line.cutBytes ?? line.text.length) - Math.min(line.text.length, maxDrawn);
  return (
    <>
      <span aria-hidden className={cx('log-level', `log-level-${guessLevel(line.text)}`)} />
      {timestamps && line.ms > 0 ? <span className="log-time">{clock(line.ms)}</span> : undefined}
      {name === undefined ? undefined : (
        <span className={cx('log-name', `log-name-${line.source % 6}`)} title={name}>
          {name}
        </span>
      )}
      {line.stderr ? <span className="log-stderr">{stderrLabel}</span> : undefined}
      <span className={wrap ? 'log-text log-text-wrap' : 'log-text'}>
        {line.headless ? <span className="log-more">{headlessLabel} </span> : undefined}
        <Content line={line} {...content} />
        {hidden > 0 ? <span className="log-more">{moreLabel(hidden)}</span> : undefined}
      </span>
    </>
  );
});
