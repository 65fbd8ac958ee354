import type { RunSpec } from '../../../../common/contract/run-spec';
import { emptySpec } from '../empty-spec';
import type { Draft, Flag } from './flag-kinds';
import { flags, shortFlags } from './flags';
import { splitWords, type Word } from './words';

/** Something in the line that is not taken over, and where it stands. */
export interface LineProblem {
  readonly kind:
    | 'open_quote'
    | 'not_docker_run'
    | 'unknown_flag'
    | 'unsupported_flag'
    | 'missing_value'
    | 'bad_value'
    | 'missing_image';
  readonly at: number;
  readonly end: number;
  /** The words that it is about. */
  readonly text: string;
}

export interface ParsedLine {
  readonly spec: RunSpec;
  readonly problems: readonly LineProblem[];
}

/** Reads `docker run …` (also podman, nerdctl, sudo, `container run`, `create`). What cannot be taken over is a problem. */
export function parseDockerRun(line: string): ParsedLine {
  const split = splitWords(line);
  if (split.kind === 'open_quote') {
    const problem = {
      kind: 'open_quote',
      at: split.at,
      end: line.length,
      text: line.slice(split.at),
    } as const;
    return { spec: emptySpec, problems: [problem] };
  }
  const words = split.words;
  const start = skipCommand(words);
  if (start === undefined) {
    const [first] = words;
    const problem = {
      kind: 'not_docker_run',
      at: first?.at ?? 0,
      end: first?.end ?? 0,
      text: first?.text ?? '',
    } as const;
    return { spec: emptySpec, problems: [problem] };
  }
  return new LineReader(words.slice(start), line.length).read();
}

/** Behind `run`; undefined when it is another command. */
function skipCommand(words: readonly Word[]): number | undefined {
  let at = 0;
  while (words[at]?.text === 'sudo' || words[at]?.text === '$') at += 1;
  if (!/(?:^|\/)(?:docker|podman|nerdctl)$/.test(words[at]?.text ?? '')) return undefined;
  at += 1;
  if (words[at]?.text === 'container') at += 1;
  return words[at]?.text === 'run' || words[at]?.text === 'create' ? at + 1 : undefined;
}

class LineReader {
  readonly #words: readonly Word[];
  readonly #lineEnd: number;
  readonly #draft: Draft = { ...emptySpec };
  readonly #problems: LineProblem[] = [];
  #at = 0;

  constructor(words: readonly Word[], lineEnd: number) {
    this.#words = words;
    this.#lineEnd = lineEnd;
  }

  read(): ParsedLine {
    for (let word = this.#words[this.#at]; word?.text.startsWith('-'); word = this.#words[this.#at]) {
      this.#at += 1;
      if (word.text === '--') break;
      if (word.text.startsWith('--')) this.#readLong(word);
      else this.#readShort(word);
    }
    const image = this.#words[this.#at];
    if (image) {
      this.#draft.image = image.text;
      this.#draft.command = this.#words.slice(this.#at + 1).map(({ text }) => text);
    } else {
      this.#problems.push({ kind: 'missing_image', at: this.#lineEnd, end: this.#lineEnd, text: '' });
    }
    if (this.#draft.networks[0]?.name === '') {
      const [first, ...others] = this.#draft.networks;
      this.#draft.networks = [{ ...first, name: 'bridge' }, ...others];
    }
    return { spec: this.#draft, problems: this.#problems };
  }

  #readLong(word: Word): void {
    const equals = word.text.indexOf('=');
    const name = word.text.slice(2, equals < 0 ? undefined : equals);
    const flag = flags[name];
    if (!flag) this.#problem('unknown_flag', word);
    else this.#apply(flag, word, equals < 0 ? undefined : word.text.slice(equals + 1));
  }

  /** `-it`, `-p80:80`, `-p 80:80`. */
  #readShort(word: Word): void {
    for (let at = 1; at < word.text.length; at += 1) {
      const flag = flags[shortFlags[word.text[at] ?? ''] ?? ''];
      if (!flag) {
        this.#problem('unknown_flag', word);
        return;
      }
      const rest = word.text.slice(at + 1);
      const takesValue = flag.kind === 'value' || ('hasValue' in flag && flag.hasValue);
      if (takesValue) {
        this.#apply(flag, word, rest === '' ? undefined : rest.replace(/^=/, ''));
        return;
      }
      this.#apply(flag, word, undefined);
    }
  }

  #apply(flag: Flag, word: Word, attached: string | undefined): void {
    if (flag.kind === 'switch') {
      flag.set(this.#draft, attached !== 'false' && attached !== '0');
      return;
    }
    const takesValue = flag.kind === 'value' || flag.hasValue;
    const next = takesValue && attached === undefined ? this.#words[this.#at] : undefined;
    if (next) this.#at += 1;
    const value = attached ?? next?.text;
    const place = {
      at: word.at,
      end: next?.end ?? word.end,
      text: next ? `${word.text} ${next.text}` : word.text,
    };
    if (flag.kind === 'unsupported') this.#problem('unsupported_flag', place);
    else if (takesValue && value === undefined) this.#problem('missing_value', place);
    else if (flag.kind === 'value' && !flag.take(this.#draft, value ?? '')) this.#problem('bad_value', place);
  }

  #problem(kind: LineProblem['kind'], { at, end, text }: Word): void {
    this.#problems.push({ kind, at, end, text });
  }
}
