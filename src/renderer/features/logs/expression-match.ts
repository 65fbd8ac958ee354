import { stripAnsi } from './ansi';

/** Where a pattern matches, start and end, in the text without its colours. */
export type Ranges = readonly (readonly [number, number])[];

/** Of which lines an expression is to say something. Runs in a worker; see expression-client.ts. */
export interface ExpressionQuestion {
  readonly source: string;
  /** Lines, joined by line feeds: one long string travels faster than thousands of short ones. */
  readonly text: string;
  /** Where it matches, instead of whether. */
  readonly marks: boolean;
}

export type ExpressionAnswer =
  /** `found`: indices of the texts that match, of the first `tested` ones. */
  | { readonly kind: 'found'; readonly tested: number; readonly found: readonly number[] }
  | { readonly kind: 'marks'; readonly ranges: readonly Ranges[] }
  | { readonly kind: 'failed'; readonly message: string };

export const expressionFlags = 'giu';

/** How much of a line an expression gets to see: many take the square of the length. */
export const maxExpressionLength = 8192;
/** An answer comes after so long, with what was tested: only a line that takes long by itself makes the page wait. */
const answerMs = 100;
const maxRanges = 50;

export function answerQuestion(
  { source, text: joined, marks }: ExpressionQuestion,
  now: () => number,
): ExpressionAnswer {
  try {
    const expression = new RegExp(source, expressionFlags);
    const texts = joined.split('\n');
    if (marks) return { kind: 'marks', ranges: texts.map((text) => rangesIn(expression, see(text))) };
    const until = now() + answerMs;
    const found: number[] = [];
    let tested = 0;
    for (const text of texts) {
      if (tested > 0 && now() > until) break;
      expression.lastIndex = 0;
      if (expression.test(see(text))) found.push(tested);
      tested += 1;
    }
    return { kind: 'found', tested, found };
  } catch (thrown) {
    // What parses may still be too large to run.
    return { kind: 'failed', message: String(thrown) };
  }
}

export function rangesIn(expression: RegExp, text: string): Ranges {
  const ranges: (readonly [number, number])[] = [];
  for (const match of text.matchAll(expression)) {
    if (match[0] !== '') ranges.push([match.index, match.index + match[0].length]);
    if (ranges.length >= maxRanges) break;
  }
  return ranges;
}

function see(text: string): string {
  const plain = stripAnsi(text);
  return plain.length > maxExpressionLength ? plain.slice(0, maxExpressionLength) : plain;
}
