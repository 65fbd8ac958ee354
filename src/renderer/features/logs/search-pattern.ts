import { stripAnsi } from './ansi';

export type SearchFault = 'syntax' | 'nested' | 'slow';

export interface SearchPattern {
  readonly test: (text: string) => boolean;
  /** Where it matches, start and end, at most 50 times. */
  readonly ranges: (text: string) => readonly (readonly [number, number])[];
}

/** One test of one line; beyond it the pattern is given up. */
const maxTestMs = 50;
/** How much of a line a regular expression gets to see. */
const maxRegexLength = 8192;
const maxRanges = 50;

/** A repeated group that repeats inside: takes exponential time on some lines, and nothing can stop it. */
const nestedRepeat = /\((?:[^()\\]|\\.)*(?:[*+]|\{\d+,\d*\})(?:[^()\\]|\\.)*\)(?:[*+]|\{\d+,\d*\})/;

/** Thrown by `test` when a line took too long. */
export class SlowPatternError extends Error {}

/** A text, upper and lower case alike, or a regular expression; the fault when it cannot be used. */
export function compileSearch(
  query: string,
  isRegex: boolean,
): { readonly pattern: SearchPattern } | { readonly fault: SearchFault } {
  if (isRegex && nestedRepeat.test(query)) return { fault: 'nested' };
  try {
    const source = isRegex ? query : query.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    return { pattern: toPattern(new RegExp(source, 'giu')) };
  } catch {
    return { fault: 'syntax' };
  }
}

function toPattern(expression: RegExp): SearchPattern {
  const see = (text: string): string => {
    const plain = stripAnsi(text);
    return plain.length > maxRegexLength ? plain.slice(0, maxRegexLength) : plain;
  };
  return {
    test: (text) => {
      const startedAt = performance.now();
      expression.lastIndex = 0;
      const found = expression.test(see(text));
      if (performance.now() - startedAt > maxTestMs) throw new SlowPatternError('too slow');
      return found;
    },
    ranges: (text) => {
      const ranges: (readonly [number, number])[] = [];
      for (const match of see(text).matchAll(expression)) {
        if (match[0] !== '') ranges.push([match.index, match.index + match[0].length]);
        if (ranges.length >= maxRanges) break;
      }
      return ranges;
    },
  };
}
