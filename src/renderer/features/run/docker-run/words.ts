/** One word of a command line and where it stands in the text. */
export interface Word {
  readonly text: string;
  readonly at: number;
  readonly end: number;
}

export type WordsOrProblem =
  | { readonly kind: 'words'; readonly words: readonly Word[] }
  /** A quote that is not closed. */
  | { readonly kind: 'open_quote'; readonly at: number };

/**
 * The words of a line as a POSIX shell would take them: quotes, backslashes, and lines that go on after a backslash.
 * Nothing is expanded: `$HOME` stays as it is.
 */
export function splitWords(line: string): WordsOrProblem {
  const words: Word[] = [];
  let at = 0;
  while (at < line.length) {
    const gap = /^(?:\s|\\\r?\n)+/.exec(line.slice(at))?.[0];
    if (gap) {
      at += gap.length;
      continue;
    }
    const word = readWord(line, at);
    if (word.kind === 'open_quote') return word;
    words.push(word.word);
    at = word.word.end;
  }
  return { kind: 'words', words };
}

function readWord(
  line: string,
  start: number,
): { kind: 'word'; word: Word } | { kind: 'open_quote'; at: number } {
  let text = '';
  let at = start;
  while (at < line.length && !/\s/.test(line[at] ?? '')) {
    const character = line[at] ?? '';
    if (character === "'" || character === '"') {
      const quoted = readQuoted(line, at);
      if (!quoted) return { kind: 'open_quote', at };
      text += quoted.text;
      at = quoted.end;
    } else if (character === '\\') {
      const [whole, next = ''] = /^\\(\r?\n|[\s\S])?/.exec(line.slice(at)) ?? [''];
      text += next.endsWith('\n') ? '' : next;
      at += Math.max(1, whole.length);
    } else {
      text += character;
      at += 1;
    }
  }
  return { kind: 'word', word: { text, at: start, end: at } };
}

/** From the opening quote to behind the closing one; undefined when there is none. */
function readQuoted(line: string, start: number): { text: string; end: number } | undefined {
  const quote = line[start];
  if (quote === "'") {
    const end = line.indexOf("'", start + 1);
    return end < 0 ? undefined : { text: line.slice(start + 1, end), end: end + 1 };
  }
  let text = '';
  for (let at = start + 1; at < line.length; at += 1) {
    const character = line[at];
    if (character === '"') return { text, end: at + 1 };
    const next = line[at + 1];
    if (character === '\\' && next !== undefined && '"\\$`\n'.includes(next)) {
      text += next === '\n' ? '' : next;
      at += 1;
    } else text += character;
  }
  return undefined;
}

/** A word as a POSIX shell takes it back; plain where that is possible. */
export function quoteWord(word: string): string {
  if (/^[A-Za-z0-9_@%+=:,./-]+$/.test(word)) return word;
  return `'${word.replaceAll("'", `'\\''`)}'`;
}
