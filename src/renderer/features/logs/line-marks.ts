import type { Ranges } from './expression-match';
import type { LogLine } from './log-buffer';

/** How much of a line is drawn; the details show what is kept of it. */
export const maxDrawn = 4096;

/** The part of a line that is drawn. */
export const drawnText = ({ text }: LogLine): string =>
  text.length > maxDrawn ? text.slice(0, maxDrawn) : text;

/** Where a pattern matches in a line that is drawn; always the same array for one line. */
export type LineMarks = (line: LogLine) => Ranges;

export const noMarks: Ranges = [];

export function marksAtOnce(find: (text: string) => Ranges): LineMarks {
  const known = new WeakMap<LogLine, Ranges>();
  return (line) => {
    const ranges = known.get(line) ?? find(drawnText(line));
    known.set(line, ranges);
    return ranges;
  };
}

/** Asks for the lines of one drawing together and says when there is an answer; until then they have no marks. */
export function marksLater(
  ask: (texts: readonly string[]) => Promise<readonly Ranges[]>,
  onAnswer: () => void,
): LineMarks {
  const known = new WeakMap<LogLine, Ranges>();
  let wanted: LogLine[] = [];
  const askAll = async (): Promise<void> => {
    const lines = wanted;
    wanted = [];
    // Where it fails, the search says why.
    const answer = await ask(lines.map(drawnText)).catch(() => undefined);
    if (!answer) return;
    for (const [index, line] of lines.entries()) known.set(line, answer[index] ?? noMarks);
    onAnswer();
  };
  return (line) => {
    const ranges = known.get(line);
    if (ranges) return ranges;
    known.set(line, noMarks);
    if (wanted.push(line) === 1) queueMicrotask(() => void askAll());
    return noMarks;
  };
}
