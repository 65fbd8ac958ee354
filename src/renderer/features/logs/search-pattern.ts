import { stripAnsi } from './ansi';
import { expressionFlags, type Ranges, rangesIn } from './expression-match';

/** `syntax`: it is no expression. `slow`: a line takes too long. `failed`: the search itself does not run. */
export type SearchFault = 'syntax' | 'slow' | 'failed';

/** A text is looked for at once; how long an expression takes nobody knows: a worker looks for it. */
export type SearchPattern =
  | {
      readonly kind: 'text';
      readonly test: (text: string) => boolean;
      readonly ranges: (text: string) => Ranges;
    }
  | { readonly kind: 'expression'; readonly source: string };

/** A text, upper and lower case alike, or a regular expression; the fault when it cannot be used. */
export function compileSearch(
  query: string,
  isRegex: boolean,
): { readonly pattern: SearchPattern } | { readonly fault: SearchFault } {
  try {
    const source = isRegex ? query : query.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    const expression = new RegExp(source, expressionFlags);
    return { pattern: isRegex ? { kind: 'expression', source } : toText(expression) };
  } catch {
    return { fault: 'syntax' };
  }
}

function toText(expression: RegExp): SearchPattern {
  return {
    kind: 'text',
    test: (text) => {
      expression.lastIndex = 0;
      return expression.test(stripAnsi(text));
    },
    ranges: (text) => rangesIn(expression, stripAnsi(text)),
  };
}
